import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import { buildRecordIn } from './build-record.ts'
import { bytesAt, filesBelow, isMissing, linkOrCopy, removeEmpty, unfinished } from './file-on-disk.ts'
import { type Content, contentOf } from './ledger/content.ts'

/** The folder that a site is written to. Files are named by their paths inside it, with forward slashes. */
export interface OutFolder {
  readonly folder: string
  /** Writes the file if its bytes differ, so that nobody ever sees half of it; tells whether it did. */
  write(file: string, bytes: Uint8Array): boolean
  /** Puts a copy of a file from elsewhere in place, if none stands there yet; tells whether it did. */
  place(file: string, source: string): boolean
  /** Puts a file from elsewhere, with this content, in the place of whatever stands there. */
  restore(file: string, source: string, content: Content): void
  /** Removes the file and the folders that it leaves empty; tells whether it was there. */
  remove(file: string): boolean
  has(file: string): boolean
  /** Every file in the folder, or in a folder inside it. */
  files(inside?: string): string[]
}

/** What is about to happen to a file: the content that stands there, if any, and the one that will, if any. */
export type FileChanging = { file: string; path: string; before: Content | undefined; after: Content | undefined }

/** Keeps account of what happens to an out folder. It is told before anything does. */
export interface Account {
  changing(change: FileChanging): void
  /** The file was found to have the content that it ought to have. */
  confirmed(file: string, bytes: Uint8Array): void
}

/**
 * The folder at this path, which need not exist yet.
 * Its functions throw a Problem when a file's name would lead outside it, or the disk refuses.
 */
export function outFolder(path: string, account?: Account): OutFolder {
  const folder = resolve(path)
  const onDisk = disk(folder)
  const replace = (change: FileChanging, put: (part: string) => void): void => {
    account?.changing(change)
    const part = change.path + unfinished
    try {
      put(part)
    } catch (fault) {
      if (!isMissing(fault)) throw fault
      mkdirSync(dirname(part), { recursive: true })
      put(part)
    }
    renameSync(part, change.path)
  }
  const putCopy = (source: string) => (part: string) => {
    rmSync(part, { force: true })
    linkOrCopy(source, part)
  }
  return {
    folder,
    write: (file, bytes) =>
      onDisk(file, (path) => {
        const before = bytesAt(path)
        if (before?.equals(bytes)) {
          account?.confirmed(file, bytes)
          return false
        }
        const change = { file, path, before: before && contentOf(before), after: contentOf(bytes) }
        replace(change, (part) => writeFileSync(part, bytes))
        return true
      }),
    place: (file, source) =>
      onDisk(file, (path) => {
        if (existsSync(path)) return false
        replace({ file, path, before: undefined, after: contentOf(readFileSync(source)) }, putCopy(source))
        return true
      }),
    restore: (file, source, after) =>
      onDisk(file, (path) => {
        const before = bytesAt(path)
        replace({ file, path, before: before && contentOf(before), after }, putCopy(source))
      }),
    remove: (file) =>
      onDisk(file, (path) => {
        const there = existsSync(path)
        const before = account && there && statSync(path).isFile() ? readFileSync(path) : undefined
        if (before) account?.changing({ file, path, before: contentOf(before), after: undefined })
        rmSync(path, { force: true })
        removeEmpty(dirname(path), folder)
        return there
      }),
    has: (file) => existsSync(inside(folder, file)),
    files: (within = '') => [...filesBelow(folder, within)],
  }
}

/**
 * Stands against an out folder that holds something else than a site of ours. A first publish that was cut short (`isBegun`) left
 * files there and no record yet.
 * @throws Problem when it is a file, or neither empty, nor missing, nor made by Notits
 */
export function refuseForeign(path: string, advice: string, isBegun = () => false): void {
  if (!existsSync(path)) return
  if (!statSync(path).isDirectory()) throw new Problem(`Cannot write a site to ${path}: it is a file; ${advice}`)
  // The first file decides: a folder named by mistake may hold a whole disk.
  if (buildRecordIn(path) !== undefined || filesBelow(path).next().done || isBegun()) return
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

/** What does something to a file in the folder, and says so in a sentence when the disk refuses. */
function disk(folder: string) {
  return <Result>(file: string, act: (path: string) => Result): Result => {
    const path = inside(folder, file)
    try {
      return act(path)
    } catch (fault) {
      throw refusedByDisk(path, fault)
    }
  }
}

function refusedByDisk(path: string, fault: unknown): unknown {
  if (!(fault instanceof Error) || !('code' in fault)) return fault
  const why = 'errstr' in fault ? fault.errstr : fault.code // SQLite's faults all have the same code
  return new Problem(
    `Could not write ${path}: the disk says ${String(why)}; free space or mend the rights, and publish again`,
  )
}
