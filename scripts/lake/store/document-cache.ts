import type { StoredDocument } from '../document.ts'
import { RecentlyUsed } from '../recently-used.ts'

/** Documents parsed lately, up to so many characters of JSON; parsed they take about three times as many bytes. */
export class DocumentCache {
  readonly #room: number
  readonly #kept: RecentlyUsed<{ document: StoredDocument; size: number }>

  constructor(room: number) {
    this.#room = room
    this.#kept = new RecentlyUsed(room, ({ size }) => size)
  }

  get(id: string): StoredDocument | undefined {
    return this.#kept.get(id)?.document
  }

  /** Keeps a document, unless it would drive out most of the others. */
  set(id: string, document: StoredDocument, size: number): void {
    if (size > this.#room / 4) this.#kept.delete(id)
    else this.#kept.set(id, { document, size })
  }

  delete(id: string): void {
    this.#kept.delete(id)
  }
}
