import { millisecondsAt } from '#schemas/dates.ts'
import type { Clock } from '../../terminal/clock.ts'
import { Problem } from '../../terminal/problem.ts'

/** What became of one try. `again` says that another one may help, `pause` how many milliseconds the other side asks for. */
export type Try<T> = { ok: true; value: T } | { ok: false; why: string; again: boolean; pause?: number }

/** What a stubborn errand needs to know. */
export type Errand<T> = {
  /** Completes the sentence "Could not …". */
  what: string
  attempt(signal: AbortSignal): Promise<Try<T>>
  clock: Clock
  /** Milliseconds for all tries together, and for one of them: an answer that trickles in must leave time for another try. */
  deadline?: number
  each?: number
  signal?: AbortSignal | undefined
}

const firstPause = 200
const longestPause = 8_000
const standardDeadline = 40_000
const standardEach = 20_000

/**
 * What `attempt` gives in the end: tried anew with growing pauses (full jitter; never shorter than the other side asked for)
 * until the deadline.
 * @throws Problem in one sentence when the deadline passes or another try cannot help
 */
export async function patiently<T>(errand: Errand<T>): Promise<T> {
  const { attempt, clock, deadline = standardDeadline, each = standardEach, signal } = errand
  const start = clock.elapsed()
  const left = (): number => deadline - (clock.elapsed() - start)
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted()
    const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(left(), each))))
    const result = await attempt(signal ? AbortSignal.any([signal, timeout]) : timeout)
    if (result.ok) return result.value
    signal?.throwIfAborted()
    if (!result.again) throw new Problem(`Could not ${errand.what}: ${result.why}`)
    const pause = Math.max(result.pause ?? 0, jittered(tries, clock.chance()))
    if (pause >= left()) throw new Problem(givenUp(errand.what, result.why, tries, clock.elapsed() - start))
    await clock.wait(pause, signal)
  }
}

function jittered(tries: number, chance: number): number {
  return chance * Math.min(longestPause, firstPause * 2 ** (tries - 1))
}

function givenUp(what: string, why: string, tries: number, milliseconds: number): string {
  const times = tries === 1 ? 'once' : `${tries} times in ${Math.round(milliseconds / 1000)} s`
  return `Could not ${what}: ${why} (tried ${times}); what readers see is unchanged, so try again when the lake answers`
}

/**
 * The pause that a Retry-After header asks for, in milliseconds; it holds seconds or a date
 * (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).
 */
export function pauseAskedFor(header: string | undefined, now: string): number | undefined {
  const asked = header?.trim()
  if (!asked) return undefined
  if (/^\d+$/.test(asked)) return Number(asked) * 1000
  const date = /[a-z]/i.test(asked) ? millisecondsAt(asked) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - millisecondsAt(now))
}
