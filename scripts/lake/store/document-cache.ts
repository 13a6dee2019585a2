import type { StoredDocument } from '../document.ts'

/** Documents parsed lately, up to so many characters of JSON; parsed they take about three times as many bytes. */
export class DocumentCache {
  readonly #room: number
  readonly #kept = new Map<string, { document: StoredDocument; size: number }>()
  #size = 0

  constructor(room: number) {
    this.#room = room
  }

  get(id: string): StoredDocument | undefined {
    const kept = this.#kept.get(id)
    if (!kept) return undefined
    // Put last, so that the first is the one not used for longest.
    this.#kept.delete(id)
    this.#kept.set(id, kept)
    return kept.document
  }

  set(id: string, document: StoredDocument, size: number): void {
    this.delete(id)
    if (size > this.#room / 4) return
    this.#kept.set(id, { document, size })
    this.#size += size
    for (const [oldest, kept] of this.#kept) {
      if (this.#size <= this.#room) return
      this.#kept.delete(oldest)
      this.#size -= kept.size
    }
  }

  delete(id: string): void {
    const kept = this.#kept.get(id)
    if (!kept) return
    this.#kept.delete(id)
    this.#size -= kept.size
  }
}
