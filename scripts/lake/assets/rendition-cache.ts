import { RecentlyUsed } from '../recently-used.ts'
import type { Rendition } from './renditions/rendition.ts'

/**
 * Images made lately, kept in memory up to a number of bytes; the one longest unused goes first. Requests for an image
 * that is being made wait for it instead of making it again: a list of articles asks for the same few at once.
 */
export class RenditionCache {
  readonly #kept: RecentlyUsed<Rendition & { ok: true }>
  readonly #making = new Map<string, Promise<Rendition>>()

  constructor(mostBytes: number) {
    this.#kept = new RecentlyUsed(mostBytes, ({ bytes }) => bytes.byteLength)
  }

  /** The rendition kept under the key, or the one that `make` gives. */
  async rendition(key: string, make: () => Promise<Rendition>): Promise<Rendition> {
    const kept = this.#kept.get(key)
    return kept ?? this.#making.get(key) ?? this.#madeOnce(key, make)
  }

  #madeOnce(key: string, make: () => Promise<Rendition>): Promise<Rendition> {
    const made = make()
      .then((rendition) => this.#remembered(key, rendition))
      .finally(() => this.#making.delete(key))
    this.#making.set(key, made)
    return made
  }

  #remembered(key: string, rendition: Rendition): Rendition {
    if (rendition.ok) this.#kept.set(key, rendition)
    return rendition
  }
}
