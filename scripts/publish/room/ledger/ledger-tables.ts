import { close, fsync, mkdirSync, open, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'

/** Raised when the tables below change; a ledger of other tables is begun anew. */
const version = 1

/**
 * `file` is what the out folder holds; `change` is a log that only grows, and the changes of a publish stand in it side by side,
 * from `first` on. `kept` names what stood in the folder before, and the latest publish that replaced it. `announced` are files that
 * a power cut may have harmed. Marks: `told` and `settled` are places in the log, `reach` is the earliest publish to return to.
 */
const schema = `
create table file(name text primary key, hash text not null, size integer not null) without rowid;
create table publish(number integer primary key, kind text not null, back_to integer, begun text not null, ended text, first integer not null, files integer not null);
create table change(sequence integer primary key, publish integer not null, file text not null, before text, after text, size integer);
create table kept(hash text primary key, publish integer not null, size integer not null) without rowid;
create index kept_since on kept(publish);
create table announced(file text primary key) without rowid;
create table mark(name text primary key, value text not null) without rowid;
pragma user_version = ${version};
`

/** Pages of the log of changes in memory that SQLite writes to the file itself only when nobody waits, or when they are too many. */
const checkpointAt = 4000

export type Row = Record<string, SQLOutputValue>

/** The opened tables of a ledger. What is committed survives the death of the process; a power cut may take what was not yet flushed. */
export class LedgerTables implements Disposable {
  readonly #file: string
  readonly #place: number
  readonly #database: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()
  /** Whether the tables were made just now. */
  readonly isNew: boolean

  /** @throws when the file is no database, or holds other tables than these (`isUnfit`) */
  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true })
    this.#file = file
    this.#database = new DatabaseSync(file)
    try {
      this.#database.exec('pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = normal')
      this.#database.exec(`pragma wal_autocheckpoint = ${checkpointAt}`)
      this.isNew = this.row('select count(*) as tables from sqlite_schema')?.['tables'] === 0
      if (this.isNew) this.atOnce(() => this.#database.exec(schema))
      if (this.row('pragma user_version')?.['user_version'] !== version)
        throw new OtherTables('The ledger was made by another version of Notits')
      this.#place = placeOf(file)
    } catch (fault) {
      this.#database.close()
      throw fault
    }
  }

  /** Whether the file is still the one that was opened, and not one that another process began. */
  isCurrent(): boolean {
    return placeOf(this.#file) === this.#place
  }

  rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepared(sql).all(...values)
  }

  row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values)
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepared(sql).run(...values)
  }

  /** A mark, as a number; 0 when it was never set. */
  mark(name: string): number {
    return Number(this.text(name) ?? 0)
  }

  /** A mark, as text. */
  text(name: string): string | undefined {
    const value = this.row('select value from mark where name = ?', name)?.['value']
    return value === undefined ? undefined : String(value)
  }

  setMark(name: string, value: number | string): void {
    this.run('insert or replace into mark(name, value) values (?, ?)', name, String(value))
  }

  /** Does all of the work or none of it. */
  atOnce<Result>(work: () => Result): Result {
    this.#database.exec('begin immediate')
    try {
      const result = work()
      this.#database.exec('commit')
      return result
    } catch (fault) {
      if (this.#database.isTransaction) this.#database.exec('rollback')
      throw fault
    }
  }

  /** Has what was committed so far written to the disk, and waits for nothing: it is there some milliseconds later. */
  flushSoon(): void {
    open(`${this.#file}-wal`, 'r', (fault, log) => {
      if (!fault) fsync(log, () => close(log))
    })
  }

  /** Takes what was committed into the file itself, as far as nobody reads. */
  checkpoint(): void {
    this.#database.exec('pragma wal_checkpoint(passive)')
  }

  [Symbol.dispose](): void {
    if (this.#database.isOpen) this.#database.close()
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}

/** The tables are there, but are not those that this program knows. */
class OtherTables extends Error {}

/** Whether the fault tells of a file that is no ledger, or a broken one (https://www.sqlite.org/rescode.html: corrupt, not a database). */
export function isUnfit(fault: unknown): boolean {
  if (fault instanceof OtherTables) return true
  return fault instanceof Error && 'errcode' in fault && (fault.errcode === 11 || fault.errcode === 26)
}

/** Removes a ledger's file and what SQLite keeps beside it. */
export function removeLedger(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
}

function placeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ino ?? 0
}
