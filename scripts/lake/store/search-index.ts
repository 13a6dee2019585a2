import { isStoredDocument, publishedIdOf, type StoredDocument } from '../document.ts'
import { isObject } from '../json-value.ts'
import { numberIn, textIn } from './rows.ts'
import type { SearchTerm } from './search-terms.ts'
import type { Database } from './sqlite.ts'

/**
 * The words of all documents, in SQLite's FTS5. Documents are known by their number. Those of large transactions wait until they
 * are taken in, many at once: that costs less.
 */
export class SearchIndex {
  readonly #statements: ReturnType<typeof prepared>
  #waiting: number

  constructor(database: Database) {
    this.#statements = prepared(database)
    this.#waiting = numberIn(this.#statements.count.get() ?? {}, 'waiting')
  }

  /** How many documents wait. */
  get waiting(): number {
    return this.#waiting
  }

  put(number: number, after: StoredDocument, before: StoredDocument | undefined): void {
    const { own, inner } = textsIn(after)
    const earlier = before && textsIn(before)
    if (earlier && earlier.own === own && earlier.inner === inner) return
    this.#statements.put.run(number, folded(own), folded(inner))
  }

  /** Leaves a document's words for later. */
  postpone(number: number): void {
    this.#waiting += Number(this.#statements.wait.run(number).changes)
  }

  /** Takes in the words of documents that wait, so many at most. Call inside a database transaction. */
  takeIn(most: number): void {
    for (const row of this.#statements.waiting.all(most)) {
      const number = numberIn(row, 'number')
      const document: unknown = JSON.parse(textIn(row, 'json'))
      if (isStoredDocument(document)) this.put(number, document, undefined)
      this.#waiting -= Number(this.#statements.leave.run(number).changes)
    }
  }

  /** Counts anew, after a transaction that was undone. */
  recount(): void {
    this.#waiting = numberIn(this.#statements.count.get() ?? {}, 'waiting')
  }

  remove(number: number): void {
    this.#waiting -= Number(this.#statements.leave.run(number).changes)
    this.#statements.remove.run(number)
  }
}

function prepared(database: Database) {
  return {
    put: database.prepare('INSERT OR REPLACE INTO search (rowid, own, inner) VALUES (?, ?, ?)'),
    remove: database.prepare('DELETE FROM search WHERE rowid = ?'),
    count: database.prepare('SELECT count(*) AS waiting FROM unsearched'),
    wait: database.prepare('INSERT OR IGNORE INTO unsearched (number) VALUES (?)'),
    leave: database.prepare('DELETE FROM unsearched WHERE number = ?'),
    waiting: database.prepare(`
      SELECT c.number, c.json FROM unsearched u JOIN contents c ON c.number = u.number ORDER BY u.number LIMIT ?`),
  }
}

/**
 * What FTS5 is asked for: documents that hold all the wanted terms and none of the unwanted. `ownTexts`: wanted ones must stand in
 * the document's own texts, not further in. Undefined when nothing is wanted: FTS5 finds only what is there.
 */
export function searchExpression(terms: readonly SearchTerm[], ownTexts: boolean): string | undefined {
  const wanted = terms.filter((term) => !term.unwanted).map(expressionFor)
  const unwanted = terms.filter((term) => term.unwanted).map(expressionFor)
  if (wanted.length === 0) return undefined
  const where = ownTexts ? 'own : ' : ''
  const without = unwanted.length > 0 ? ` NOT (${unwanted.join(' OR ')})` : ''
  return `(${where}(${wanted.join(' AND ')}))${without}`
}

/** What finds the documents that a search for unwanted words alone leaves out. */
export function unwantedExpression(terms: readonly SearchTerm[]): string {
  return terms.map(expressionFor).join(' OR ')
}

/** Whether a text holds all the wanted terms and none of the unwanted: word by word, as the index would find it. */
export function holdsTerms(text: string, terms: readonly SearchTerm[]): boolean {
  const words = wordsOf(text)
  return terms.every((term) => holdsTerm(words, term) !== term.unwanted)
}

function holdsTerm(words: readonly string[], { text, prefix }: SearchTerm): boolean {
  const wanted = wordsOf(text)
  const last = wanted.length - 1
  return words.some((_, start) =>
    wanted.every((word, at) => {
      const found = words[start + at]
      return prefix && at === last ? found?.startsWith(word) : found === word
    }),
  )
}

/** The words of a text as FTS5's tokenizer `unicode61` takes them: letters and digits, in lower case. */
function wordsOf(text: string): string[] {
  return (
    folded(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []
  )
}

function expressionFor(term: SearchTerm): string {
  // FTS5 reads its expression up to the first NUL.
  return `"${folded(term.text).replaceAll(/["\0]/g, ' ')}"${term.prefix ? '*' : ''}`
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

/** The texts of a document that a person could look for: its id and its texts, but not names of types, styles or keys. */
function textsIn(document: StoredDocument): { own: string; inner: string } {
  const own = [publishedIdOf(document._id)]
  const inner: string[] = []
  for (const [field, value] of Object.entries(document)) {
    if (field.startsWith('_')) continue
    const values = Array.isArray(value) ? value : [value]
    for (const item of values) collect(item, typeof item === 'string' ? own : inner)
  }
  return { own: own.join('\n'), inner: inner.join('\n') }
}

function collect(value: unknown, words: string[]): void {
  if (typeof value === 'string') {
    // Pictures written out as text are no words.
    if (!/^data:[\w/+.-]*;base64,/.test(value)) words.push(value)
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, words)
  } else if (isObject(value)) {
    words.push(textOfSpans(value))
    for (const [field, item] of Object.entries(value)) if (isForPeople(field, value)) collect(item, words)
  }
}

/** A block's text, as `pt::text` gives it: a word may begin in one span and end in the next. */
function textOfSpans({ children }: Record<string, unknown>): string {
  const spans = Array.isArray(children) ? children.filter((child) => isObject(child) && child['_type'] === 'span') : []
  return spans.map(({ text }) => (typeof text === 'string' ? text : '')).join('')
}

function isForPeople(field: string, owner: Record<string, unknown>): boolean {
  if (field.startsWith('_')) return false
  // The text of spans is that of their block.
  if (owner['_type'] === 'span') return field === 'text'
  return owner['_type'] !== 'block' || (field !== 'style' && field !== 'listItem')
}
