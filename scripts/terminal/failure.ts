import { Problem } from './problem.ts'

/** What the terminal shows for something thrown, and the exit code it earns: 1 for a Problem, 70 for a bug. */
export type Failure = { code: 1 | 70; text: string }

/** A Problem is its sentence alone, and so is a disk that refuses; anything else keeps its stack, since somebody must mend the program. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Problem) return { code: 1, text: thrown.message }
  const refusal = refusalOfDisk(thrown)
  if (refusal !== undefined) return { code: 1, text: refusal }
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
  const cause = thrown instanceof Error && thrown.cause !== undefined ? `\nCaused by: ${causeOf(thrown.cause)}` : ''
  return {
    code: 70,
    text: `This is a fault in Notits itself; please report it with the lines below.\n${stack}${cause}`,
  }
}

const elsewhere = 'choose another folder with NOTITS_HOME or --home'
const notAllowed = `this user is not allowed to; change its owner or its rights, or ${elsewhere}`
const inTheWay = `something else than a folder is in the way; ${elsewhere}`
const readOnly = `the disk can only be read; ${elsewhere}`
const full = 'the disk is full; free some space, and run the command again'

/** By the codes of the system (https://nodejs.org/api/errors.html#common-system-errors). */
const refusals: Readonly<Record<string, string>> = {
  EACCES: notAllowed,
  EPERM: notAllowed,
  ENOTDIR: inTheWay,
  EROFS: readOnly,
  ENOSPC: full,
  EDQUOT: full,
}

/** By the codes of SQLite (https://www.sqlite.org/rescode.html), which names no file. */
const databaseRefusals: Readonly<Record<number, string>> = {
  8: notAllowed,
  13: full,
}

/** The sentence for a file that the system does not let be used: any of many may be the one, and none of them is our mistake. */
function refusalOfDisk(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  if ('path' in thrown && 'code' in thrown) {
    // Anything but the making of a folder may find a file there that is only ours.
    const taken = thrown.code === 'EEXIST' && 'syscall' in thrown && thrown.syscall === 'mkdir'
    const why = taken ? inTheWay : refusals[String(thrown.code)]
    return why && `Cannot use ${String(thrown.path)}: ${why}`
  }
  const why = 'errcode' in thrown ? databaseRefusals[Number(thrown.errcode) & 0xff] : undefined
  return why && `Cannot write the newsroom’s databases: ${why}`
}

function causeOf(cause: unknown): string {
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
}
