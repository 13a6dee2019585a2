import { setImmediate } from 'node:timers/promises'
import type { Clock } from '../../scripts/terminal/clock.ts'

/** A clock that stands still until somebody waits, and then is at once as much later; so no test ever waits. */
export interface SwiftClock extends Clock {
  /** Every wait so far, in milliseconds. */
  waits: number[]
  /** Lets time pass. */
  pass(milliseconds: number): void
}

/** A swift clock that begins at `start`. Chance always gives `chance`. */
export function swiftClock(start = '2026-03-03T12:00:00.000Z', chance = 0.5): SwiftClock {
  let elapsed = 0
  const waits: number[] = []
  const pass = (milliseconds: number): void => {
    elapsed += milliseconds
  }
  return {
    waits,
    pass,
    now: () => new Date(Date.parse(start) + elapsed).toISOString(),
    elapsed: () => elapsed,
    chance: () => chance,
    async wait(milliseconds, signal) {
      signal?.throwIfAborted()
      waits.push(milliseconds)
      await setImmediate()
      signal?.throwIfAborted()
      pass(milliseconds)
    },
  }
}
