import { placeAt, sectionMonthAddress } from '#schemas/addresses.ts'
import { linkOf, type Summary } from '../composing/known.ts'
import { type AddressFamily, addressIn, placeIn } from '../composing/standing.ts'
import { isEmpty } from '../holding/listing.ts'
import type { Tables } from '../holding/tables.ts'
import type { Link, Month } from '../stories.ts'
import { monthAt, monthsOf } from './archives.ts'

/** A live document, by its address. */
export type Holder = { id: string; summary: Summary }

/** The live document that has the address. */
export function holderOf(tables: Tables, family: AddressFamily, slug: string): Holder | undefined {
  const id = idAt(tables, family, slug)
  return id === undefined ? undefined : summaryOf(tables, id)
}

/** What the live document that has the address brings to its page. */
export function partAt<Part>(tables: Tables, family: AddressFamily, slug: string): Part | undefined {
  const id = idAt(tables, family, slug)
  return id === undefined ? undefined : partOf(tables, id)
}

function idAt(tables: Tables, family: AddressFamily, slug: string): string | undefined {
  return tables.text('select id from claim where family = ? and slug = ? order by since, id limit 1', family, slug)
}

/** The live document that once had the address; the oldest of several. */
export function formerHolderOf(tables: Tables, family: AddressFamily, slug: string): Holder | undefined {
  const id = tables.text(
    'select id from redirect where family = ? and slug = ? order by since, id limit 1',
    family,
    slug,
  )
  return id === undefined ? undefined : summaryOf(tables, id)
}

function summaryOf(tables: Tables, id: string): Holder | undefined {
  const summary = tables.text('select summary from summary where id = ?', id)
  return summary === undefined ? undefined : { id, summary: JSON.parse(summary) }
}

/** What the document with this id brings to its page. */
export function partOf<Part>(tables: Tables, id: string): Part | undefined {
  const part = tables.text('select part from document where id = ?', id)
  return part ? JSON.parse(part) : undefined
}

/** Where an address that a document has left leads now, if nothing else has taken it. */
export function redirectFrom(tables: Tables, address: string): Link | undefined {
  const month = redirectFromMonth(tables, address)
  if (month) return month
  const place = placeIn(address)
  if (!place || holderOf(tables, place.family, place.slug)) return undefined
  const former = formerHolderOf(tables, place.family, place.slug)
  return former && linkOf(former.summary)
}

function redirectFromMonth(tables: Tables, address: string): Link | undefined {
  const place = placeAt(address)
  if (place?.place !== 'section-month' || !isEmpty(tables, address)) return undefined
  const former = formerHolderOf(tables, 'root', place.section)
  const section = former?.summary.type === 'section' ? linkOf(former.summary) : undefined
  const present = section && `${section.address}${place.year}/${place.month}/`
  if (present === undefined || isEmpty(tables, present)) return undefined
  return { title: `${section?.title}, ${monthAt(present)?.title}`, address: present }
}

/** Every slug of a family that leads somewhere, those that only redirect among them. */
export function slugsOf(tables: Tables, family: AddressFamily): string[] {
  const slugs = [
    ...tables.texts('select distinct slug from claim where family = ? order by slug', family),
    ...tables.texts('select distinct slug from redirect where family = ? order by slug', family),
  ]
  return [...new Set(slugs)]
}

/** Every month of every section at its present and earlier addresses. */
export function sectionMonths(tables: Tables): (Month & { slug: string })[] {
  const months = new Map<string, Month & { slug: string }>()
  for (const slug of slugsOf(tables, 'root')) {
    for (const section of sectionsAt(tables, slug)) {
      for (const { year, month } of monthsOf(tables, section)) {
        months.set(sectionMonthAddress(slug, year, month), { slug, year, month })
      }
    }
  }
  return [...months.values()]
}

/** Whether a live document has the address, or once had it. */
export function isOfDocument(tables: Tables, address: string): boolean {
  const place = placeIn(address)
  if (!place) return false
  const { family, slug } = place
  return (holderOf(tables, family, slug) ?? formerHolderOf(tables, family, slug)) !== undefined
}

/** The section that has the address, and the one that had it. */
export function sectionsAt(tables: Tables, slug: string): string[] {
  const holders = [holderOf(tables, 'root', slug), formerHolderOf(tables, 'root', slug)]
  return holders.flatMap((holder) => (holder?.summary.type === 'section' ? [holder.summary.card.address] : []))
}

/** The addresses of a family's slugs. */
export function addressesOf(tables: Tables, family: AddressFamily): string[] {
  return slugsOf(tables, family).map((slug) => addressIn(family, slug))
}
