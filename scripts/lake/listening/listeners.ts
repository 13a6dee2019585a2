import type { Filters } from '../groq/filter.ts'
import type { Committed } from '../mutations/committed.ts'
import { eventsFor, type ListenerEvent, type ListenerOpened, type ListenerRequest } from './listener.ts'
import type { RecentCommits } from './recent-commits.ts'

/** Those who listen, and what they are told. */
export class Listeners {
  readonly #filters: Filters
  readonly #recent: RecentCommits
  readonly #newName: () => string
  readonly #open = new Set<(committed: Committed) => void>()

  constructor(filters: Filters, recent: RecentCommits, newName: () => string) {
    this.#filters = filters
    this.#recent = recent
    this.#newName = newName
  }

  /** Opens a listener; its first event is sent before this returns. */
  open(request: ListenerRequest, send: (event: ListenerEvent) => void): ListenerOpened {
    const filter = this.#filters.of(request.query, request.params, request.identity)
    if (!filter.ok) return filter
    const tell = (committed: Committed) => {
      for (const event of eventsFor(request, filter.filter, committed)) send(event)
    }
    this.#greet(request, send, (committed) => eventsFor(request, filter.filter, committed))
    this.#open.add(tell)
    return { ok: true, close: () => this.#open.delete(tell) }
  }

  /** Tells everyone of a transaction, in the order they came. */
  tell(committed: Committed): void {
    this.#recent.remember(committed)
    for (const tell of [...this.#open]) tell(committed)
  }

  closeAll(): void {
    this.#open.clear()
  }

  #greet(
    { enableResume, lastEventId }: ListenerRequest,
    send: (event: ListenerEvent) => void,
    events: (committed: Committed) => ListenerEvent[],
  ): void {
    const data = { listenerName: this.#newName() }
    const id = enableResume ? { id: this.#recent.now } : {}
    const resuming = enableResume && lastEventId !== undefined
    const missed = resuming ? this.#recent.since(lastEventId) : undefined
    if (!missed) {
      send({ type: resuming ? 'reset' : 'welcome', ...id, data })
      return
    }
    send({ type: 'welcomeback', data })
    const told = missed.flatMap(events)
    const heard = told.findIndex((event) => event.id === lastEventId) + 1
    for (const event of told.slice(heard)) send(event)
  }
}
