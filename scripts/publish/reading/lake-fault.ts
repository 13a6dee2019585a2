import { ClientError, ServerError } from '@sanity/client'
import { Problem } from '../../terminal/problem.ts'
import { pauseAskedFor } from './patience.ts'

/** Why the lake did not do what a client asked of it; completes "Could not …: ". */
export function whyOf(fault: Error): string {
  if (isAnswer(fault)) {
    const { statusCode } = fault.response
    return isRefusal(statusCode)
      ? `it refused the token (${statusCode}); check SANITY_API_TOKEN or the token file in the home folder`
      : `it answered ${statusCode} (${shortened(fault.message)})`
  }
  return fault.name === 'TimeoutError' ? 'it did not answer in time' : `it cannot be reached (${reasonOf(fault)})`
}

/** Whether another try may help, and how many milliseconds the lake asks to be left alone before. */
export function remedyOf(fault: Error, now: string): { again: boolean; pause?: number } {
  if (!isAnswer(fault)) return { again: true }
  const { statusCode, headers } = fault.response
  if (isRefusal(statusCode)) return { again: false }
  const pause = pauseAskedFor(headers['retry-after'], now)
  const again = statusCode >= 500 || statusCode === 408 || statusCode === 429
  return { again, ...(pause !== undefined && { pause }) }
}

/** A Problem that says why `what` could not be done, when it was the lake that failed; any other fault as it is. */
export function lakeProblem(what: string, fault: unknown): unknown {
  // What the network does to a request comes as an error around another one.
  const isLakes = fault instanceof Error && (isAnswer(fault) || fault.name === 'TimeoutError' || fault.cause)
  return isLakes ? new Problem(`Could not ${what}: ${whyOf(fault)}`, { cause: fault }) : fault
}

const isAnswer = (fault: Error): fault is ClientError | ServerError =>
  fault instanceof ClientError || fault instanceof ServerError

const isRefusal = (status: number): boolean => status === 401 || status === 403

function reasonOf(fault: Error): string {
  const cause = fault.cause instanceof Error ? fault.cause : fault
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : shortened(cause.message)
}

function shortened(message: string): string {
  const line = message.split('\n')[0] ?? ''
  return line.length > 120 ? `${line.slice(0, 117)}…` : line
}
