import { Problem } from './problem.ts'

/** What the terminal shows for something thrown, and the exit code it earns: 1 for a Problem, 70 for a bug. */
export type Failure = { code: 1 | 70; text: string }

/** A Problem is its sentence alone; anything else keeps its stack, since somebody must mend the program. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Problem) return { code: 1, text: thrown.message }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  const cause = thrown instanceof Error && thrown.cause !== undefined ? `\nCaused by: ${causeOf(thrown.cause)}` : ''
  return {
    code: 70,
    text: `This is a fault in Notits itself; please report it with the lines below.\n${stack}${cause}`,
  }
}

function causeOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
