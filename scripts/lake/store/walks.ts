import type { Layer } from '../document.ts'
import type { Condition } from './condition.ts'
import { type Frame, mayHoldFor } from './condition-sql.ts'
import { idColumn, type Sql, visible } from './perspective-sql.ts'
import { bytesIn, numberIn, type Row, textIn } from './rows.ts'
import type { Statements } from './statements.ts'
import { joinedTo, type Way } from './ways.ts'

/** A document that was found. */
export interface Found {
  number: number
  /** The id that the perspective shows. */
  id: string
  /** What it is put in order by: undefined when it is by id alone. */
  key: Uint8Array | undefined
  /** The fields that every document has, where they were wished for. */
  head: { id: string; type: string; revision: string; created: string; updated: string } | undefined
}

/** What to walk past. */
export interface Path {
  layers: readonly Layer[] | undefined
  condition: Condition | undefined
  frame: Frame
  /** How many are likely enough; undefined: all. */
  enough: number | undefined
  withHeads: boolean
}

/** An attribute with keys, by which documents are put in order. */
export interface KeyOrder {
  attribute: number
  descending: boolean
}

const firstBatch = 50
const largestBatch = 500

/** The documents that a way leads to, by id. */
export function along(statements: Statements, way: Way, path: Path): Found[] {
  const id = idColumn(path.layers)
  const tests = testsOf(path)
  const text = `SELECT ${columns(path)} FROM ${joinedTo(way)} WHERE ${tests.text} ORDER BY ${id}`
  return statements.all({ text, values: [...way.sql.values, ...tests.values] }).map(asFound)
}

/** The documents that a way leads to, by a key. */
export function alongByKey(statements: Statements, way: Way, path: Path, { attribute, descending }: KeyOrder): Found[] {
  const id = idColumn(path.layers)
  const tests = testsOf(path)
  const text = `SELECT k.key, ${columns(path)} FROM ${joinedTo(way)}
    CROSS JOIN attribute_keys k ON k.document = d.number AND k.attribute = ?
    WHERE ${tests.text} ORDER BY k.key ${descending ? 'DESC' : 'ASC'}, ${id}`
  return statements.all({ text, values: [...way.sql.values, attribute, ...tests.values] }).map(asFound)
}

/** All documents by id, batch by batch. */
export function* byId(statements: Statements, path: Path): Generator<Found[]> {
  const id = idColumn(path.layers)
  const tests = testsOf(path)
  const text = `SELECT ${columns(path)} FROM documents d WHERE ${id} > ? AND ${tests.text} ORDER BY ${id} LIMIT ?`
  let last = ''
  for (const size of batchSizes(path.enough)) {
    const found = statements.all({ text, values: [last, ...tests.values, size] }).map(asFound)
    if (found.length > 0) yield found
    if (found.length < size) return
    last = found.at(-1)?.id ?? last
  }
}

/** All documents by a key, batch by batch. */
export function* byKey(statements: Statements, path: Path, { attribute, descending }: KeyOrder): Generator<Found[]> {
  const id = idColumn(path.layers)
  const tests = testsOf(path)
  const text = (from: string) => `SELECT k.key, ${columns(path)}
    FROM attribute_keys k CROSS JOIN documents d ON d.number = k.document
    WHERE k.attribute = ? ${from} AND ${tests.text} ORDER BY k.key ${descending ? 'DESC' : 'ASC'}, ${id} LIMIT ?`
  const onwards = `AND k.key ${descending ? '<=' : '>='} ? AND (k.key <> ? OR ${id} > ?)`
  let last: Found | undefined
  for (const size of batchSizes(path.enough)) {
    const from = last?.key ? [last.key, last.key, last.id] : []
    const values = [attribute, ...from, ...tests.values, size]
    const found = statements.all({ text: text(last ? onwards : ''), values }).map(asFound)
    if (found.length > 0) yield found
    if (found.length < size) return
    last = found.at(-1)
  }
}

function testsOf({ layers, condition, frame }: Path): Sql {
  const shown = visible(layers)
  const holds = condition ? mayHoldFor(condition, frame) : { text: '1', values: [] }
  return { text: `${shown.text} AND ${holds.text}`, values: [...shown.values, ...holds.values] }
}

function columns({ layers, withHeads }: Path): string {
  const heads = ', d.id, d.type, d.revision, d.created, d.updated'
  return `d.number, ${idColumn(layers)} AS shown${withHeads ? heads : ''}`
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
    key: 'key' in row ? bytesIn(row, 'key') : undefined,
    head: 'revision' in row ? head() : undefined,
  }
}

/** A first batch that is likely enough, and then ever larger ones. */
function* batchSizes(enough: number | undefined): Generator<number> {
  let size = enough === undefined ? largestBatch : Math.min(Math.max(enough, firstBatch), largestBatch)
  for (;;) {
    yield size
    size = Math.min(size * 2, largestBatch)
  }
}

/** Those of the documents found that are wanted. */
export function* only(
  isWanted: (number: number) => boolean,
  batches: Iterable<readonly Found[]>,
): Generator<readonly Found[]> {
  for (const found of batches) yield found.filter(({ number }) => isWanted(number))
}
