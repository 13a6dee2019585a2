import type { StoredDocument } from './document.ts'
import type { Revisions } from './history/revisions.ts'
import type { Condition } from './store/condition.ts'
import type { Store } from './store/store.ts'

/**
 * All documents, or those of the types named, in order of id: as they are at the call, however slowly they are read. One that was
 * changed or deleted meanwhile comes from the history.
 */
export function exportedDocuments(
  store: Store,
  revisions: Revisions,
  types: readonly string[] | undefined,
): Iterable<StoredDocument> {
  const condition: Condition = types ? { kind: 'types', types } : { kind: 'and', of: [] }
  const { batches } = store.finder.find({ layers: undefined, condition, withHeads: true })
  const standing = [...batches].flatMap((found) =>
    found.map(({ id, head }) => ({ id, revision: head?.revision ?? '' })),
  )
  return read(standing)

  function* read(wanted: typeof standing): Generator<StoredDocument> {
    for (const { id, revision } of wanted) {
      const document = store.documents.get(id)
      if (document?._rev === revision) yield document
      else yield* revisions.documentsAt([id], { revision })
    }
  }
}
