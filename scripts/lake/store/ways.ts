import type { Condition } from './condition.ts'
import { type Frame, foundBy } from './condition-sql.ts'
import type { DocumentCounts } from './document-counts.ts'
import { NumberSet } from './number-set.ts'
import type { Sql } from './perspective-sql.ts'
import { numberIn } from './rows.ts'
import type { Statements } from './statements.ts'
import { numbersOf, type WordHits } from './word-hits.ts'

/** A SELECT of the numbers of documents, and how many they are, or at least so many. */
export interface Way {
  sql: Sql
  size: number
}

/** Larger sets are not counted to their end. */
const mostCounted = 20_001

/** Ways from conditions to documents by the indexes there are. */
export class Ways {
  readonly #statements: Statements
  readonly #counts: DocumentCounts
  readonly #words: WordHits

  constructor(statements: Statements, counts: DocumentCounts, words: WordHits) {
    this.#statements = statements
    this.#counts = counts
    this.#words = words
  }

  /** The way to the fewest documents that a condition holds for, and perhaps others; undefined when no index leads there. */
  to(condition: Condition, frame: Frame): Way | undefined {
    switch (condition.kind) {
      case 'and':
        return this.#toEach(condition.of, frame).reduce<Way | undefined>(smaller, undefined)
      case 'or': {
        const ways = this.#toEach(condition.of, frame)
        return ways.length === condition.of.length ? union(ways) : undefined
      }
      case 'words':
        return this.#words.way(condition)
      default: {
        const sql = foundBy(condition, frame)
        return sql && { sql, size: this.#sizeKnown(condition) ?? this.#sizeOf(sql) }
      }
    }
  }

  /** What of a condition is told by the numbers of documents: whatever asks for words, known all at once. */
  numberTest(condition: Condition, frame: Frame): ((number: number) => boolean) | undefined {
    const members = condition.kind === 'and' ? condition.of : [condition]
    const tests = members.flatMap((member) => this.#testOf(member, frame) ?? [])
    return tests.length === 0 ? undefined : (number) => tests.every((test) => test(number))
  }

  #testOf(member: Condition, frame: Frame): ((number: number) => boolean) | undefined {
    if (!asksForWords(member)) return undefined
    if (member.kind === 'words') return this.#words.test(member)
    if (member.kind === 'and') return this.numberTest(member, frame)
    if (member.kind !== 'or') return undefined
    const tests = member.of.map((one) => this.#testOf(one, frame) ?? this.#membership(one, frame))
    return tests.every((test) => test !== undefined) ? (number) => tests.some((test) => test(number)) : undefined
  }

  #membership(condition: Condition, frame: Frame): ((number: number) => boolean) | undefined {
    const way = asksForWords(condition) ? undefined : this.to(condition, frame)
    if (!way) return undefined
    const numbers = new NumberSet(numbersOf(this.#statements, way.sql))
    return (number) => numbers.has(number)
  }

  #toEach(conditions: readonly Condition[], frame: Frame): Way[] {
    return conditions.flatMap((condition) => this.to(condition, frame) ?? [])
  }

  #sizeKnown(condition: Condition): number | undefined {
    if (condition.kind === 'ids') return condition.ids.length
    if (condition.kind === 'group') return condition.bases.length * 2
    return condition.kind === 'types' ? this.#counts.of(condition.types, undefined) : undefined
  }

  #sizeOf({ text, values }: Sql): number {
    const row = this.#statements.get({ text: `SELECT count(*) AS n FROM (${text} LIMIT ${mostCounted})`, values })
    return numberIn(row ?? {}, 'n')
  }
}

/** Whether a condition is about words, or one of its parts is. */
export function asksForWords(condition: Condition): boolean {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.of.some(asksForWords)
  return condition.kind === 'words' || (condition.kind === 'not' && asksForWords(condition.of))
}

/** The documents that a way leads to, each once, whatever index SQLite would rather walk. */
export function joinedTo({ sql: { text } }: Way): string {
  return `(SELECT DISTINCT number FROM (${text})) f CROSS JOIN documents d ON d.number = f.number`
}

function smaller(one: Way | undefined, other: Way): Way {
  return one && one.size <= other.size ? one : other
}

function union(ways: readonly Way[]): Way {
  if (ways.length === 0) return { sql: { text: 'SELECT 0 AS number WHERE 0', values: [] }, size: 0 }
  // Members may be unions themselves; SQLite knows no brackets around them.
  const text = ways.map(({ sql }) => `SELECT number FROM (${sql.text})`).join(' UNION ')
  return {
    sql: { text, values: ways.flatMap(({ sql }) => sql.values) },
    size: ways.reduce((sum, { size }) => sum + size, 0),
  }
}

/** The shorter of a way and a list of documents. */
export function smallest(way: Way | undefined, among: ReadonlySet<number> | undefined): Way | undefined {
  if (!among || (way && way.size <= among.size)) return way
  return {
    size: among.size,
    // Written only if that way is taken.
    get sql() {
      return { text: 'SELECT value AS number FROM json_each(?)', values: [JSON.stringify([...among])] }
    },
  }
}
