import type { Layer } from '../document.ts'
import type { Condition } from './condition.ts'
import { idColumn, type Sql } from './perspective-sql.ts'
import { searchExpression, unwantedExpression } from './search-index.ts'
import { type SortKey, sortKey } from './sort-key.ts'

/** What turning a condition into SQL takes: the perspective, and the numbers of attributes that have keys. */
export interface Frame {
  layers: readonly Layer[] | undefined
  attributeNumber: (condition: Condition & { kind: 'value' }) => number | undefined
}

/**
 * The numbers of the documents that a plain condition holds for, and perhaps others, as a SELECT that walks an index; undefined
 * when only looking through all documents can tell, and for conditions made of others.
 */
export function foundBy(condition: Condition, frame: Frame): Sql | undefined {
  const id = idColumn(frame.layers)
  switch (condition.kind) {
    case 'ids':
      return { text: `SELECT d.number FROM documents d WHERE ${id} ${listed}`, values: [JSON.stringify(condition.ids)] }
    case 'prefix':
      return {
        text: `SELECT d.number FROM documents d WHERE ${id} >= ? AND ${id} < ?`,
        values: [condition.prefix, `${condition.prefix}\u{10ffff}`],
      }
    case 'storedPrefix':
      return {
        text: 'SELECT d.number FROM documents d WHERE d.id >= ? AND d.id < ?',
        values: [condition.prefix, `${condition.prefix}\u{10ffff}`],
      }
    case 'types':
      return {
        text: `SELECT d.number FROM documents d WHERE d.type ${listed}`,
        values: [JSON.stringify(condition.types)],
      }
    case 'group':
      return {
        text: `SELECT d.number FROM documents d WHERE d.base ${listed}`,
        values: [JSON.stringify(condition.bases)],
      }
    case 'references':
      return {
        text: `SELECT DISTINCT r.source AS number FROM document_references r WHERE r.target ${listed}`,
        values: [JSON.stringify(condition.targets)],
      }
    case 'words': {
      const expression = searchExpression(condition.terms, condition.ownTexts)
      if (expression === undefined) return undefined
      return { text: 'SELECT rowid AS number FROM search WHERE search MATCH ?', values: [expression] }
    }
    case 'value': {
      const attribute = frame.attributeNumber(condition)
      if (attribute === undefined) return undefined
      return {
        text: `SELECT k.document AS number FROM attribute_keys k WHERE k.attribute = ? AND k.key ${listedInHex}`,
        values: [attribute, hexOf(condition.values.map(sortKey))],
      }
    }
    case 'or':
    case 'and':
    case 'not':
      return undefined
  }
}

/**
 * Whether a condition holds for the row of `documents d`, tested one row at a time: true for all that it holds for, and perhaps
 * for others. Columns carry a `+` so that SQLite leaves their indexes alone: the order of the rows is the caller's.
 */
export function mayHoldFor(condition: Condition, frame: Frame): Sql {
  return test(condition, frame, false) ?? { text: '1', values: [] }
}

/** The same without others: undefined when SQLite cannot tell. */
export function holdsFor(condition: Condition, frame: Frame): Sql | undefined {
  return test(condition, frame, true)
}

function test(condition: Condition, frame: Frame, exactly: boolean): Sql | undefined {
  const id = `+${idColumn(frame.layers)}`
  switch (condition.kind) {
    case 'ids':
      return { text: `${id} ${listed}`, values: [JSON.stringify(condition.ids)] }
    case 'prefix':
      return { text: `${id} >= ? AND ${id} < ?`, values: [condition.prefix, `${condition.prefix}\u{10ffff}`] }
    case 'storedPrefix':
      return { text: '+d.id >= ? AND +d.id < ?', values: [condition.prefix, `${condition.prefix}\u{10ffff}`] }
    case 'types':
      return { text: `+d.type ${listed}`, values: [JSON.stringify(condition.types)] }
    case 'group':
      return { text: `+d.base ${listed}`, values: [JSON.stringify(condition.bases)] }
    case 'references':
      return {
        text: `EXISTS (SELECT 1 FROM document_references r WHERE r.source = d.number AND r.target ${listed})`,
        values: [JSON.stringify(condition.targets)],
      }
    case 'words':
      // One row at a time the search index is slow: the finder knows all hits and tests by them.
      return exactly && !condition.ownTexts ? wordsHold(condition) : undefined
    case 'value': {
      const attribute = frame.attributeNumber(condition)
      if (attribute === undefined) return undefined
      const keys = condition.values.map(sortKey)
      if (exactly && !keys.every(({ whole }) => whole)) return undefined
      const found = 'k.attribute = ? AND k.document = d.number'
      const text = `EXISTS (SELECT 1 FROM attribute_keys k WHERE ${found} AND k.key ${listedInHex})`
      return { text, values: [attribute, hexOf(keys)] }
    }
    case 'and':
      return joined(
        condition.of.map((member) => test(member, frame, exactly)),
        'AND',
        exactly,
      )
    case 'or':
      return joined(
        condition.of.map((member) => test(member, frame, exactly)),
        'OR',
        exactly,
      )
    case 'not': {
      const inner = test(condition.of, frame, true)
      return inner && { text: `NOT (${inner.text})`, values: inner.values }
    }
  }
}

const listed = 'IN (SELECT value FROM json_each(?))'
/** As one value, however many: SQLite takes 32,766 at most. */
const listedInHex = 'IN (SELECT unhex(value) FROM json_each(?))'

function hexOf(keys: readonly SortKey[]): string {
  return JSON.stringify(keys.map(({ bytes }) => Buffer.from(bytes).toString('hex')))
}

function wordsHold({ terms, ownTexts }: Condition & { kind: 'words' }): Sql {
  const expression = searchExpression(terms, ownTexts)
  const found = 'EXISTS (SELECT 1 FROM search WHERE search MATCH ? AND rowid = d.number)'
  if (expression !== undefined) return { text: found, values: [expression] }
  return { text: `NOT ${found}`, values: [unwantedExpression(terms)] }
}

function joined(members: readonly (Sql | undefined)[], word: 'AND' | 'OR', exactly: boolean): Sql | undefined {
  const told = members.filter((member) => member !== undefined)
  // What cannot be told may be left out of a conjunction that need not be exact, and of nothing else.
  if (told.length < members.length && (exactly || word === 'OR')) return undefined
  if (told.length === 0) return { text: word === 'AND' ? '1' : '0', values: [] }
  return {
    text: `(${told.map(({ text }) => `(${text})`).join(` ${word} `)})`,
    values: told.flatMap(({ values }) => values),
  }
}
