import { crc32 } from 'node:zlib'
import { layerOf, publishedIdOf, type StoredDocument } from '../document.ts'
import { type Reference, referencesIn } from '../references.ts'
import { AttributeIndex } from './attribute-index.ts'
import { numberIn } from './rows.ts'
import { SearchIndex } from './search-index.ts'
import type { Database } from './sqlite.ts'

/** Writes documents to the disk, with all that they are found by. Call it inside a database transaction. */
export class DocumentWriter {
  readonly attributes: AttributeIndex
  readonly search: SearchIndex
  readonly #statements: ReturnType<typeof prepared>

  constructor(database: Database) {
    this.attributes = new AttributeIndex(database)
    this.search = new SearchIndex(database)
    this.#statements = prepared(database)
  }

  /**
   * @param before the document as it stands on the disk; undefined when it is new
   * @param amongMany one of so many that its words may wait
   */
  put(document: StoredDocument, before: StoredDocument | undefined, amongMany = false): void {
    const number = before ? this.#update(document) : this.#insert(document)
    if (amongMany) this.search.postpone(number)
    else this.search.put(number, document, before)
    this.attributes.put(number, document, before)
    const references = referencesIn(document)
    if (before && sameReferences(referencesIn(before), references)) return
    if (before) this.#statements.forget.run(number)
    for (const { target, weak } of references) this.#statements.refer.run(number, target, weak ? 1 : 0)
  }

  remove(before: StoredDocument): void {
    const row = this.#statements.remove.get(before._id)
    if (!row) return
    const number = numberIn(row, 'number')
    this.#statements.removeContent.run(number)
    this.#statements.forget.run(number)
    this.search.remove(number)
    this.attributes.remove(number, before)
  }

  #insert(document: StoredDocument): number {
    const { _id, _type, _rev, _createdAt, _updatedAt } = document
    const row = [_id, publishedIdOf(_id), layerOf(_id), _type, _rev, _createdAt, _updatedAt]
    const number = Number(this.#statements.insert.run(...row).lastInsertRowid)
    const json = JSON.stringify(document)
    this.#statements.insertContent.run(number, crc32(json), json)
    return number
  }

  #update(document: StoredDocument): number {
    const { _id, _type, _rev, _createdAt, _updatedAt } = document
    const row = this.#statements.update.get(_type, _rev, _createdAt, _updatedAt, _id)
    const number = numberIn(row ?? {}, 'number')
    const json = JSON.stringify(document)
    this.#statements.updateContent.run(crc32(json), json, number)
    return number
  }
}

function prepared(database: Database) {
  return {
    insert: database.prepare(`
      INSERT INTO documents (id, base, layer, type, revision, created, updated) VALUES (?, ?, ?, ?, ?, ?, ?)`),
    update: database.prepare(
      'UPDATE documents SET type = ?, revision = ?, created = ?, updated = ? WHERE id = ? RETURNING number',
    ),
    remove: database.prepare('DELETE FROM documents WHERE id = ? RETURNING number'),
    insertContent: database.prepare('INSERT INTO contents (number, checksum, json) VALUES (?, ?, ?)'),
    updateContent: database.prepare('UPDATE contents SET checksum = ?, json = ? WHERE number = ?'),
    removeContent: database.prepare('DELETE FROM contents WHERE number = ?'),
    refer: database.prepare('INSERT OR IGNORE INTO document_references (source, target, weak) VALUES (?, ?, ?)'),
    forget: database.prepare('DELETE FROM document_references WHERE source = ?'),
  }
}

function sameReferences(before: readonly Reference[], after: readonly Reference[]): boolean {
  const written = ({ target, weak }: Reference) => `${weak ? '?' : '!'}${target}`
  return before.map(written).sort().join() === after.map(written).sort().join()
}
