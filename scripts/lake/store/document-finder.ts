import type { Layer } from '../document.ts'
import type { Attribute } from './attribute.ts'
import type { AttributeIndex } from './attribute-index.ts'
import type { Condition } from './condition.ts'
import { type Frame, foundBy, holdsFor, mayHoldFor } from './condition-sql.ts'
import { idColumn, type Sql, visible } from './perspective-sql.ts'
import { bytesIn, numberIn, type Row, textIn } from './rows.ts'
import { searchExpression, unwantedExpression } from './search-index.ts'
import type { SearchTerm } from './search-terms.ts'
import type { Database, Statement } from './sqlite.ts'

/** How documents are wanted: by what they are put in order, and how many there need be. */
export interface Wish {
  layers: readonly Layer[] | undefined
  condition: Condition | undefined
  /** Undefined: by the id that the perspective shows. */
  order?: { attribute: Attribute; descending: boolean } | undefined
  /** How many are likely enough, in this order; undefined: all. */
  enough?: number | undefined
  /** With the fields that every document has. */
  withHeads?: boolean | undefined
}

/** A document that was found. */
export interface Found {
  number: number
  /** The id that the perspective shows. */
  id: string
  /** What it is put in order by: undefined when it is by id alone. */
  key: Uint8Array | undefined
  head: { id: string; type: string; revision: string; created: string; updated: string } | undefined
}

/** `inOrder`: as wished, so that whoever has enough may stop; otherwise by id, and all must be looked at. */
export interface Finding {
  inOrder: boolean
  /** How many documents there are to look at, at most so many as were counted. */
  batches: Iterable<readonly Found[]>
}

/** Larger sets are not counted to their end. */
const mostCounted = 20_001
/** What things cost, in millionths of a second: which way to go is weighed by them. */
export interface Costs {
  /** Reading a document and trying a condition on it. */
  document: number
  /** Passing a row by. */
  row: number
  /** So much may be spent before an attribute is given keys. */
  patience: number
}

/** As measured on documents of 3 kB. */
export const usualCosts: Costs = { document: 15, row: 2, patience: 5000 }

const firstBatch = 50
const largestBatch = 500
const mostStatements = 300
/** As many searches as one person makes while typing. */
const mostHits = 16

/** What the finder asks of the store around it. */
interface Surroundings {
  /** Gives an attribute its keys if it has none, and its number; undefined when there can be no more. */
  ensure: (attribute: Attribute) => number | undefined
  /** Sees to it that the words of all documents can be searched. */
  makeSearchable: () => void
  /** How many documents there are. */
  total: () => number
  costs: Costs
}

interface Way {
  sql: Sql
  size: number
}

/** Finds documents by what SQLite has indexes for. */
export class DocumentFinder {
  readonly #database: Database
  readonly #attributes: AttributeIndex
  readonly #surroundings: Surroundings
  readonly #statements = new Map<string, Statement>()
  /** The documents that hold certain words, by what was asked; until the next change. */
  readonly #hits = new Map<string, ReadonlySet<number>>()

  constructor(database: Database, attributes: AttributeIndex, surroundings: Surroundings) {
    this.#database = database
    this.#attributes = attributes
    this.#surroundings = surroundings
  }

  /** How many documents a condition holds for; undefined when SQLite cannot tell exactly. */
  count(layers: readonly Layer[] | undefined, condition: Condition): number | undefined {
    this.#prepareFor(condition)
    const frame = this.#frame(layers, true)
    const holds = holdsFor(condition, frame)
    if (!holds) return undefined
    const counted = (from: Sql, where: Sql) => {
      const values = [...from.values, ...where.values]
      const row = this.#prepared(`SELECT count(*) AS n FROM ${from.text} WHERE ${where.text}`).get(...values)
      return numberIn(row ?? {}, 'n')
    }
    const from = this.#fromFewest(condition, frame)
    // Without the `+` that keeps SQLite from its index: there it counts fast.
    const fast = condition.kind === 'types' ? typesHold(condition.types) : holds
    if (layers === undefined || layers.length === 1) return counted(from, layers ? bothOf(published, fast) : fast)
    // Drafts are few: published documents are counted by the index, and those that drafts cover taken off.
    const covered = counted(coveredBy(layers), bothOf(published, holds))
    return counted(from, bothOf(published, fast)) - covered + counted(everywhere, bothOf(above(layers), holds))
  }

