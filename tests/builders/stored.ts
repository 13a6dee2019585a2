/** What the lake keeps of any document, with an id of the builder's choosing. */
export function stored(id: string) {
  return { _id: id, _rev: `rev-${id}`, _createdAt: '2026-03-01T08:00:00Z', _updatedAt: '2026-03-01T08:00:00Z' }
}

/** A reference as the lake stores it. */
export function aReference(id: string) {
  return { _type: 'reference', _ref: id }
}

/** References in a list, each with a key made from its id. */
export function references(...ids: string[]) {
  return ids.map((id) => ({ ...aReference(id), _key: `key-${id}` }))
}
