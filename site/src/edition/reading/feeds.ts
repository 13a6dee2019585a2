import { frontAddress, navnenytAddress, placeAt } from '#schemas/addresses.ts'
import { linkOf } from '../composing/known.ts'
import { type AddressFamily, addressIn, placeIn } from '../composing/standing.ts'
import { isEmpty } from '../holding/listing.ts'
import type { Tables } from '../holding/tables.ts'
import { feedOf, shown } from '../lists.ts'
import type { Feed, FeedItem, Link } from '../stories.ts'
import { kindAddresses } from './archives.ts'
import { kindsOf, navigationOf, settingsOf } from './paper.ts'
import { formerHolderOf, type Holder, holderOf, partOf, slugsOf } from './places.ts'
import { itemOf } from './recollection.ts'

const familiesWithFeeds: AddressFamily[] = ['root', 'emne', 'skribent', 'virksomhed']

/** The feeds that are told on one page of their own: the site's, sections', navnenyt's and its kinds'. */
export function mainFeedsOf(tables: Tables): Link[] {
  const { sections, navnenyt } = navigationOf(tables)
  return [{ title: settingsOf(tables).title, address: frontAddress }, ...sections, navnenyt, ...kindsOf(tables)]
}

/** The feed of the page at the address, or of the page that once was there. */
export function feedAt(tables: Tables, address: string, absolute: (address: string) => string): Feed | undefined {
  const page = pageWithFeed(tables, address)
  if (!page) return undefined
  const { title, description } = settingsOf(tables)
  return {
    title: page.title === '' ? title : `${title}: ${page.title}`,
    description: page.description ?? (page.title === '' ? description : `${page.title} fra ${title}`),
    url: absolute(page.address),
    address: page.address,
    items: itemsIn(tables, feedOf(page.address)),
  }
}

function itemsIn(tables: Tables, list: string): FeedItem[] {
  return tables
    .texts('select id from listing where list = ? order by at desc, id desc limit ?', list, shown.feed)
    .flatMap((id) => itemOf<FeedItem>(tables, id) ?? [])
}

type PageWithFeed = Link & { description?: string }

function pageWithFeed(tables: Tables, address: string): PageWithFeed | undefined {
  if (address === frontAddress) return { title: '', address }
  if (address === navnenytAddress) return { title: 'Navnenyt', address }
  if (placeAt(address)?.place === 'kind') return kindsOf(tables).find((kind) => kind.address === address)
  const place = placeIn(address)
  if (!place) return undefined
  const holders = [holderOf(tables, place.family, place.slug), formerHolderOf(tables, place.family, place.slug)]
  const holder = holders.find((holder) => holder && hasFeed(holder))
  if (!holder) return undefined
  const description = partOf<{ description?: string }>(tables, holder.id)?.description
  return { ...linkOf(holder.summary), ...(description !== undefined && { description }) }
}

function hasFeed({ summary }: Holder): boolean {
  return summary.type !== 'article' && summary.type !== 'jobAnnouncement' && summary.type !== 'page'
}

/** Whether the page at the address has feeds, or the page that once was there. */
export function hasFeeds(tables: Tables, page: string): boolean {
  if (page === frontAddress || page === navnenytAddress) return true
  if (placeAt(page)?.place === 'kind') return !isEmpty(tables, page)
  const place = placeIn(page)
  if (!place || !familiesWithFeeds.includes(place.family)) return false
  const { family, slug } = place
  return [holderOf(tables, family, slug), formerHolderOf(tables, family, slug)].some((one) => one && hasFeed(one))
}

/** Every page address that has feeds, those that pages have left among them. */
export function feedPagesOf(tables: Tables): string[] {
  const documents = familiesWithFeeds
    .flatMap((family) => slugsOf(tables, family).map((slug) => addressIn(family, slug)))
    .filter((page) => hasFeeds(tables, page))
  return [frontAddress, navnenytAddress, ...kindAddresses(tables), ...documents]
}
