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

/** Milliseconds after which a press asks for everything that is published, though nobody told it to. */
const aDay = 24 * 60 * 60 * 1000

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
  let swept = clock.elapsed()
  while (!signal.aborted) {
    try {
      if (clock.elapsed() - swept > aDay) pending.add({ kind: 'sweep' })
      await (later > 0 ? breath(work, pending, signal) : occasion(work, pending, signal))
      const order = pending.take()
      if (order.kind === 'sweep') swept = clock.elapsed()
      const done = await work.publish(order)
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
  const until = clock.elapsed() + aDay
  for (let restless = true; !pending.any() && clock.elapsed() < until; ) {
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
  let isRefused = false
  const prick = (): void => {
    ears = listen({
      news(news) {
        isRefused = false
        pending.add(news)
      },
      lost: failed,
      refused(fault) {
        if (!isRefused) failed(fault) // once is enough: with webhooks a press needs no ears
        isRefused = true
        clock.wait(afterFailure, signal).then(prick, () => {}) // aborted: nobody listens any more
      },
    })
  }
  prick()
  return { [Symbol.dispose]: () => ears?.[Symbol.dispose]() }
}
