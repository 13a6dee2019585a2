import type { z } from 'zod'
import type { Try } from './patience.ts'

/**
 * What a lake answered, if it is whole and of the shape asked for. The stock client hands on the text of an answer that is
 * not JSON, or is cut short, and nothing for an empty one; neither is ever an empty result.
 */
export function checked<T>(answer: unknown, shape: z.ZodType<T>): Try<T> {
  if (typeof answer !== 'object' || answer === null) {
    const got = typeof answer === 'string' ? `"${answer.slice(0, 40).replaceAll(/\s+/g, ' ')}…"` : 'nothing'
    return { ok: false, again: true, why: `its answer was not whole JSON but ${got}` }
  }
  if (!('result' in answer)) return { ok: false, again: true, why: 'its answer held no result' }
  const read = shape.safeParse(answer.result)
  if (read.success) return { ok: true, value: read.data }
  const issue = read.error.issues[0]
  return { ok: false, again: true, why: `its answer had the wrong shape at ${issue?.path.join('.') || 'the top'}` }
}
