import { navnenytAddress, sectionMonthAddress } from '#schemas/addresses.ts'
import type { AddressFamily } from '../composing/standing.ts'
import type { Tables } from '../holding/tables.ts'
import { feedFiles, pagesSitemap, standingAddresses } from '../lists.ts'
import { kindAddresses, monthsOf } from './archives.ts'
import { feedPagesOf } from './feeds.ts'
import { addressesOf, sectionMonths } from './places.ts'
import { sitemapsOf } from './sitemaps.ts'

/** All families of addresses. */
export const families: AddressFamily[] = ['root', 'artikel', 'navnenyt', 'virksomhed', 'emne', 'skribent']

/** Every address of the site: pages, those that lead on from an earlier address, feeds, sitemaps. */
export function everyAddress(tables: Tables): string[] {
  const sitemaps = sitemapsOf(tables).filter((address) => address !== pagesSitemap)
  return [
    ...standingAddresses,
    ...families.flatMap((family) => addressesOf(tables, family)),
    ...sectionMonths(tables).map(({ slug, year, month }) => sectionMonthAddress(slug, year, month)),
    ...monthsOf(tables, navnenytAddress).map(({ address }) => address),
    ...kindAddresses(tables),
    ...feedPagesOf(tables).flatMap(feedFiles),
    ...sitemaps,
  ]
}
