import type { StoredDocument } from '../document.ts'

/** Documents in order of id, in one list that a query can be handed as it is. Changing one costs a binary search. */
export class SortedDocuments {
  readonly #list: StoredDocument[]

  constructor(documents: Iterable<StoredDocument> = []) {
    this.#list = [...documents].sort(byId)
  }

  /** The list itself: it changes with the next `put`, so whoever reads it must have finished by then. */
  get list(): readonly StoredDocument[] {
    return this.#list
  }

  put(document: StoredDocument): void {
    const place = this.#placeOf(document._id)
    const taken = this.#list[place]?._id === document._id
    this.#list.splice(place, taken ? 1 : 0, document)
  }

  remove(id: string): void {
    const place = this.#placeOf(id)
    if (this.#list[place]?._id === id) this.#list.splice(place, 1)
  }

  /** The documents whose ids begin with this. */
  beginningWith(prefix: string): StoredDocument[] {
    const start = this.#placeOf(prefix)
    let end = start
    while (this.#list[end]?._id.startsWith(prefix)) end++
    return this.#list.slice(start, end)
  }

  #placeOf(id: string): number {
    let low = 0
    let high = this.#list.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const found = this.#list[middle]
      if (found !== undefined && found._id < id) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Orders documents by id, as code units: the same on every machine. */
export function byId(left: StoredDocument, right: StoredDocument): number {
  return left._id < right._id ? -1 : left._id > right._id ? 1 : 0
}
