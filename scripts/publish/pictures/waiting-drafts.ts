/** The ids of drafts that changed and were not looked at since. */
export interface Drafts {
  /** A draft that has changed just now. */
  add(id: string): void
  /** Drafts that changed before those that wait already, the newest first. */
  addOlder(ids: readonly string[]): void
  forget(id: string): void
  /** The one that changed last, which waits no longer. */
  newest(): string | undefined
  /** Resolves when one waits, or when the signal is aborted. */
  arrival(signal: AbortSignal): Promise<void>
}

/** More than a newsroom has under way; of more, the oldest are left to their publish. */
const standardMost = 200

/** No drafts yet. */
export function waitingDrafts(most = standardMost): Drafts {
  let waiting: string[] = [] // the newest first
  let arrived = Promise.withResolvers<void>()
  const put = (ids: readonly string[]): void => {
    waiting = [...new Set(ids)].slice(0, most)
    if (waiting.length > 0) arrived.resolve()
  }
  return {
    add: (id) => put([id, ...waiting]),
    addOlder: (ids) => put([...waiting, ...ids]),
    forget: (id) => put(waiting.filter((other) => other !== id)),
    newest() {
      const id = waiting.shift()
      if (waiting.length === 0) arrived = Promise.withResolvers<void>()
      return id
    },
    async arrival(signal) {
      const aborted = Promise.withResolvers<void>()
      const end = () => aborted.resolve()
      signal.addEventListener('abort', end, { once: true })
      if (!signal.aborted) await Promise.race([arrived.promise, aborted.promise])
      signal.removeEventListener('abort', end)
    },
  }
}
