import { feedsAddress, frontAddress, navnenytAddress } from '#schemas/addresses.ts'
import type { Tables } from '../holding/tables.ts'
import { pagesSitemap } from '../lists.ts'
import type { SitemapEntry } from '../stories.ts'
import { kindAddresses, monthsOf, sitemapMonths } from './archives.ts'
import { navigationOf } from './paper.ts'
import { linksIn } from './shelves.ts'

/** The addresses of the sitemaps: one of pages, and one of each month in which something was published. */
export function sitemapsOf(tables: Tables): string[] {
  return [pagesSitemap, ...sitemapMonths(tables).map((month) => `/sitemap/${month}.xml`)]
}

export function sitemapAt(tables: Tables, name: string): SitemapEntry[] | undefined {
  if (name === 'sider') return pagesOf(tables)
  const entries = tables
    .rows(
      'select at, address from listing join summary on summary.id = listing.id where list = ? order by at, listing.id',
      `/sitemap/${name}.xml`,
    )
    .map(({ at = '', address = '' }) => ({ address, changedAt: at }))
  return entries.length === 0 ? undefined : entries
}

function pagesOf(tables: Tables): SitemapEntry[] {
  const archives = [...navigationOf(tables).sections.map(({ address }) => address), navnenytAddress]
  const months = archives.flatMap((page) => monthsOf(tables, page)).map(({ address }) => address)
  const documents = linksIn(tables, pagesSitemap).map(({ address }) => address)
  const pages = [frontAddress, navnenytAddress, feedsAddress, ...documents, ...months, ...kindAddresses(tables)]
  return pages.map((address) => ({ address }))
}