  #fromFewest(condition: Condition, frame: Frame): Sql {
    const way = condition.kind === 'types' ? undefined : this.#wayFor(condition, frame)
    return way ? { text: joinedTo(way), values: way.sql.values } : everywhere
  }

  /** Whether the document stored under an id holds words. */
  holdsWords(id: string, terms: readonly SearchTerm[]): boolean {
    const row = this.#prepared('SELECT number FROM documents WHERE id = ?').get(id)
    const isThere = this.#wordTest({ kind: 'words', terms, ownTexts: false })
    return row !== undefined && isThere(numberIn(row, 'number'))
  }

  /** Whether no document at all can meet a condition. */
  isEmpty(condition: Condition): boolean {
    this.#prepareFor(condition)
    const way = this.#wayFor(condition, this.#frame(undefined, false))
    return way?.size === 0
  }

  /** Takes note that documents have changed. */
  follow(): void {
    this.#hits.clear()
  }

  /** The documents that a condition holds for, and perhaps others. */
  find(wish: Wish): Finding {
    const { condition, layers, enough, order } = wish
    if (condition) this.#prepareFor(condition)
    const frame = this.#frame(layers, false)
    const way = condition && this.#smallestWay(condition, layers)
    const isHit = condition && this.#numberTest(condition, frame)
    const attribute = order && enough !== undefined ? this.#orderNumber(order.attribute, way, enough) : undefined
    const canStop = enough !== undefined && (order === undefined || attribute !== undefined)
    if (way && way.size * this.#surroundings.costs.document <= this.#costOfWalking(way, canStop ? enough : undefined)) {
      return { inOrder: order === undefined, batches: only(isHit, [this.#along(way, wish, frame)]) }
    }
    if (order && attribute !== undefined && enough !== undefined) {
      return { inOrder: true, batches: only(isHit, this.#byKey(wish, frame, attribute, order.descending)) }
    }
    return { inOrder: order === undefined, batches: only(isHit, this.#byId(wish, frame)) }
  }

  #prepareFor(condition: Condition): void {
    if (asksForWords(condition)) this.#surroundings.makeSearchable()
  }

  #orderNumber(attribute: Attribute, way: Way | undefined, enough: number): number | undefined {
    const known = this.#attributes.numberOf(attribute)
    if (known !== undefined) return known
    const size = way ? way.size : this.#surroundings.total()
    const spared = (size - enough) * this.#surroundings.costs.document
    return spared <= this.#surroundings.costs.patience ? undefined : this.#surroundings.ensure(attribute)
  }

  /** What it costs to pass all documents by until there are enough, in the order wished. */
  #costOfWalking(way: Way, enough: number | undefined): number {
    const total = this.#surroundings.total()
    const { document, row } = this.#surroundings.costs
    if (enough === undefined) return total * document
    return Math.min(total, (enough * total) / Math.max(way.size, 1)) * row + enough * document
  }

  /** The way to the fewest documents; attributes are given keys only when nothing else leads to few. */
  #smallestWay(condition: Condition, layers: readonly Layer[] | undefined): Way | undefined {
    const known = this.#wayFor(condition, this.#frame(layers, false))
    const { document, patience } = this.#surroundings.costs
    if ((known ? known.size : this.#surroundings.total()) * document <= patience) return known
    return this.#wayFor(condition, this.#frame(layers, true)) ?? known
  }

  #wayFor(condition: Condition, frame: Frame): Way | undefined {
    switch (condition.kind) {
      case 'and':
        return this.#waysFor(condition.of, frame).reduce<Way | undefined>(smaller, undefined)
      case 'or': {
        const ways = this.#waysFor(condition.of, frame)
        return ways.length === condition.of.length ? union(ways) : undefined
      }
      case 'words':
        return this.#wayOfWords(condition)
      default: {
        const sql = foundBy(condition, frame)
        return sql && { sql, size: sizeKnown(condition) ?? this.#sizeOf(sql) }
      }
    }
  }

  #waysFor(conditions: readonly Condition[], frame: Frame): Way[] {
    return conditions.flatMap((condition) => this.#wayFor(condition, frame) ?? [])
  }

  #wayOfWords({ terms, ownTexts }: Condition & { kind: 'words' }): Way | undefined {
    const expression = searchExpression(terms, ownTexts)
    if (expression === undefined) return undefined
    const { size } = this.#hitsOf(expression)
    return { sql: { text: 'SELECT rowid AS number FROM search WHERE search MATCH ?', values: [expression] }, size }
  }

  /** What of a condition is told by the numbers of documents: whatever asks for words, known all at once. */
  #numberTest(condition: Condition, frame: Frame): ((number: number) => boolean) | undefined {
    const members = condition.kind === 'and' ? condition.of : [condition]
    const tests = members.flatMap((member) => {
      if (member.kind === 'words') return this.#wordTest(member)
      if (member.kind === 'and') return this.#numberTest(member, frame) ?? []
      if (!asksForWords(member)) return []
      const way = this.#wayFor(member, frame)
      if (!way) return []
      const numbers = this.#numbers(way.sql)
      return (number: number) => numbers.has(number)
    })
    return tests.length === 0 ? undefined : (number) => tests.every((test) => test(number))
  }

  #wordTest({ terms, ownTexts }: Condition & { kind: 'words' }): (number: number) => boolean {
    const expression = searchExpression(terms, ownTexts)
    // A field without the unwanted words may stand in a document that has them.
    if (expression === undefined && ownTexts) return () => true
    const numbers = this.#hitsOf(expression ?? unwantedExpression(terms))
    return expression === undefined ? (number) => !numbers.has(number) : (number) => numbers.has(number)
  }

  #hitsOf(expression: string): ReadonlySet<number> {
    const known = this.#hits.get(expression)
    if (known) return known
    this.#surroundings.makeSearchable()
    const hits = this.#numbers({
      text: 'SELECT rowid AS number FROM search WHERE search MATCH ?',
      values: [expression],
    })
    if (this.#hits.size >= mostHits) this.#hits.clear()
    this.#hits.set(expression, hits)
    return hits
  }

  /** In one row: as rows of their own they would take ten times as long. */
  #numbers({ text, values }: Sql): ReadonlySet<number> {
    const row = this.#prepared(`SELECT json_group_array(number) AS numbers FROM (${text})`).get(...values)
    const numbers: number[] = JSON.parse(textIn(row ?? {}, 'numbers')) // of integers, by the statement
    return new Set(numbers)
  }

  #sizeOf({ text, values }: Sql): number {
    const row = this.#prepared(`SELECT count(*) AS n FROM (${text} LIMIT ${mostCounted})`).get(...values)
    return numberIn(row ?? {}, 'n')
  }

  #along(way: Way, { condition, layers, withHeads }: Wish, frame: Frame): Found[] {
    const id = idColumn(layers)
    const tests = [visible(layers), ...(condition ? [mayHoldFor(condition, frame)] : [])]
    const text = `SELECT ${columns(id, withHeads)} FROM ${joinedTo(way)}
      WHERE ${tests.map((test) => test.text).join(' AND ')} ORDER BY ${id}`
    return this.#prepared(text)
      .all(...way.sql.values, ...tests.flatMap(({ values }) => values))
      .map(asFound)
  }

  *#byId({ condition, layers, enough, withHeads }: Wish, frame: Frame): Generator<Found[]> {
    const id = idColumn(layers)
    const tests = [visible(layers), ...(condition ? [mayHoldFor(condition, frame)] : [])]
    const text = `SELECT ${columns(id, withHeads)} FROM documents d
      WHERE ${id} > ? AND ${tests.map((test) => test.text).join(' AND ')} ORDER BY ${id} LIMIT ?`
    const values = tests.flatMap((test) => test.values)
    let last = ''
    for (const size of batchSizes(enough)) {
      const found = this.#prepared(text)
        .all(last, ...values, size)
        .map(asFound)
      if (found.length > 0) yield found
      if (found.length < size) return
      last = found.at(-1)?.id ?? last
    }
  }

  *#byKey({ condition, layers, enough, withHeads }: Wish, frame: Frame, attribute: number, descending: boolean) {
    const id = idColumn(layers)
    const tests = [visible(layers), ...(condition ? [mayHoldFor(condition, frame)] : [])]
    const values = tests.flatMap((test) => test.values)
    const text = (from: string) => `SELECT k.key, ${columns(id, withHeads)}
      FROM attribute_keys k CROSS JOIN documents d ON d.number = k.document
      WHERE k.attribute = ? ${from} AND ${tests.map((test) => test.text).join(' AND ')}
      ORDER BY k.key ${descending ? 'DESC' : 'ASC'}, ${id} LIMIT ?`
    const onwards = `AND k.key ${descending ? '<=' : '>='} ? AND (k.key <> ? OR ${id} > ?)`
    let last: { key: Uint8Array; id: string } | undefined
    for (const size of batchSizes(enough)) {
      const rows: Row[] = last
        ? this.#prepared(text(onwards)).all(attribute, last.key, last.key, last.id, ...values, size)
        : this.#prepared(text('')).all(attribute, ...values, size)
      const found = rows.map((row) => ({ ...asFound(row), key: bytesIn(row, 'key') }))
      if (found.length > 0) yield found
      if (found.length < size) return
      last = found.at(-1)
    }
  }

  #frame(layers: readonly Layer[] | undefined, givingKeys: boolean): Frame {
    return {
      layers,
      attributeNumber: ({ attribute }) =>
        givingKeys ? this.#surroundings.ensure(attribute) : this.#attributes.numberOf(attribute),
    }
  }

  #prepared(text: string): Statement {
    const statement = this.#statements.get(text) ?? this.#database.prepare(text)
    this.#statements.delete(text)
    this.#statements.set(text, statement)
    const oldest = this.#statements.keys().next()
    if (this.#statements.size > mostStatements && !oldest.done) this.#statements.delete(oldest.value)
    return statement
  }
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

