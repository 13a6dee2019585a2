import type { Rendition } from './renditions/rendition.ts'

/**
 * Images made lately, kept in memory up to a number of bytes; the one longest unused goes first. Requests for an image
 * that is being made wait for it instead of making it again: a list of articles asks for the same few at once.
 */
export class RenditionCache {
  readonly #kept = new Map<string, Rendition & { ok: true }>()
  readonly #making = new Map<string, Promise<Rendition>>()
  readonly #mostBytes: number
  #bytes = 0

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes
  }

  /** The rendition kept under the key, or the one that `make` gives. */
  async rendition(key: string, make: () => Promise<Rendition>): Promise<Rendition> {
    const kept = this.#kept.get(key)
    if (kept) {
      this.#kept.delete(key)
      this.#kept.set(key, kept)
      return kept
    }
    const made = this.#making.get(key) ?? this.#madeOnce(key, make)
    return made
  }

  #madeOnce(key: string, make: () => Promise<Rendition>): Promise<Rendition> {
    const made = make()
      .then((rendition) => this.#remembered(key, rendition))
      .finally(() => this.#making.delete(key))
    this.#making.set(key, made)
    return made
  }

  #remembered(key: string, rendition: Rendition): Rendition {
    if (!rendition.ok) return rendition
    this.#kept.set(key, rendition)
    this.#bytes += rendition.bytes.byteLength
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.#mostBytes) break
      this.#kept.delete(oldest)
      this.#bytes -= bytes.byteLength
    }
    return rendition
  }
}
