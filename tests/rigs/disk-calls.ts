import fs, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { devNull } from 'node:os'
import { DatabaseSync } from 'node:sqlite'

/** What this process asked of the disk: through Node's own functions, which every module of ours uses. */
export type DiskCall =
  | { kind: 'write' | 'sync'; path: string }
  | { kind: 'rename'; path: string; to: string }
  | { kind: 'sql'; sql: string }

/** Node's way to the disk, overheard, and closed at will. */
export interface DiskCalls extends Disposable {
  calls: DiskCall[]
  /** No file and no database grows any more, as if the disk were full; or they do again. */
  full: boolean
}

/** More pages than any database of a test has. */
const plenty = 1_000_000

/** Overhears all files and databases that this process opens from here on, until the end of the scope. */
export async function diskCalls(): Promise<DiskCalls> {
  const undo = new DisposableStack()
  const paths = new WeakMap<object, string>()
  const databases = new Set<DatabaseSync>()
  const calls: DiskCall[] = []
  let full = false

  const handles = await handlePrototype()
  const { open, rename } = fs
  replace(undo, fs, 'open', async (...given: Parameters<typeof open>) => {
    const handle = await open(...given)
    paths.set(handle, String(given[0]))
    return handle
  })
  replace(undo, fs, 'rename', async (from, to) => {
    await rename(from, to)
    calls.push({ kind: 'rename', path: String(from), to: String(to) })
  })
  const { sync, writeFile } = handles
  replace(undo, handles, 'sync', async function (this: FileHandle) {
    await sync.call(this)
    calls.push({ kind: 'sync', path: paths.get(this) ?? '' })
  })
  replace(undo, handles, 'writeFile', async function (this: FileHandle, data, options) {
    calls.push({ kind: 'write', path: paths.get(this) ?? '' })
    if (!full || !(data instanceof Uint8Array)) return writeFile.call(this, data, options)
    await writeFile.call(this, data.subarray(0, data.length / 2), options)
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  })
  const { exec } = DatabaseSync.prototype
  replace(undo, DatabaseSync.prototype, 'exec', function (this: DatabaseSync, sql) {
    databases.add(this)
    exec.call(this, sql)
    calls.push({ kind: 'sql', sql })
  })
  syncBuiltinESMExports()
  undo.defer(syncBuiltinESMExports)

  return {
    calls,
    get full() {
      return full
    },
    set full(now) {
      full = now
      // SQLite takes as few as the database has by now, when told fewer.
      for (const database of databases)
        if (database.isOpen) exec.call(database, `PRAGMA max_page_count = ${now ? 1 : plenty}`)
    },
    [Symbol.dispose]: () => undo.dispose(),
  }
}

async function handlePrototype(): Promise<FileHandle> {
  await using handle = await fs.open(devNull, 'r')
  return Object.getPrototypeOf(handle)
}

function replace<Owner extends object, Name extends keyof Owner>(
  undo: DisposableStack,
  owner: Owner,
  name: Name,
  method: Owner[Name],
): void {
  const before = owner[name]
  owner[name] = method
  undo.defer(() => {
    owner[name] = before
  })
}