/** The documents that a way leads to, each once, whatever index SQLite would rather walk. */
function joinedTo({ sql }: Way): string {
  return `(SELECT DISTINCT number FROM (${sql.text})) f CROSS JOIN documents d ON d.number = f.number`
}

function columns(id: string, withHeads: boolean | undefined): string {
  const heads = ', d.id, d.type, d.revision, d.created, d.updated'
  return `d.number, ${id} AS shown${withHeads ? heads : ''}`
}

function asFound(row: Row): Found {
  const text = (column: string) => textIn(row, column)
  const head = () => ({
    id: text('id'),
    type: text('type'),
    revision: text('revision'),
    created: text('created'),
    updated: text('updated'),
  })
  return {
    number: numberIn(row, 'number'),
    id: text('shown'),
    key: undefined,
    head: 'revision' in row ? head() : undefined,
  }
}

function* only(isHit: ((number: number) => boolean) | undefined, batches: Iterable<readonly Found[]>) {
  for (const found of batches) yield isHit ? found.filter(({ number }) => isHit(number)) : found
}

function asksForWords(condition: Condition): boolean {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.of.some(asksForWords)
  return condition.kind === 'words' || (condition.kind === 'not' && asksForWords(condition.of))
}

/** A first batch that is likely enough, and then ever larger ones. */
function* batchSizes(enough: number | undefined): Generator<number> {
  let size = enough === undefined ? largestBatch : Math.min(Math.max(enough, firstBatch), largestBatch)
  for (;;) {
    yield size
    size = Math.min(size * 2, largestBatch)
  }
}

