/** A reference to the document with this id, as it stands in a raw Sanity document; a strong one holds its document in the lake. */
export type Reference = { _type: 'reference'; _ref: string; _weak?: true }

/** A reference in an array, where Sanity wants a key. */
export type KeyedReference = Reference & { _key: string }

/** The strong reference to `id`. */
export function reference(id: string): Reference {
  return { _type: 'reference', _ref: id }
}

/** The reference to a story, which may be taken back at any time: a weak one. */
export function mention(id: string): Reference {
  return { ...reference(id), _weak: true }
}

/** The references to several stories, keyed as `references` are. */
export function mentions(ids: readonly string[]): KeyedReference[] {
  return ids.map((id) => ({ ...mention(id), _key: id }))
}

/** Strong references to several documents; each is keyed by the id that it points to, so that the keys never change. */
export function references(ids: readonly string[]): KeyedReference[] {
  return ids.map((id) => ({ ...reference(id), _key: id }))
}

/** The slug field of a raw document. */
export function slug(current: string): { _type: 'slug'; current: string } {
  return { _type: 'slug', current }
}
