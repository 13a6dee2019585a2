import {
  copyFileSync,
  type Dirent,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import { buildRecordIn } from './build-record.ts'

/** A temporary file stands beside its final one under this ending. */
const unfinished = '.part'

/** The folder that a site is written to. Files are named by their paths inside it, with forward slashes. */
export interface OutFolder {
  readonly folder: string
  /** Writes the file if its bytes differ, so that nobody ever sees half of it; tells whether it did. */
  write(file: string, bytes: Uint8Array): boolean
  /** Puts a copy of a file from elsewhere in place, if none stands there yet; tells whether it did. */
  place(file: string, source: string): boolean
  /** Removes the file and the folders that it leaves empty; tells whether it was there. */
  remove(file: string): boolean
  /** Removes what a publish that was cut short left beside the file. */
  discardUnfinished(file: string): void
  has(file: string): boolean
  /** Every file in the folder, or in a folder inside it. */
  files(inside?: string): string[]
}

/**
 * The folder at this path, which need not exist yet.
 * Its functions throw a Problem when a file's name would lead outside it, or the disk refuses.
 */
export function outFolder(path: string): OutFolder {
  const folder = resolve(path)
  const made = new Set<string>()
  const pathOf = (file: string): string => inside(folder, file)
  const onDisk = <T>(file: string, act: (path: string) => T): T => {
    const path = pathOf(file)
    try {
      return act(path)
    } catch (fault) {
      throw refusedByDisk(path, fault)
    }
  }
  const makeRoom = (path: string): void => {
    const parent = dirname(path)
    if (made.has(parent)) return
    mkdirSync(parent, { recursive: true })
    made.add(parent)
  }
  return {
    folder,
    write: (file, bytes) =>
      onDisk(file, (path) => {
        if (bytesOf(path)?.equals(bytes)) return false
        makeRoom(path)
        writeFileSync(path + unfinished, bytes)
        renameSync(path + unfinished, path)
        return true
      }),
    place: (file, source) =>
      onDisk(file, (path) => {
        if (existsSync(path)) return false
        makeRoom(path)
        rmSync(path + unfinished, { force: true })
        linkOrCopy(source, path + unfinished)
        renameSync(path + unfinished, path)
        return true
      }),
    remove: (file) =>
      onDisk(file, (path) => {
        rmSync(path + unfinished, { force: true })
        const there = existsSync(path)
        rmSync(path, { force: true })
        removeEmpty(dirname(path), folder)
        made.clear()
        return there
      }),
    discardUnfinished: (file) => onDisk(file, (path) => rmSync(path + unfinished, { force: true })),
    has: (file) => existsSync(pathOf(file)),
    files: (within = '') => [...filesBelow(folder, within)],
  }
}

/**
 * Stands against an out folder that holds something else than a site of ours. A first publish that was cut short (`begun`) left
 * files there and no record yet.
 * @throws Problem when it is a file, or neither empty, nor missing, nor made by Notits
 */
export function refuseForeign(path: string, advice: string, begun = false): void {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) throw new Problem(`Cannot write a site to ${path}: it is a file; ${advice}`)
  // The first file decides: a folder named by mistake may hold a whole disk.
  if (begun || buildRecordIn(path) !== undefined || filesBelow(path, '').next().done) return
  throw new Problem(`Cannot write a site to ${path}: the folder holds files that Notits did not make; ${advice}`)
}

function inside(folder: string, file: string): string {
  const path = resolve(folder, file)
  const parts = file.split('/')
  const plain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part))
  if (!plain || !path.startsWith(folder + sep)) {
    throw new Problem(
      `Refused to write "${file}": its name leads out of ${folder}; correct the slug that it comes from`,
    )
  }
  return path
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (fault) {
    if (isMissing(fault)) return undefined
    throw fault
  }
}

function linkOrCopy(source: string, path: string): void {
  try {
    linkSync(source, path)
  } catch {
    copyFileSync(source, path) // another disk, or one that knows no links
  }
}

function removeEmpty(path: string, folder: string): void {
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
function* filesBelow(folder: string, within: string): Generator<string> {
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

function isMissing(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && (fault.code === 'ENOENT' || fault.code === 'ENOTDIR')
}

function refusedByDisk(path: string, fault: unknown): unknown {
  if (!(fault instanceof Error) || !('code' in fault)) return fault
  return new Problem(
    `Could not write ${path}: the disk says ${String(fault.code)}; free space or mend the rights, and publish again`,
  )
}
