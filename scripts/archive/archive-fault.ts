import { Problem } from '../terminal/problem.ts'

/** Something wrong with an archive; its message completes "Cannot … FILE: ". */
export class ArchiveFault extends Error {
  override name = 'ArchiveFault'
}

/**
 * What `work` gives.
 * @throws Problem that begins with `what` when `work` finds fault with the archive
 */
export async function withoutFault<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof ArchiveFault) throw new Problem(`${what}: ${thrown.message}`)
    throw thrown
  }
}

/** The first three of many, and how many more there are: `a, b, c and 4 more`. */
export function named(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => (name.length > 120 ? `${name.slice(0, 117)}…` : name))
  return shown.join(', ') + (names.length > 3 ? ` and ${names.length - 3} more` : '')
}
