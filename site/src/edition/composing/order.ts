import type { ContentDocument, ContentType } from '#schemas/documents.ts'

// What others name comes first, so that few documents are settled twice. Any order gives the same edition.
const ranks: Record<ContentType, number> = {
  section: 0,
  author: 1,
  company: 1,
  topic: 1,
  page: 1,
  jobAnnouncement: 2,
  article: 3,
  frontPage: 4,
  siteSettings: 4,
}

/** The ids of changed documents in the order they are best taken in: what is gone first, then by type, stories from the oldest. */
export function orderOfComposition(documents: ReadonlyMap<string, ContentDocument | null>): string[] {
  const rank = (document: ContentDocument | null) => (document === null ? -1 : ranks[document._type])
  const age = (document: ContentDocument | null) => (document && 'publishedAt' in document ? document.publishedAt : '')
  return [...documents]
    .sort(([, a], [, b]) => rank(a) - rank(b) || (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0))
    .map(([id]) => id)
}
