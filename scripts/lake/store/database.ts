import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../terminal/problem.ts'
import { faultIn } from './faults.ts'
import { migrated } from './migrations.ts'
import { numberIn } from './rows.ts'
import type { Database } from './sqlite.ts'
import { applicationId, tables, tablesVersion } from './tables.ts'

/** How long to wait for a process that is on its way out to let go of the database, in milliseconds. */
const patience = 1000

/** Larger databases, in bytes, are looked through after the lake has opened: it takes seconds. */
export const checkedAtOnce = 64 * 1024 * 1024

/**
 * Opens `lake.db` in a folder, alone: no other process can open a lake there meanwhile. A missing one is made; an existing one is
 * never overwritten; an older one is brought up to date after a copy. What is committed is on the disk, a power cut included.
 * @param largest in bytes: a larger one is not looked through for damage here
 * @throws {Problem} when another process holds it, it is damaged, not a lake's, or from a newer version
 */
export function openDatabase(folder: string, largest = checkedAtOnce): Database {
  const file = join(folder, 'lake.db')
  try {
    const made = mkdirSync(folder, { recursive: true })
    const lock = lockOf(folder)
    try {
      const database = new DatabaseSync(file, { timeout: patience })
      try {
        prepareDatabase(database, file, largest)
        if (made !== undefined) syncFolders(resolve(folder), dirname(resolve(made)))
        return locked(database, lock)
      } catch (fault) {
        database.close()
        throw fault
      }
    } catch (fault) {
      lock.close()
      throw fault
    }
  } catch (fault) {
    throw asProblem(fault, folder, file)
  }
}

/**
 * Makes a database ready for the lake: looked at first, as nothing is written to one that is refused; then its tables made or
 * brought up to date; and durable from then on (WAL, `synchronous=FULL`).
 * @throws {Problem} when it is damaged, not a lake's, or from a newer version
 */
export function prepareDatabase(database: Database, file: string, largest = checkedAtOnce): void {
  const version = trustedVersion(database, file, largest)
  // What many transactions change is written into place once: a checkpoint comes after 16 MB.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA busy_timeout = ${patience};
    PRAGMA cache_size = -32768;
    PRAGMA temp_store = MEMORY;
  `)
  if (version === 'new') makeTables(database)
  else if (version < tablesVersion) migrated(database, file, version)
}

/** Whether the database is small enough to be looked through before it is used. */
export function isCheckedAtOnce(file: string, largest: number): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= largest
}

/**
 * A lock that dies with the process, beside the database rather than on it: other connections of this process, and tools that
 * make backups, may read while the lake runs.
 */
function lockOf(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, 'lake.lock'), { timeout: patience })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (fault) {
    lock.close()
    throw fault
  }
}

/** Makes the names of new folders last through a power cut, up to the folder that was there before. */
function syncFolders(folder: string, known: string): void {
  for (let at = folder; ; at = dirname(at)) {
    const handle = openSync(at, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    if (at === known || at === dirname(at)) return
  }
}

function locked(database: DatabaseSync, lock: DatabaseSync): Database {
  return {
    get isOpen() {
      return database.isOpen
    },
    get isTransaction() {
      return database.isTransaction
    },
    exec: (sql) => database.exec(sql),
    prepare: (sql) => database.prepare(sql),
    close: () => {
      database.close()
      lock.close()
    },
  }
}

/** The version of a database's tables, or that it has none yet. */
function trustedVersion(database: Database, file: string, largest: number): number | 'new' {
  const pragma = (name: string) => numberIn(database.prepare(`PRAGMA ${name}`).get() ?? {}, name)
  const version = pragma('user_version')
  if (version === 0 && database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined) {
    // The folder of assets is made after the first tables: an empty file beside it is what some accident left.
    if (existsSync(join(dirname(file), 'assets'))) throw damaged(file, 'it is empty, though there are assets')
    return 'new'
  }
  if (pragma('application_id') !== applicationId) {
    throw new Problem(
      `Cannot open the lake: ${file} is a database of some other program; choose another folder with NOTITS_HOME`,
    )
  }
  if (version > tablesVersion) {
    throw new Problem(
      `Cannot open the lake: ${file} was written by a newer version (tables ${version}, this one knows ${tablesVersion}); update Notits`,
    )
  }
  const fault = version < tablesVersion || isCheckedAtOnce(file, largest) ? faultIn(database) : undefined
  if (fault !== undefined) throw damaged(file, fault)
  return version
}

function makeTables(database: Database): void {
  database.exec(
    `BEGIN; ${tables}; PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${tablesVersion}; COMMIT;`,
  )
}

/** The sentence for a database that cannot be trusted. Nothing has been written to it. */
function damaged(file: string, detail: string): Problem {
  return new Problem(
    `Cannot open the lake: ${file} is damaged (${detail}); nothing was changed; put back a backup of the folder, or move it away to begin anew`,
  )
}

function asProblem(fault: unknown, folder: string, file: string): unknown {
  if (fault instanceof Problem || !(fault instanceof Error)) return fault
  const primary = 'errcode' in fault && typeof fault.errcode === 'number' ? fault.errcode & 0xff : undefined
  if (primary === 5 || primary === 6) {
    return new Problem(
      `Cannot open the lake in ${folder}: another process is using it; stop that one, or choose another folder with NOTITS_HOME`,
    )
  }
  if (primary === 11 || primary === 26) return damaged(file, fault.message)
  return new Problem(
    `Cannot open the lake in ${folder}: ${fault.message}; see to it that the folder exists and can be written to`,
  )
}
