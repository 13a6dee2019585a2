import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../terminal/problem.ts'
import { numberIn } from './rows.ts'
import { applicationId, tables, tablesVersion } from './tables.ts'

/** How long to wait for a process that is on its way out to let go of the database, in milliseconds. */
const patience = 1000

/**
 * Opens `lake.db` in a folder, alone: no other process can open it meanwhile. A missing one is made; an existing one is never
 * overwritten. What is committed is on the disk (WAL, `synchronous=FULL`), a power cut included.
 * @throws {Problem} when another process holds it, it is damaged, not a lake's, or from a newer version
 */
export function openDatabase(folder: string): DatabaseSync {
  const file = join(folder, 'lake.db')
  try {
    mkdirSync(folder, { recursive: true })
    const database = new DatabaseSync(file, { timeout: patience })
    try {
      secure(database)
      prepareTables(database, file)
      return database
    } catch (fault) {
      database.close()
      throw fault
    }
  } catch (fault) {
    throw asProblem(fault, folder, file)
  }
}

function secure(database: DatabaseSync): void {
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = ${patience};
    PRAGMA cache_size = -32000;
    BEGIN EXCLUSIVE; COMMIT;
  `)
}

function prepareTables(database: DatabaseSync, file: string): void {
  const pragma = (name: string) => numberIn(database.prepare(`PRAGMA ${name}`).get() ?? {}, name)
  const version = pragma('user_version')
  const isNew = version === 0 && database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (isNew) {
    // The folder of assets is made after the first tables: an empty file beside it is what some accident left.
    if (existsSync(join(dirname(file), 'assets'))) throw damaged(file, 'it is empty, though there are assets')
    database.exec(
      `BEGIN; ${tables}; PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${tablesVersion}; COMMIT;`,
    )
    return
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
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  // The first line names the database; what is wrong follows.
  if (verdict !== 'ok') throw damaged(file, String(verdict).split('\n').at(-1) ?? '')
}

/** The sentence for a database that cannot be trusted. Nothing has been written to it. */
export function damaged(file: string, detail: string): Problem {
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