/** The size of what need not be counted. */
function sizeKnown(condition: Condition): number | undefined {
  if (condition.kind === 'ids') return condition.ids.length
  return condition.kind === 'group' ? condition.bases.length * 2 : undefined
}

const everywhere: Sql = { text: 'documents d', values: [] }
const published: Sql = { text: `d.layer = 'published'`, values: [] }

/** Without the `+` that keeps SQLite from its index: there it counts fast. */
function typesHold(types: readonly string[]): Sql {
  return { text: `d.type IN (${types.map(() => '?').join()})`, values: [...types] }
}

/** The rows of the layers above the published one, by their ids: they are few. */
function ofLayers(alias: string, layers: readonly Layer[]): Sql {
  const prefixes = layers
    .filter((layer) => layer !== 'published')
    .map((layer) => (layer === 'drafts' ? 'drafts.' : `versions.${layer}.`))
  const ranges = prefixes.map(() => `(${alias}.id >= ? AND ${alias}.id < ?)`)
  return { text: `(${ranges.join(' OR ')})`, values: prefixes.flatMap((prefix) => [prefix, `${prefix}\u{10ffff}`]) }
}

/** The published documents that upper layers cover. */
function coveredBy(layers: readonly Layer[]): Sql {
  const covering = ofLayers('u', layers)
  const text = `(SELECT DISTINCT u.base FROM documents u WHERE ${covering.text}) c CROSS JOIN documents d ON d.id = c.base`
  return { text, values: covering.values }
}

function bothOf(left: Sql, right: Sql): Sql {
  return { text: `${left.text} AND ${right.text}`, values: [...left.values, ...right.values] }
}

function above(layers: readonly Layer[]): Sql {
  const shown = visible(layers)
  const upper = ofLayers('d', layers)
  return { text: `${upper.text} AND ${shown.text}`, values: [...upper.values, ...shown.values] }
}
