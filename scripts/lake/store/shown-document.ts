import { type Layer, publishedIdOf, type StoredDocument } from '../document.ts'

/**
 * A stored document as a perspective shows it: under the id that its draft and versions share, with the id it is stored under as
 * `_originalId`; as it stands where all documents show (`layers` undefined), or published ones alone.
 */
export function shownDocument(document: StoredDocument, layers: readonly Layer[] | undefined): StoredDocument {
  if (layers === undefined || layers.length === 1) return document
  return { ...document, _id: publishedIdOf(document._id), _originalId: document._id }
}
