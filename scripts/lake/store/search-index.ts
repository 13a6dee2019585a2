import type { DatabaseSync } from 'node:sqlite'
import { publishedIdOf, type StoredDocument } from '../document.ts'
import { isObject } from '../json-value.ts'
import { textIn } from './rows.ts'
import type { SearchTerm } from './search-terms.ts'

/** The words of all documents, in SQLite's FTS5. Documents are known by their number in the table `documents`. */
export class SearchIndex {
  readonly #database: DatabaseSync
  readonly #put
  readonly #remove

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#put = database.prepare('INSERT OR REPLACE INTO search (rowid, text) VALUES (?, ?)')
    this.#remove = database.prepare('DELETE FROM search WHERE rowid = ?')
  }

  put(number: number, document: StoredDocument): void {
    this.#put.run(number, folded(wordsIn(document)))
  }

  remove(number: number): void {
    this.#remove.run(number)
  }

  /** The ids (as stored) of the documents that hold all the wanted terms and none of the unwanted. */
  idsMatching(terms: readonly SearchTerm[]): string[] {
    const wanted = terms.filter((term) => !term.unwanted).map(expressionFor)
    const unwanted = terms.filter((term) => term.unwanted).map(expressionFor)
    if (wanted.length > 0) {
      const without = unwanted.length > 0 ? ` NOT (${unwanted.join(' OR ')})` : ''
      return this.#ids(
        'number IN (SELECT rowid FROM search WHERE search MATCH ?)',
        `(${wanted.join(' AND ')})${without}`,
      )
    }
    if (unwanted.length > 0) {
      return this.#ids('number NOT IN (SELECT rowid FROM search WHERE search MATCH ?)', unwanted.join(' OR '))
    }
    return []
  }

  #ids(condition: string, expression: string): string[] {
    const found = this.#database.prepare(`SELECT id FROM documents WHERE ${condition} ORDER BY id`).all(expression)
    return found.map((row) => textIn(row, 'id'))
  }
}

function expressionFor(term: SearchTerm): string {
  return `"${folded(term.text).replaceAll('"', ' ')}"${term.prefix ? '*' : ''}`
}

/**
 * Text as it is searched: accents that only decorate are dropped, so that »cafe« finds »café«; the letters æ, ø, å, ä and ö
 * are letters of their own and stay.
 */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/(?<![aA])\u030A|(?<![aAoO])\u0308|[\u0300-\u0307\u0309\u030B-\u036F]/g, '')
    .normalize('NFC')
}

/** The words of a document that a person could look for: its id and its texts, but not names of types, styles or keys. */
function wordsIn(document: StoredDocument): string {
  const words = [publishedIdOf(document._id)]
  collect(document, words)
  return words.join('\n')
}

function collect(value: unknown, words: string[]): void {
  if (typeof value === 'string') {
    if (!value.startsWith('data:')) words.push(value)
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, words)
  } else if (isObject(value)) {
    for (const [field, item] of Object.entries(value)) if (isForPeople(field, value)) collect(item, words)
  }
}

function isForPeople(field: string, owner: Record<string, unknown>): boolean {
  if (field.startsWith('_')) return false
  if (owner['_type'] === 'span') return field === 'text'
  return owner['_type'] !== 'block' || (field !== 'style' && field !== 'listItem')
}
