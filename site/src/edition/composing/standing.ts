import { addressOfSlug, placeAt } from '#schemas/addresses.ts'
import type { ContentDocument } from '#schemas/documents.ts'
import type { Instant } from '#schemas/instant.ts'

/**
 * Where a document stands: `live` on the site, `waiting` for its hour, `withdrawn`, or left out because its section is not
 * live (`no-section`) or an older document has its address (`address-taken`).
 */
export type Standing = 'live' | 'waiting' | 'withdrawn' | 'no-section' | 'address-taken'

/** Documents whose addresses could collide belong to one family; sections and standing pages share the first level. */
export type AddressFamily = 'artikel' | 'navnenyt' | 'virksomhed' | 'emne' | 'skribent' | 'root'

/** A document with a slug, and so with an address. */
export type AddressedDocument = Extract<ContentDocument, { slug: unknown }>

/** A wish for an address. Of several, the smallest `since` wins, then the smallest id. */
export type Claim = { family: AddressFamily; slug: string; since: Instant }

const families: Record<AddressedDocument['_type'], AddressFamily> = {
  article: 'artikel',
  jobAnnouncement: 'navnenyt',
  company: 'virksomhed',
  topic: 'emne',
  author: 'skribent',
  section: 'root',
  page: 'root',
}

const typeOf: Record<AddressFamily, AddressedDocument['_type']> = {
  artikel: 'article',
  navnenyt: 'jobAnnouncement',
  virksomhed: 'company',
  emne: 'topic',
  skribent: 'author',
  root: 'page',
}

/** The address of a slug in its family. */
export function addressIn(family: AddressFamily, slug: string): string {
  return addressOfSlug(typeOf[family], slug)
}

/** The family and slug of a document's address; `undefined` for addresses that no document has. */
export function placeIn(address: string): { family: AddressFamily; slug: string } | undefined {
  const place = placeAt(address)
  if (place?.place === 'section-or-page') return { family: 'root', slug: place.slug }
  return place?.place === 'document' ? { family: families[place.type], slug: place.slug } : undefined
}

/** The address that a document wants, and since when. */
export function claimOf(document: AddressedDocument): Claim {
  return { family: families[document._type], slug: document.slug.current, since: sinceOf(document) }
}

/** The addresses that a document had before. */
export function earlierClaimsOf(document: AddressedDocument): Claim[] {
  const { family, since, slug } = claimOf(document)
  return document.earlierSlugs
    .filter((earlier) => earlier !== slug)
    .map((earlier) => ({ family, slug: earlier, since }))
}

function sinceOf(document: AddressedDocument): Instant {
  return 'firstPublishedAt' in document ? (document.firstPublishedAt ?? document._createdAt) : document._createdAt
}

/** Whether the document has an address of its own. */
export function isAddressed(document: ContentDocument): document is AddressedDocument {
  return 'slug' in document
}

/** Where a document stands as far as it alone can tell; `live` still has to win its address. */
export function standingAt(document: ContentDocument, now: Instant, isLiveSection: (id: string) => boolean): Standing {
  if ('withdrawal' in document && document.withdrawal !== undefined) return 'withdrawn'
  if ('publishedAt' in document && document.publishedAt > now) return 'waiting'
  if (document._type === 'article' && !isLiveSection(document.section._ref)) return 'no-section'
  return 'live'
}
