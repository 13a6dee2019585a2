import type { Instant } from '#schemas/instant.ts'
import type { Clock } from '../terminal/clock.ts'
import type { Order } from './conduct.ts'
import type { Published } from './published.ts'
import type { Audience } from './reading/listener.ts'
import { type Pending, pendingNews } from './reading/pending.ts'

/** What a watch drives, and whom it tells. */
export type Watch = {
  publish(order: Order): Promise<Published>
  /** When the next document that waits for its hour goes live. */
  nextDue(): Instant | undefined
  /** Does a little of what can wait until nothing else is to be done; tells whether there is more of it. */
  rest(): Promise<boolean>
  /** Starts to listen to the lake; disposing of it ends that. */
  listen(audience: Audience): Disposable
  published(published: Published): void
  failed(fault: unknown): void
  clock: Clock
}

/** Milliseconds in which a burst of news is folded into one publish. */
const fold = 10

/** Milliseconds until something that failed is tried again. */
const afterFailure = 5_000

/** Milliseconds of quiet before a press does what can wait. */
const untilRest = 500

/** Milliseconds between looks at the clock: a machine that slept has timers that come too late. */
const look = 20_000

/**
 * Publishes whatever the lake tells of and whatever comes due, one publish after the other, until the signal is aborted. What
 * reaches far is done in between, a little at a time, so that news never waits for it.
 */
export async function watch(work: Watch, signal: AbortSignal): Promise<void> {
  const { clock, failed } = work
  const pending = pendingNews()
  using _ears = stubbornEars(work, pending, signal)
  let later = 0
  while (!signal.aborted) {
    try {
      await (later > 0 ? breath(work, pending, signal) : occasion(work, pending, signal))
      const done = await work.publish(pending.take())
      later = done.later
      if (done.missing.length > 0) pending.add({ kind: 'sweep' })
      work.published(done)
    } catch (fault) {
      if (signal.aborted) return
      failed(fault)
      pending.add({ kind: 'sweep' })
      await clock.wait(afterFailure, signal).catch(() => {}) // aborted: the loop ends
    }
  }
}

/** A moment in which news can come in; what came is waited for as long as any burst. */
function breath({ clock }: Watch, pending: Pending, signal: AbortSignal): Promise<void> {
  return clock.wait(pending.any() ? fold : 1, signal)
}

/** Resolves when there is news, with what came just after it, or when a document is due. */
async function occasion(work: Watch, pending: Pending, signal: AbortSignal): Promise<void> {
  const { nextDue, rest, clock } = work
  for (let restless = true; !pending.any(); ) {
    const due = nextDue()
    const wait = due === undefined ? look : Date.parse(due) - Date.parse(clock.now())
    if (wait <= 0) return
    const over = new AbortController()
    const limit = AbortSignal.any([signal, over.signal])
    try {
      await Promise.race([pending.arrival(), clock.wait(Math.min(wait, restless ? untilRest : look), limit)])
      restless = !pending.any() && (await rest())
    } finally {
      over.abort()
    }
  }
  await clock.wait(fold, signal)
}

/** Listens, and listens again some time after the lake has refused. */
function stubbornEars({ listen, failed, clock }: Watch, pending: Pending, signal: AbortSignal): Disposable {
  let ears: Disposable | undefined
  const prick = (): void => {
    ears = listen({
      news: pending.add,
      lost: failed,
      refused(fault) {
        failed(fault)
        clock.wait(afterFailure, signal).then(prick, () => {}) // aborted: nobody listens any more
      },
    })
  }
  prick()
  return { [Symbol.dispose]: () => ears?.[Symbol.dispose]() }
}
