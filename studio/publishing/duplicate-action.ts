import type { DuplicateDocumentActionComponent, SanityDocumentLike } from 'sanity'

/** Belongs to the one story that was published, not to a copy of it. */
const ownToTheOriginal = ['slug', 'publishedAt', 'firstPublishedAt', 'earlierSlugs', 'corrections', 'withdrawal']

/** Sanity's own duplicate action; the copy starts as a story that has neither address nor past. */
export function duplicateAsNew(duplicate: DuplicateDocumentActionComponent): DuplicateDocumentActionComponent {
  const asNew: DuplicateDocumentActionComponent = (props) => duplicate({ ...props, mapDocument: withoutPast })
  return Object.assign(asNew, { action: duplicate.action, displayName: 'DuplicateAsNew' })
}

/** A document without the fields that only the original may have. */
export function withoutPast(document: SanityDocumentLike): SanityDocumentLike {
  const kept = Object.entries(document).filter(([field]) => !ownToTheOriginal.includes(field))
  return { ...Object.fromEntries(kept), _id: document._id, _type: document._type }
}
