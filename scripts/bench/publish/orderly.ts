import { Problem } from '../../terminal/problem.ts'
import type { Figure, Subject } from '../figure.ts'

/** The figures, or the reason why there are none; what was interrupted throws. */
export async function orFailed(
  subjects: readonly Subject[],
  signal: AbortSignal,
  measure: () => Promise<Figure[]>,
): Promise<Figure[]> {
  try {
    return await measure()
  } catch (fault) {
    if (signal.aborted) throw signal.reason
    if (!(fault instanceof Problem)) throw fault
    return subjects.map((subject) => ({ ...subject, failed: fault.message }))
  }
}
