import type { DocumentChange } from '../mutations/committed.ts'
import { type Condition, marksOf } from './condition.ts'
import type { ListenerEvent, ListenerRequest } from './listener.ts'

export type Send = (event: ListenerEvent) => void

/** Listeners who asked for the same in the same form: each event is made once, and told to all of them. */
export class Audience {
  /** The same for all audiences whose condition is the same. */
  readonly question: string
  readonly request: ListenerRequest
  readonly condition: Condition
  readonly #hearers = new Set<{ send: Send }>()

  constructor(question: string, request: ListenerRequest, condition: Condition) {
    this.question = question
    this.request = request
    this.condition = condition
  }

  get isEmpty(): boolean {
    return this.#hearers.size === 0
  }

  /** Takes a listener in; gives a function that lets it go, which may be called twice. */
  join(send: Send): () => void {
    const hearer = { send }
    this.#hearers.add(hearer)
    return () => this.#hearers.delete(hearer)
  }

  /**
   * A round that tells everyone who is here now, if they still are by then. Who fails to take an event in has lost its thread, and
   * is let go: its stream will be made anew.
   */
  round(events: readonly ListenerEvent[]): () => void {
    const hearers = [...this.#hearers]
    return () => {
      for (const hearer of hearers) {
        if (this.#hearers.has(hearer) && !taken(events, hearer.send)) this.#hearers.delete(hearer)
      }
    }
  }
}

/** Sends events one after the other, as long as they are taken in. */
export function taken(events: readonly ListenerEvent[], send: Send): boolean {
  try {
    for (const event of events) send(event)
    return true
  } catch {
    return false
  }
}

/** All audiences, found by the changes that could concern them. */
export class Audiences {
  readonly #byName = new Map<string, Audience>()
  readonly #byMark = new Map<string, Set<Audience>>()
  readonly #open = new Set<Audience>()

  /** The audience of a request: the one there is, or a new one. */
  of(request: ListenerRequest, condition: Condition): Audience {
    const question = JSON.stringify([
      request.query,
      request.params,
      condition.isPersonal === false ? '' : request.identity,
    ])
    const name = nameOf(question, request)
    const audience = this.#byName.get(name) ?? new Audience(question, request, condition)
    this.#byName.set(name, audience)
    for (const place of this.#placesOf(audience)) place.add(audience)
    return audience
  }

  /** Forgets an audience that is empty. */
  forget(audience: Audience): void {
    const name = nameOf(audience.question, audience.request)
    if (!audience.isEmpty || this.#byName.get(name) !== audience) return
    this.#byName.delete(name)
    this.#open.delete(audience)
    for (const mark of audience.condition.marks ?? []) {
      const place = this.#byMark.get(mark)
      place?.delete(audience)
      if (place?.size === 0) this.#byMark.delete(mark)
    }
  }

  /** Those whom the changes could concern. */
  concernedBy(changes: readonly DocumentChange[]): Audience[] {
    if (this.#byName.size === 0) return []
    const marked = new Set(changes.flatMap(marksOf)).values().flatMap((mark) => this.#byMark.get(mark) ?? [])
    return [...new Set([...this.#open, ...marked])]
  }

  clear(): void {
    this.#byName.clear()
    this.#byMark.clear()
    this.#open.clear()
  }

  #placesOf({ condition: { marks } }: Audience): Set<Audience>[] {
    return marks ? marks.map((mark) => this.#place(mark)) : [this.#open]
  }

  #place(mark: string): Set<Audience> {
    const place = this.#byMark.get(mark) ?? new Set()
    this.#byMark.set(mark, place)
    return place
  }
}

/** What is asked, and the choices of a request that its events show. */
function nameOf(question: string, request: ListenerRequest): string {
  const { includeAllVersions, includeMutations, includeResult, includePreviousRevision } = request
  const switches = [includeAllVersions, includeMutations !== false, includeResult, includePreviousRevision]
  return [...switches.map(Boolean), request.effectFormat, request.visibility ?? 'query', question].join()
}
