import type { Committed } from '../mutations/committed.ts'

type Hear = (committed: Committed) => void

/** Spreads the news of transactions: everyone hears of each in the same order, also when hearing of one leads to the next. */
export class News {
  readonly #hearers = new Set<Hear>()
  readonly #waiting: Committed[] = []
  #spreading = false

  /** Calls `hear` from now on; gives a function that ends it. */
  hear(hear: Hear): () => void {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  spread(committed: Committed): void {
    this.#waiting.push(committed)
    if (this.#spreading) return
    this.#spreading = true
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
        for (const hear of [...this.#hearers]) hear(next)
    } finally {
      this.#spreading = false
    }
  }

  end(): void {
    this.#hearers.clear()
  }
}
