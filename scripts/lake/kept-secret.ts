import { chmod, readFile, writeFile } from 'node:fs/promises'
import { Problem } from '../terminal/problem.ts'

const ownerOnly = 0o600

/**
 * The secret that a file keeps across starts, readable for its owner alone; made and written when there is no such file.
 * @throws {Problem} when the file holds something else
 */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  const made = make()
  const isNew = await writeFile(path, `${made}\n`, { flag: 'wx', mode: ownerOnly }).then(() => true, unlessThere)
  if (isNew) return made
  const kept = (await readFile(path, 'utf8')).trim()
  // What a start leaves that is cut short between making the file and filling it.
  if (kept === '') await writeFile(path, `${made}\n`)
  else if (!/^[\w-]{20,}$/.test(kept)) {
    throw new Problem(
      `Cannot use the secret in ${path}: it is too short or has other signs than letters and digits; delete the file, and a new one is made`,
    )
  }
  await chmod(path, ownerOnly)
  return kept || made
}

function unlessThere(fault: NodeJS.ErrnoException): false {
  if (fault.code !== 'EEXIST') throw fault
  return false
}
