import type { Layer, StoredDocument } from '../document.ts'
import type { DocumentFinder } from '../store/document-finder.ts'
import type { Documents } from '../store/documents.ts'
import { shownDocument } from '../store/shown-document.ts'
import type { Found } from '../store/walks.ts'

/** Where a query's documents come from: one perspective of the lake, as it stands. */
export class Reading {
  readonly finder: DocumentFinder
  readonly layers: readonly Layer[] | undefined
  readonly #documents: Documents
  #read = 0

  constructor(finder: DocumentFinder, documents: Documents, layers: readonly Layer[] | undefined) {
    this.finder = finder
    this.layers = layers
    this.#documents = documents
  }

  /** How many documents were read so far. */
  get read(): number {
    return this.#read
  }

  /** The documents that were found, as the perspective shows them. */
  documents(found: readonly Found[]): object[] {
    const [first] = found
    if (first?.head) return found.map(({ id, head }) => headOf(id, head, this.layers))
    this.#read += found.length
    const stored = this.#documents.numbered(found.map(({ number }) => number))
    return stored.map((document) => shownDocument(document, this.layers))
  }

  /** The document that the perspective shows under an id. */
  document(id: string): StoredDocument | undefined {
    return this.#documents.shown(id, this.layers)
  }
}

function headOf(id: string, head: Found['head'], layers: readonly Layer[] | undefined): object {
  const { type: _type, revision: _rev, created: _createdAt, updated: _updatedAt } = head ?? {}
  const document = { _id: id, _type, _rev, _createdAt, _updatedAt }
  return layers && layers.length > 1 ? { ...document, _originalId: head?.id } : document
}
