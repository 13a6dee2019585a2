import { setTimeout } from 'node:timers/promises'
import type { Instant } from '#schemas/instant.ts'

/** Time and chance as the machines ask for them; tests hand in their own, so that nothing waits and nothing varies. */
export interface Clock {
  /** The time of day. */
  now(): Instant
  /** Milliseconds since some fixed moment; only for measuring how long something takes. */
  elapsed(): number
  /** Resolves after `milliseconds`, or rejects at once when `signal` is aborted. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** A number from 0 up to, but not including, 1. */
  chance(): number
}

/** The machine's own clock; a command file hands in what asks for the time of day and for chance. */
export function machineClock(outside: { now(): Instant; chance(): number }): Clock {
  return {
    ...outside,
    elapsed: () => performance.now(),
    wait: (milliseconds, signal) => setTimeout(milliseconds, undefined, signal ? { signal } : {}),
  }
}
