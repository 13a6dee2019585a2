import { type AddressedType, isDeviceName, slugFault } from './rules/slug.ts'
import { slugFor } from './slug.ts'

export { reservedWords } from './rules/slug.ts'

/** The feeds that lie beside a page. */
export const feedNames = ['rss.xml', 'rss-kort.xml', 'feed.json'] as const
export type FeedName = (typeof feedNames)[number]

/** A document that has a page: any with a slug, and the front page. */
export type Addressed = { _type: AddressedType; slug: { current: string } } | { _type: 'frontPage' }

const folders: Readonly<Record<AddressedType, string>> = {
  article: '/artikel/',
  jobAnnouncement: '/navnenyt/',
  author: '/skribent/',
  company: '/virksomhed/',
  topic: '/emne/',
  section: '/',
  page: '/',
}

export const frontAddress = '/'
export const navnenytAddress = '/navnenyt/'
export const feedsAddress = '/rss/'

/** The address of a document's own page, beginning and ending with a slash. */
export function addressOf(document: Addressed): string {
  return document._type === 'frontPage' ? frontAddress : addressOfSlug(document._type, document.slug.current)
}

/** The address that a document of this type has, or had, with this slug. */
export function addressOfSlug(type: AddressedType, slug: string): string {
  return `${folders[type]}${slug}/`
}

/** The address of a month in a section's archive; `year` and `month` as `monthOf` gives them. */
export function sectionMonthAddress(
  section: string | { slug: { current: string } },
  year: string,
  month: string,
): string {
  return `/${typeof section === 'string' ? section : section.slug.current}/${year}/${month}/`
}

/** The address of a month in the archive of notices. */
export function navnenytMonthAddress(year: string, month: string): string {
  return `${navnenytAddress}${year}/${month}/`
}

/** The word that stands for a kind of notice in its address: `Færdiggjort uddannelse` → `faerdiggjort-uddannelse`. */
function kindSlug(kind: string): string {
  const slug = slugFor(kind) || 'andet'
  return isDeviceName(slug) ? `type-${slug}` : slug
}

/** The address of all notices of one kind. Kinds whose labels give the same slug share a page. */
export function kindAddress(kind: string): string {
  return `${navnenytAddress}type/${kindSlug(kind)}/`
}

/** The address of a feed beside a page: (`/navnenyt/`, `rss.xml`) → `/navnenyt/rss.xml`. */
export function feedAddress(pageAddress: string, feed: FeedName): string {
  return `${pageAddress}${feed}`
}

/** What an address stands for. Sections and standing pages share the first level, where only the lake knows which it is. */
export type Place =
  | { place: 'front' | 'navnenyt' | 'feeds' | 'search' }
  | { place: 'document'; type: 'article' | 'jobAnnouncement' | 'author' | 'company' | 'topic'; slug: string }
  | { place: 'section-or-page'; slug: string }
  | { place: 'section-month'; section: string; year: string; month: string }
  | { place: 'navnenyt-month'; year: string; month: string }
  | { place: 'kind'; kind: string }

const slug = '([a-z0-9]+(?:-[a-z0-9]+)*)'
const month = '(\\d{4})/(0[1-9]|1[0-2])'

const places: readonly [RegExp, (first: string, second: string, third: string) => Place][] = [
  [/^\/$/, () => ({ place: 'front' })],
  [/^\/navnenyt\/$/, () => ({ place: 'navnenyt' })],
  [/^\/rss\/$/, () => ({ place: 'feeds' })],
  [/^\/soeg\/$/, () => ({ place: 'search' })],
  [new RegExp(`^/navnenyt/${month}/$`), (year, month) => ({ place: 'navnenyt-month', year, month })],
  [new RegExp(`^/navnenyt/type/${slug}/$`), (kind) => ({ place: 'kind', kind })],
  [new RegExp(`^/artikel/${slug}/$`), (slug) => ({ place: 'document', type: 'article', slug })],
  [new RegExp(`^/navnenyt/${slug}/$`), (slug) => ({ place: 'document', type: 'jobAnnouncement', slug })],
  [new RegExp(`^/skribent/${slug}/$`), (slug) => ({ place: 'document', type: 'author', slug })],
  [new RegExp(`^/virksomhed/${slug}/$`), (slug) => ({ place: 'document', type: 'company', slug })],
  [new RegExp(`^/emne/${slug}/$`), (slug) => ({ place: 'document', type: 'topic', slug })],
  [new RegExp(`^/${slug}/${month}/$`), (section, year, month) => ({ place: 'section-month', section, year, month })],
  [new RegExp(`^/${slug}/$`), (slug) => ({ place: 'section-or-page', slug })],
]

/** What an address stands for, read from its form alone; `undefined` when no page of ours has such an address. */
export function placeAt(address: string): Place | undefined {
  for (const [pattern, place] of places) {
    const [whole, first = '', second = '', third = ''] = pattern.exec(address) ?? []
    if (whole !== undefined) return possible(place(first, second, third))
  }
  return undefined
}

/** The place, unless its slug is one that no document can have. */
function possible(place: Place): Place | undefined {
  if (place.place === 'document') return slugFault(place.type, place.slug) === undefined ? place : undefined
  if (place.place === 'section-or-page') return slugFault('page', place.slug) === undefined ? place : undefined
  if (place.place === 'section-month') return slugFault('section', place.section) === undefined ? place : undefined
  return place
}
