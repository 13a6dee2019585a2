import { kindAddress, navnenytAddress, navnenytMonthAddress, sectionMonthAddress } from '#schemas/addresses.ts'
import { filled } from '../composing/filled.ts'
import type { Tables } from '../holding/tables.ts'
import { frontNotices, shown } from '../lists.ts'
import type { FrontPart } from '../parts/paper.ts'
import type {
  Front,
  KindPage,
  Month,
  MonthPage,
  NavnenytFront,
  NoticeLine,
  Section,
  SectionFront,
  SectionMonth,
  Seo,
} from '../stories.ts'
import { monthsOf, monthWithNeighbors } from './archives.ts'
import { kindsOf, settingsOf } from './paper.ts'
import { holderOf, partOf } from './places.ts'
import { all, noticesIn, storiesIn } from './shelves.ts'

export function frontOf(tables: Tables): Front {
  const chosen = partOf<FrontPart>(tables, 'frontPage') ?? { pinned: [] }
  const newest = storiesIn(tables, '/', shown.front + 1 + chosen.pinned.length)
  const free = newest.filter(({ id }) => !chosen.pinned.some((story) => story.id === id))
  const lead = chosen.lead ?? free[0]
  const { title, description } = settingsOf(tables)
  return filled({
    lead,
    pinned: chosen.pinned,
    stories: free.filter(({ id }) => id !== lead?.id).slice(0, shown.front),
    notices: noticesIn(tables, frontNotices, shown.frontNotices),
    seo: seo(title, description),
  })
}

export function sectionFrontOf(tables: Tables, slug: string): SectionFront | undefined {
  const section = sectionAt(tables, slug)
  if (!section) return undefined
  const description = section.description ?? `Seneste nyt om ${section.title} fra ${settingsOf(tables).title}.`
  return {
    section,
    stories: storiesIn(tables, section.address, shown.fronts),
    months: monthsOf(tables, section.address),
    seo: seo(section.title, description),
  }
}

export function sectionMonthOf(tables: Tables, slug: string, { year, month }: Month): SectionMonth | undefined {
  const section = sectionAt(tables, slug)
  const address = sectionMonthAddress(slug, year, month)
  const place = section && monthWithNeighbors(tables, section.address, address)
  return section && place && { section, ...place, items: storiesIn(tables, address, all) }
}

export function navnenytFrontOf(tables: Tables): NavnenytFront {
  return {
    notices: noticesIn(tables, navnenytAddress, shown.fronts),
    months: monthsOf(tables, navnenytAddress),
    kinds: kindsOf(tables),
    seo: seo('Navnenyt', `Nye job, forfremmelser og udnævnelser, samlet af ${settingsOf(tables).title}.`),
  }
}

export function navnenytMonthOf(tables: Tables, { year, month }: Month): MonthPage<NoticeLine> | undefined {
  const address = navnenytMonthAddress(year, month)
  const place = monthWithNeighbors(tables, navnenytAddress, address)
  return place && { ...place, items: noticesIn(tables, address, all) }
}

export function kindPageOf(tables: Tables, slug: string): KindPage | undefined {
  const kinds = kindsOf(tables)
  const kind = kinds.find(({ address }) => address === kindAddress(slug))
  if (!kind) return undefined
  const notices = noticesIn(tables, kind.address, shown.others)
  return {
    kind,
    notices,
    kinds,
    seo: seo(kind.title, `Navnenyt af typen »${kind.title}« fra ${settingsOf(tables).title}.`),
  }
}

function sectionAt(tables: Tables, slug: string): Section | undefined {
  const holder = holderOf(tables, 'root', slug)
  return holder?.summary.type === 'section' ? partOf(tables, holder.id) : undefined
}

/** What search engines are told of a page that is made of lists. */
export function seo(title: string, description: string): Seo {
  return { title, description: description.replace(/\s+/g, ' ').trim(), hideFromSearch: false }
}
