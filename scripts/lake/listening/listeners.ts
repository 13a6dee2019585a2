import type { Committed } from '../mutations/committed.ts'
import { type Audience, Audiences, type Send, taken } from './audience.ts'
import { type Conditions, couldHave } from './condition.ts'
import {
  eventsFor,
  type Heard,
  heardOf,
  type ListenerEvent,
  type ListenerOpened,
  type ListenerRequest,
} from './listener.ts'

/** What was told before, for those who were away. */
export interface Past {
  /** The event id that stands for now: whoever gives it back later is told what came after. */
  readonly now: string
  remember(committed: Committed): void
  /**
   * The transactions since an event, with at least the changes of the documents that are wanted; the event's own is the first of them
   * when it was about one document, since others may have followed in the same transaction. Undefined when they cannot all be
   * told; ends with undefined when that shows only on the way.
   */
  since(eventId: string, wanted: (documentId: string) => boolean): Iterable<Committed | undefined> | undefined
}

/** Those who listen, and what they are told. */
export class Listeners {
  readonly #conditions: Conditions
  readonly #past: Past
  readonly #newName: () => string
  readonly #audiences = new Audiences()

  constructor(conditions: Conditions, past: Past, newName: () => string) {
    this.#conditions = conditions
    this.#past = past
    this.#newName = newName
  }

  /** Opens a listener; its first event, and all that it missed, are sent before this returns. */
  open(request: ListenerRequest, send: Send): ListenerOpened {
    const read = this.#conditions.of(request.query, request.params, request.identity)
    if (!read.ok) return read
    const audience = this.#audiences.of(request, read.filter)
    const leave = this.#greet(audience, request, send) ? audience.join(send) : () => {}
    const close = () => {
      leave()
      this.#audiences.forget(audience)
    }
    return { ok: true, close }
  }

  /** Tells everyone whom a transaction concerns. Whatever becomes of those who listen, this returns. */
  tell(committed: Committed): void {
    this.#past.remember(committed)
    const heardBy = new Map<string, Heard[]>()
    const concerned = this.#audiences.concernedBy(committed.changes)
    const rounds = concerned.map((audience) => {
      const { question, request, condition } = audience
      const heard = heardBy.get(question) ?? heardOf(committed, condition)
      heardBy.set(question, heard)
      return audience.round(eventsFor(request, heard, committed))
    })
    for (const tell of rounds) tell()
    for (const audience of concerned) this.#audiences.forget(audience)
  }

  closeAll(): void {
    this.#audiences.clear()
  }

  /** False when the listener is gone before it has heard everything. */
  #greet(audience: Audience, { enableResume, lastEventId }: ListenerRequest, send: Send): boolean {
    const greeting = { data: { listenerName: this.#newName() }, ...(enableResume && { id: this.#past.now }) }
    if (!enableResume || lastEventId === undefined) return taken([{ type: 'welcome', ...greeting }], send)
    const missed = this.#missed(audience, lastEventId)
    if (!missed) return taken([{ type: 'reset', ...greeting }], send)
    if (!taken([{ type: 'welcomeback', data: greeting.data }], send)) return false
    for (const events of missed) if (!taken(events ?? [{ type: 'reset', ...greeting }], send)) return false
    return true
  }

  #missed(
    { request, condition }: Audience,
    lastEventId: string,
  ): Iterable<readonly ListenerEvent[] | undefined> | undefined {
    if (condition.followsReferences) return undefined
    const missed = this.#past.since(lastEventId, (documentId) => couldHave(condition.marks, documentId))
    return (
      missed &&
      Iterator.from(missed).map((committed) => {
        if (!committed) return undefined
        const events = eventsFor(request, heardOf(committed, condition), committed)
        return events.slice(events.findIndex(({ id }) => id === lastEventId) + 1)
      })
    )
  }
}
