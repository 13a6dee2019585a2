import { RecentlyUsed } from '../recently-used.ts'
import type { Sql } from './perspective-sql.ts'
import type { Row } from './rows.ts'
import type { Database, Statement } from './sqlite.ts'

/** More than the forms of query that a newsroom's programs send. */
const mostKept = 300

/** Runs SQL, and remembers how statements that recur were prepared. */
export class Statements {
  readonly #database: Database
  readonly #kept = new RecentlyUsed<Statement>(mostKept)

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
    const known = this.#kept.get(text)
    if (known) return known
    const statement = this.#database.prepare(text)
    this.#kept.set(text, statement)
    return statement
  }
}
