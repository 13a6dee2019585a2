import { idIn, type Layer, publishedIdOf, type StoredDocument } from '../document.ts'
import { SortedDocuments } from './sorted-documents.ts'

/**
 * The documents that one perspective shows, kept in step with the lake: of each document the uppermost layer that has it, under
 * its published id, with the id it is stored under as `_originalId` (unless only published documents show).
 */
export class View {
  readonly #stored: ReadonlyMap<string, StoredDocument>
  readonly #layers: readonly Layer[] | undefined
  readonly #shown: Map<string, StoredDocument>
  readonly #all: SortedDocuments
  readonly #byType = new Map<string, SortedDocuments>()

  constructor(stored: ReadonlyMap<string, StoredDocument>, layers: readonly Layer[] | undefined) {
    this.#stored = stored
    this.#layers = layers
    const ids = layers ? new Set([...stored.keys()].map(publishedIdOf)) : stored.keys()
    this.#shown = new Map()
    for (const id of ids) {
      const document = this.#showing(id)
      if (document) this.#shown.set(id, document)
    }
    this.#all = new SortedDocuments(this.#shown.values())
    for (const [type, documents] of Map.groupBy(this.#shown.values(), ({ _type }) => _type)) {
      this.#byType.set(type, new SortedDocuments(documents))
    }
  }

  /** All documents, in order of id. */
  get all(): SortedDocuments {
    return this.#all
  }

  document(id: string): StoredDocument | undefined {
    return this.#shown.get(id)
  }

  /** The documents of a type, in order of id. */
  ofType(type: string): readonly StoredDocument[] {
    return this.#byType.get(type)?.list ?? []
  }

  /** The id under which a stored document would show here, if its layer shows. */
  idHere(storedId: string): string {
    return this.#layers ? publishedIdOf(storedId) : storedId
  }

  /** Takes up what happened to a stored document. */
  follow(storedId: string): void {
    const id = this.idHere(storedId)
    const before = this.#shown.get(id)
    const after = this.#showing(id)
    if (before && before._type !== after?._type) this.#byType.get(before._type)?.remove(id)
    if (after) {
      this.#shown.set(id, after)
      this.#all.put(after)
      this.#listFor(after._type).put(after)
    } else if (before) {
      this.#shown.delete(id)
      this.#all.remove(id)
    }
  }

  #showing(id: string): StoredDocument | undefined {
    if (!this.#layers) return this.#stored.get(id)
    for (const layer of this.#layers) {
      const document = this.#stored.get(idIn(layer, id))
      if (document) return this.#layers.length === 1 ? document : { ...document, _id: id, _originalId: document._id }
    }
    return undefined
  }

  #listFor(type: string): SortedDocuments {
    const list = this.#byType.get(type) ?? new SortedDocuments()
    this.#byType.set(type, list)
    return list
  }
}
