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
  way({ terms, ownTexts }: Words): { sql: Sql; size: number } | undefined {
    const expression = searchExpression(terms, ownTexts)
    return expression === undefined ? undefined : { sql: matching(expression), size: this.#hits(expression).size }
  }

  /** The numbers of the documents that hold the words; undefined when only words that are not wanted are asked for. */
  numbers({ terms, ownTexts }: Words): Iterable<number> | undefined {
    const expression = searchExpression(terms, ownTexts)
    return expression === undefined ? undefined : this.#hits(expression).values()
  }

  /** Tells of a document's number whether it holds the words. */
  test({ terms, ownTexts }: Words): (number: number) => boolean {
    const expression = searchExpression(terms, ownTexts)
    const hits = this.#hits(expression ?? unwantedExpression(terms))
    return expression === undefined ? (number) => !hits.has(number) : (number) => hits.has(number)
  }

  #hits(expression: string): NumberSet {
    const known = this.#kept.get(expression)
    if (known) return known
    const hits = new NumberSet(numbersOf(this.#statements, matching(expression)))
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(expression, hits)
    return hits
  }
}

/** The numbers that a SELECT gives, in one row: as rows of their own they would take ten times as long. */
export function numbersOf(statements: Statements, { text, values }: Sql): number[] {
  const row = statements.get({ text: `SELECT json_group_array(number) AS numbers FROM (${text})`, values })
  return JSON.parse(textIn(row ?? {}, 'numbers')) // of integers, by the statement
}

function matching(expression: string): Sql {
  return { text: 'SELECT rowid AS number FROM search WHERE search MATCH ?', values: [expression] }
}
