import type { Committed } from '../mutations/committed.ts'

type Hear = (committed: Committed) => void

/** Spreads the news of transactions: everyone hears of each in the same order, also when hearing of one leads to the next. */
export class News {
  readonly #hearers = new Set<Hear>()
  readonly #waiting: Committed[] = []
  readonly #report: (fault: unknown) => void
  #spreading = false

  /** @param report hears of hearers that failed: what they were told of is done, and the others hear of it all the same */
  constructor(report: (fault: unknown) => void = () => {}) {
    this.#report = report
  }

  /** Calls `hear` from now on; gives a function that ends it. */
  hear(hear: Hear): () => void {
    this.#hearers.add(hear)
    return () => this.#hearers.delete(hear)
  }

  spread(committed: Committed): void {
    this.#waiting.push(committed)
    if (this.#spreading) return
    this.#spreading = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#tell(next)
    this.#spreading = false
  }

  end(): void {
    this.#hearers.clear()
  }

  #tell(committed: Committed): void {
    for (const hear of [...this.#hearers]) {
      try {
        hear(committed)
      } catch (fault) {
        this.#report(fault)
      }
    }
  }
}
