import { Problem } from '../../terminal/problem.ts'

const patience = 10_000

/** Counts who of so many listeners has heard of which transaction. */
export class Hearing {
  readonly #ears: number
  readonly #counts = new Map<string, number>()
  readonly #waiting = new Map<string, () => void>()

  constructor(ears: number) {
    this.#ears = ears
  }

  /** One more listener has heard of the transaction. */
  heard(transaction: string): void {
    const count = (this.#counts.get(transaction) ?? 0) + 1
    this.#counts.set(transaction, count)
    if (count >= this.#ears) this.#waiting.get(transaction)?.()
  }

  /** Resolves when all have heard of the transaction, which must not have been sent yet; a Problem when that takes ten seconds. */
  async byAll(transaction: string, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.set(transaction, resolve)
    const limit = AbortSignal.any([signal, AbortSignal.timeout(patience)])
    const late = () => {
      const count = this.#counts.get(transaction) ?? 0
      reject(signal.aborted ? signal.reason : new Problem(`Only ${count} of ${this.#ears} listeners heard of an edit`))
    }
    limit.addEventListener('abort', late, { once: true })
    await promise.finally(() => limit.removeEventListener('abort', late))
  }
}
