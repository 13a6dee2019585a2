import type { Committed } from '../mutations/committed.ts'
import { eventIdOf } from './listener.ts'

/** How many changes of documents are remembered; a listener that missed more must read everything anew. */
const mostChanges = 2000

/** The latest transactions, for listeners that were away for a moment. */
export class RecentCommits {
  readonly #commits: Committed[] = []
  #changes = 0
  /** The transaction before the oldest one remembered. */
  #before: string

  /** @param start a name for the time before the first transaction, unlike that of any other run */
  constructor(start: string) {
    this.#before = start
  }

  /** The event id that stands for now: whoever gives it back later is told what came after. */
  get now(): string {
    return eventIdOf(this.#commits.at(-1)?.transactionId ?? this.#before, '')
  }

  remember(committed: Committed): void {
    this.#commits.push(committed)
    this.#changes += committed.changes.length
    while (this.#changes > mostChanges && this.#commits.length > 1) this.#forgetOldest()
  }

  /**
   * The transactions since an event; the event's own is among them when it was about one document, since others may have
   * followed in the same transaction. Undefined when the event is not remembered.
   */
  since(eventId: string): Committed[] | undefined {
    const split = eventId.indexOf('#')
    if (split < 0) return undefined
    const transactionId = eventId.slice(0, split)
    const wholeTransaction = split === eventId.length - 1
    if (wholeTransaction && transactionId === this.#before) return [...this.#commits]
    const place = this.#commits.findIndex((commit) => commit.transactionId === transactionId)
    return place < 0 ? undefined : this.#commits.slice(wholeTransaction ? place + 1 : place)
  }

  #forgetOldest(): void {
    const oldest = this.#commits.shift()
    if (!oldest) return
    this.#changes -= oldest.changes.length
    this.#before = oldest.transactionId
  }
}
