import { copyFileSync, type Dirent, linkSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

/** A temporary file stands beside its final one under this ending. */
export const unfinished = '.part'

/** The bytes of a file; `undefined` when there is none. */
export function bytesAt(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (fault) {
    if (isMissing(fault)) return undefined
    throw fault
  }
}

/** Gives a file a second name; on another disk, or one that knows no links, a copy. */
export function linkOrCopy(source: string, path: string): void {
  try {
    linkSync(source, path)
  } catch (fault) {
    if (isMissing(fault)) throw fault
    copyFileSync(source, path)
  }
}

/** Removes the folder at this path and those around it, up to `folder`, as far as they are empty. */
export function removeEmpty(path: string, folder: string): void {
  for (let at = path; at.startsWith(folder + sep); at = dirname(at)) {
    try {
      rmdirSync(at)
    } catch (fault) {
      if (isMissing(fault)) continue
      return // it still holds something
    }
  }
}

/** Names of files, one after the other. A link counts as a file, wherever it leads; Node's own recursive reading would follow it. */
export function* filesBelow(folder: string, within = ''): Generator<string> {
  for (const entry of entriesOf(join(folder, within))) {
    const name = within === '' ? entry.name : `${within}/${entry.name}`
    if (entry.isDirectory()) yield* filesBelow(folder, name)
    else yield name
  }
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch (fault) {
    if (isMissing(fault)) return []
    throw fault
  }
}

/** Whether the fault says that a file, or a folder on the way to it, is not there. */
export function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')
}
