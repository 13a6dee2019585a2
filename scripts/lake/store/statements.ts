import type { Sql } from './perspective-sql.ts'
import type { Row } from './rows.ts'
import type { Database, Statement } from './sqlite.ts'

/** More than the forms of query that a newsroom's programs send. */
const mostKept = 300

/** Runs SQL, and remembers how statements that recur were prepared. */
export class Statements {
  readonly #database: Database
  readonly #kept = new Map<string, Statement>()

  constructor(database: Database) {
    this.#database = database
  }

  all({ text, values }: Sql): Row[] {
    return this.#prepared(text).all(...values)
  }

  get({ text, values }: Sql): Row | undefined {
    return this.#prepared(text).get(...values)
  }

  #prepared(text: string): Statement {
    const statement = this.#kept.get(text) ?? this.#database.prepare(text)
    // Put last, so that the first is the one not used for longest.
    this.#kept.delete(text)
    this.#kept.set(text, statement)
    const oldest = this.#kept.keys().next()
    if (this.#kept.size > mostKept && !oldest.done) this.#kept.delete(oldest.value)
    return statement
  }
}
