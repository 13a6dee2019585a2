import { monthTitle } from '#schemas/dates.ts'
import { filled } from '../composing/filled.ts'
import { isEmpty } from '../holding/listing.ts'
import type { Tables } from '../holding/tables.ts'
import type { MonthLink, MonthPage } from '../stories.ts'

/** The months of a page's archive that have something in them, newest first. `page` is a section's address or `/navnenyt/`. */
export function monthsOf(tables: Tables, page: string): MonthLink[] {
  return listsBetween(tables, `${page}0`, `${page}:`)
    .flatMap((address) => monthAt(address) ?? [])
    .reverse()
}

/** A month of a page's archive, with its neighbors that have something in them; `undefined` when it holds nothing itself. */
export function monthWithNeighbors(tables: Tables, page: string, address: string): Neighborhood | undefined {
  const month = isEmpty(tables, address) ? undefined : monthAt(address)
  if (!month) return undefined
  const earlier = tables.text(`${listBetween} order by list desc limit 1`, `${page}0`, address)
  const later = tables.text(`${listBetween} order by list limit 1`, address, `${page}:`)
  return filled({ month, earlier: monthAt(earlier ?? ''), later: monthAt(later ?? '') })
}

type Neighborhood = Omit<MonthPage<never>, 'items'>

/** The months that have a sitemap of their own, newest first: `2026-03`. */
export function sitemapMonths(tables: Tables): string[] {
  return listsBetween(tables, '/sitemap/0', '/sitemap/:')
    .map((list) => list.slice('/sitemap/'.length, -'.xml'.length))
    .reverse()
}

/** The addresses of the kinds that have a notice, by address. */
export function kindAddresses(tables: Tables): string[] {
  return listsBetween(tables, '/navnenyt/type/', '/navnenyt/type0').filter((list) => list.endsWith('/'))
}

/** A month of an archive, read from its address. */
export function monthAt(address: string): MonthLink | undefined {
  const [, year, month] = /\/(\d{4})\/(\d{2})\/$/.exec(address) ?? []
  if (year === undefined || month === undefined) return undefined
  return { title: monthTitle(year, month), address, year, month }
}

const listBetween = 'select list from listing where list > ? and list < ?'

// Leaps from list to list in the index, so that the cost is that of the lists and not of what is in them.
function listsBetween(tables: Tables, after: string, before: string): string[] {
  const lists: string[] = []
  for (let last: string | undefined = after; last !== undefined; ) {
    last = tables.text(`${listBetween} order by list limit 1`, last, before)
    if (last !== undefined) lists.push(last)
  }
  return lists
}
