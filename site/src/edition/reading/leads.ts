import { createHash } from 'node:crypto'
import { type AddressFamily, addressIn } from '../composing/standing.ts'
import { isEmpty } from '../holding/listing.ts'
import type { Row, Tables } from '../holding/tables.ts'
import { feedFiles } from '../lists.ts'
import { families } from './addresses.ts'
import { monthsOf } from './archives.ts'

/** An address that has been left, and where it leads now. */
export type Lead = { from: string; to: string }

/** Hosts pass over what comes after some two thousand lines. */
export const mostLeads = 2_000

/**
 * The addresses that documents have left and nothing else has taken, each with the present address of its document, and so in
 * one step: first those of sections and standing pages, then the newest of the others, with their feeds; then the months of
 * sections. The oldest fall off.
 */
export function leadsOf(tables: Tables): Lead[] {
  const ofPaper = rootLeads(tables)
  const leads = [...ofPaper.flatMap(withFeeds), ...otherLeads(tables).flatMap(withFeeds), ...monthLeads(tables)]
  return leads.slice(0, mostLeads)
}

type PageLead = Lead & { hasFeeds: boolean; isSection: boolean }

// Of a summary only its beginning is read, where the type stands: the rest would be taken apart for nothing.
const shown = 'one.family, one.slug, summary.address, substr(summary, 1, 24) as beginning'

const unlessTaken = 'not exists (select 1 from claim where claim.family = one.family and claim.slug = one.slug)'

/** Of several documents that have left an address, the oldest has it. */
const ofOldest =
  'not exists (select 1 from redirect as other where other.family = one.family and other.slug = one.slug and (other.since, other.id) < (one.since, one.id))'

function rootLeads(tables: Tables): PageLead[] {
  return tables
    .rows(
      `select ${shown} from redirect as one cross join summary on summary.id = one.id
       where one.family = 'root' and ${unlessTaken} and ${ofOldest} order by one.slug`,
    )
    .map(pageLead)
}

function otherLeads(tables: Tables): PageLead[] {
  return tables
    .rows(
      `select ${shown} from redirect as one cross join summary on summary.id = one.id
       where one.since < 'z' and one.family <> 'root' and ${unlessTaken} and ${ofOldest}
       order by one.since desc, one.family, one.slug limit ?`,
      mostLeads,
    )
    .map(pageLead)
}

function pageLead({ family, slug = '', address = '', beginning = '' }: Row): PageLead {
  const isSection = beginning.startsWith('{"type":"section"')
  const from = addressIn(family as AddressFamily, slug) // the writer put the family there itself
  return { from, to: address, isSection, hasFeeds: isSection || familiesWithFeeds.some((one) => one === family) }
}

const familiesWithFeeds: readonly AddressFamily[] = ['skribent', 'virksomhed', 'emne']

function withFeeds({ hasFeeds, from, to }: PageLead): Lead[] {
  const present = feedFiles(to)
  const feeds = feedFiles(from).map((feed, place) => ({ from: feed, to: present[place] ?? to }))
  return [{ from, to }, ...(hasFeeds ? feeds : [])]
}

/** Months outlive what took the place of their section: only a month that is in use itself leads nowhere. */
function monthLeads(tables: Tables): Lead[] {
  const sections = tables
    .rows(
      `select ${shown} from redirect as one cross join summary on summary.id = one.id
       where one.family = 'root' and ${ofOldest} order by one.slug`,
    )
    .map(pageLead)
    .filter(({ isSection }) => isSection)
  return sections
    .flatMap(({ from, to }) =>
      monthsOf(tables, to).map(({ year, month }) => monthLead({ from, to }, `${year}/${month}/`)),
    )
    .filter(({ from }) => isEmpty(tables, from))
}

const monthLead = ({ from, to }: Lead, month: string): Lead => ({ from: from + month, to: to + month })

/**
 * The addresses at which readers met what has been taken back since, as SHA-256 in hex, in their order: a list of what a newsroom
 * regrets is nothing to lay out for all to read. None of them is in use, or leads anywhere.
 */
export function goneDigestsOf(tables: Tables): string[] {
  return families
    .flatMap((family) => goneSlugs(tables, family).map((slug) => addressIn(family, slug)))
    .map((address) => createHash('sha256').update(address).digest('hex'))
    .toSorted()
}

function goneSlugs(tables: Tables, family: AddressFamily): string[] {
  return tables.texts(
    `select distinct slug from gone as one where family = ? and ${unlessTaken}
     and not exists (select 1 from redirect where redirect.family = one.family and redirect.slug = one.slug)`,
    family,
  )
}
