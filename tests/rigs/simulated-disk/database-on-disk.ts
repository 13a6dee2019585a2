import type { BindableValue, Database, PreparedStatement } from '@sqlite.org/sqlite-wasm'
import type { SimulatedDisk } from './simulated-disk.ts'
import type { SqliteOnDisks } from './sqlite-on-disks.ts'

type Value = null | number | bigint | string | Uint8Array<ArrayBuffer>
type Row = Record<string, Value>

/** The part of node:sqlite's `DatabaseSync` that the lake uses, on a simulated disk, with the same errors. */
export class DatabaseOnDisk implements Disposable {
  readonly #sqlite: SqliteOnDisks
  readonly #folder: string
  readonly #database: Database
  readonly #statements: PreparedStatement[] = []

  constructor(sqlite: SqliteOnDisks, disk: SimulatedDisk, file = 'lake.db') {
    this.#sqlite = sqlite
    this.#folder = sqlite.attach(disk)
    this.#database = asNode(() => new sqlite.sqlite3.oo1.DB(`${this.#folder}/${file}`, 'c', sqlite.vfs))
    // Without shared memory a WAL can be opened by its only user alone; and pages are to be as large as Node's.
    this.#database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA page_size = 4096')
  }

  get isOpen(): boolean {
    return this.#database.isOpen()
  }

  get isTransaction(): boolean {
    return this.#sqlite.sqlite3.capi.sqlite3_get_autocommit(this.#database) === 0
  }

  exec(sql: string): void {
    const { capi, oo1 } = this.#sqlite.sqlite3
    asNode(() => oo1.DB.checkRc(this.#database, capi.sqlite3_exec(this.#database, sql, 0, 0, 0)))
  }

  prepare(sql: string): StatementOnDisk {
    const statement = asNode(() => this.#database.prepare(sql))
    this.#statements.push(statement)
    const { capi } = this.#sqlite.sqlite3
    return new StatementOnDisk(statement, () => ({
      changes: this.#database.changes(),
      lastInsertRowid: Number(capi.sqlite3_last_insert_rowid(this.#database)),
    }))
  }

  close(): void {
    if (!this.isOpen) throw Object.assign(new Error('database is not open'), { code: 'ERR_INVALID_STATE' })
    // A database with statements left is never freed.
    for (const statement of this.#statements) statement.finalize()
    asNode(() => this.#database.close())
    this.#sqlite.detach(this.#folder)
  }

  [Symbol.dispose](): void {
    if (this.isOpen) this.close()
  }
}

type Outcome = { changes: number; lastInsertRowid: number }

/** The part of node:sqlite's `StatementSync` that the lake uses. */
class StatementOnDisk {
  readonly #statement: PreparedStatement
  readonly #outcome: () => Outcome

  constructor(statement: PreparedStatement, outcome: () => Outcome) {
    this.#statement = statement
    this.#outcome = outcome
  }

  run(...values: Value[]): Outcome {
    for (const _ of this.iterate(...values));
    return this.#outcome()
  }

  get(...values: Value[]): Row | undefined {
    for (const row of this.iterate(...values)) return row
    return undefined
  }

  all(...values: Value[]): Row[] {
    return [...this.iterate(...values)]
  }

  *iterate(...values: Value[]): Generator<Row> {
    const statement = this.#statement
    this.#startAgain()
    asNode(() => bind(statement, values))
    try {
      while (asNode(() => statement.step())) yield rowOf(statement)
    } finally {
      this.#startAgain()
    }
  }

  #startAgain(): void {
    try {
      this.#statement.reset(true)
    } catch {
      // It tells once more of the fault of the last step.
    }
  }
}

function bind(statement: PreparedStatement, values: readonly BindableValue[]): void {
  if (values.includes(undefined)) throw new TypeError('Provided value cannot be bound to SQLite parameter')
  if (values.length > 0) statement.bind(values)
}

function rowOf(statement: PreparedStatement): Row {
  // The package's values are wider than what SQLite gives: it has no buffers other than bytes.
  return statement.get({}) as Row
}

/** Turns a fault of the package into what node:sqlite would throw. */
function asNode<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (fault) {
    if (!(fault instanceof Error) || !('resultCode' in fault)) throw fault
    const message = fault.message.replace(/^.*?sqlite3? result code \d+: |^SQLITE_\w+: /, '')
    throw Object.assign(new Error(message, { cause: fault }), { code: 'ERR_SQLITE_ERROR', errcode: fault.resultCode })
  }
}
