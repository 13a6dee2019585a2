import type { Condition } from './condition.ts'
import { NumberSet } from './number-set.ts'
import type { Sql } from './perspective-sql.ts'
import { textIn } from './rows.ts'
import { searchExpression, unwantedExpression } from './search-index.ts'
import type { Statements } from './statements.ts'

type Words = Condition & { kind: 'words' }

/** As many searches as one person makes while typing. */
const mostKept = 16

/** Tells which documents hold words: all of them at once, as one at a time the search index is slow. */
export class WordHits {
  readonly #statements: Statements
  readonly #kept = new Map<string, NumberSet>()

  constructor(statements: Statements) {
    this.#statements = statements
  }

  /** Forgets what was found: documents have changed. */
  forget(): void {
    this.#kept.clear()
  }

  /** Where words lead, and to how many documents; undefined when only words that are not wanted are asked for. */
  way({ terms, ownTexts, orWaiting }: Words): { sql: Sql; size: number } | undefined {
    const expression = searchExpression(terms, ownTexts)
    if (expression === undefined) return undefined
    const sql = matching(expression, orWaiting)
    return { sql, size: this.#hits(sql).size }
  }

  /** The numbers of the documents that hold the words; undefined when only words that are not wanted are asked for. */
  numbers({ terms, ownTexts, orWaiting }: Words): Iterable<number> | undefined {
    const expression = searchExpression(terms, ownTexts)
    return expression === undefined ? undefined : this.#hits(matching(expression, orWaiting)).values()
  }

  /** Tells of a document's number whether it holds the words. */
  test({ terms, ownTexts, orWaiting }: Words): (number: number) => boolean {
    const expression = searchExpression(terms, ownTexts)
    const hits = this.#hits(matching(expression ?? unwantedExpression(terms), orWaiting))
    return expression === undefined ? (number) => !hits.has(number) : (number) => hits.has(number)
  }

  #hits(sql: Sql): NumberSet {
    const key = JSON.stringify(sql)
    const known = this.#kept.get(key)
    if (known) return known
    const hits = new NumberSet(numbersOf(this.#statements, sql))
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(key, hits)
    return hits
  }
}

/** The numbers that a SELECT gives, in one row: as rows of their own they would take ten times as long. */
export function numbersOf(statements: Statements, { text, values }: Sql): number[] {
  const row = statements.get({ text: `SELECT json_group_array(number) AS numbers FROM (${text})`, values })
  return JSON.parse(textIn(row ?? {}, 'numbers')) // of integers, by the statement
}

function matching(expression: string, orWaiting = false): Sql {
  const waiting = orWaiting ? ' UNION SELECT number FROM unsearched' : ''
  return { text: `SELECT rowid AS number FROM search WHERE search MATCH ?${waiting}`, values: [expression] }
}
