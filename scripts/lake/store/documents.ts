import { crc32 } from 'node:zlib'
import { idIn, isStoredDocument, type Layer, layerOf, type StoredDocument } from '../document.ts'
import { DocumentCache } from './document-cache.ts'
import { numberIn, type Row, textIn } from './rows.ts'
import { shownDocument } from './shown-document.ts'
import type { Database } from './sqlite.ts'

/** How many characters of JSON stay parsed. */
const cacheRoom = 8 * 1024 * 1024

/** How many documents are read from the disk at once. */
const batch = 200

/** The documents as they stand, read from the disk as they are asked for. What it gives is not to be changed. */
export class Documents {
  readonly #cache = new DocumentCache(cacheRoom)
  readonly #statements: ReturnType<typeof prepared>

  constructor(database: Database) {
    this.#statements = prepared(database)
  }

  has(id: string): boolean {
    return this.#statements.number.get(id) !== undefined
  }

  get(id: string): StoredDocument | undefined {
    const kept = this.#cache.get(id)
    if (kept) return kept
    const row = this.#statements.content.get(id)
    return row && this.#taken(row)
  }

  /** The document that a perspective shows under an id: that of the uppermost layer that has it. */
  shown(id: string, layers: readonly Layer[] | undefined): StoredDocument | undefined {
    if (layers === undefined) return this.get(id)
    for (const layer of layers) {
      const document = this.get(idIn(layer, id))
      // `drafts.a` is no published document, though it is stored under the id that is asked for.
      if (document && layerOf(document._id) === layer) return shownDocument(document, layers)
    }
    return undefined
  }

  /** The documents of these numbers, in that order. */
  numbered(numbers: readonly number[]): StoredDocument[] {
    const found = new Map<number, StoredDocument>()
    const rows = this.#statements.ids.all(JSON.stringify(numbers))
    const unread: number[] = []
    for (const row of rows) {
      const document = this.#cache.get(textIn(row, 'id'))
      if (document) found.set(numberIn(row, 'number'), document)
      else unread.push(numberIn(row, 'number'))
    }
    for (const row of this.#statements.contents.all(JSON.stringify(unread))) {
      found.set(numberIn(row, 'number'), this.#taken(row))
    }
    return numbers.flatMap((number) => found.get(number) ?? [])
  }

  /** All documents with their numbers, a batch at a time in memory. */
  *all(): Generator<{ number: number; document: StoredDocument }> {
    for (let last = -1; ; ) {
      const rows = this.#statements.after.all(last, batch)
      for (const row of rows) yield { number: numberIn(row, 'number'), document: read(row) }
      if (rows.length < batch) return
      last = numberIn(rows.at(-1) ?? {}, 'number')
    }
  }

  /** The ids of a published document, its draft and its versions, those that are there. */
  idsOfGroup(base: string): string[] {
    return this.#statements.group.all(base).map((row) => textIn(row, 'id'))
  }

  /** Takes up what a document has become on the disk. */
  follow(id: string): void {
    this.#cache.delete(id)
  }

  #taken(row: Row): StoredDocument {
    const document = read(row)
    this.#cache.set(document._id, document, textIn(row, 'json').length)
    return document
  }
}

/** @throws when it is not what was written: the disk has changed it */
function read(row: Row): StoredDocument {
  const json = textIn(row, 'json')
  const document: unknown = crc32(json) === numberIn(row, 'checksum') ? JSON.parse(json) : undefined
  if (isStoredDocument(document) && document._id === textIn(row, 'id')) return document
  throw new Error(`lake.db is damaged: document "${textIn(row, 'id')}" is not what was written; put back a backup`)
}

function prepared(database: Database) {
  const contents = 'documents d JOIN contents c ON c.number = d.number'
  const listed = 'IN (SELECT value FROM json_each(?))'
  return {
    number: database.prepare('SELECT number FROM documents WHERE id = ?'),
    content: database.prepare(`SELECT d.id, c.checksum, c.json FROM ${contents} WHERE d.id = ?`),
    ids: database.prepare(`SELECT number, id FROM documents WHERE number ${listed}`),
    contents: database.prepare(`SELECT d.number, d.id, c.checksum, c.json FROM ${contents} WHERE d.number ${listed}`),
    after: database.prepare(
      `SELECT d.number, d.id, c.checksum, c.json FROM ${contents} WHERE d.number > ? ORDER BY d.number LIMIT ?`,
    ),
    group: database.prepare('SELECT id FROM documents WHERE base = ? ORDER BY id'),
  }
}
