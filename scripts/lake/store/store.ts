import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { isStoredDocument, type StoredDocument } from '../document.ts'
import type { Change } from '../mutations/working-copy.ts'
import { type Reference, referencesIn } from '../references.ts'
import { damaged, openDatabase } from './database.ts'
import { numberIn, textIn } from './rows.ts'
import { SearchIndex } from './search-index.ts'

/**
 * The documents as they stand: on disk, and parsed in memory. Writing is the committer's, inside its database transaction;
 * memory follows only when that transaction is on the disk.
 */
export class Store {
  readonly database: DatabaseSync
  readonly search: SearchIndex
  readonly #documents: Map<string, StoredDocument>
  readonly #statements: ReturnType<typeof prepared>

  /** @throws {Problem} when the folder's database cannot be opened or trusted */
  constructor(folder: string) {
    this.database = openDatabase(folder)
    this.#statements = prepared(this.database)
    this.search = new SearchIndex(this.database)
    this.#documents = readDocuments(this.database, join(folder, 'lake.db'))
  }

  get documents(): ReadonlyMap<string, StoredDocument> {
    return this.#documents
  }

  /** The ids of the documents that refer to any of these, weakly or not. */
  idsReferringTo(targets: readonly string[]): string[] {
    const sources = targets.flatMap((target) =>
      this.#statements.sources.all(target).map((row) => textIn(row, 'source')),
    )
    return [...new Set(sources)]
  }

  /** The ids of the documents whose strong references to this one forbid its deletion. */
  idsHoldingOnTo(target: string): string[] {
    return this.#statements.strongSources.all(target).map((row) => textIn(row, 'source'))
  }

  /** Writes changes to the disk. Call inside a database transaction. */
  write(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.after) this.#put(change.after, change.before)
      else this.#remove(change.documentId)
    }
  }

  /** Takes changes that are on the disk into memory. */
  follow(changes: readonly Change[]): void {
    for (const { documentId, after } of changes) {
      if (after) this.#documents.set(documentId, after)
      else this.#documents.delete(documentId)
    }
  }

  #put(document: StoredDocument, before: StoredDocument | undefined): void {
    const row = this.#statements.put.get(document._id, document._type, JSON.stringify(document)) ?? {}
    this.search.put(numberIn(row, 'number'), document)
    const references = referencesIn(document)
    if (before && sameReferences(referencesIn(before), references)) return
    this.#statements.forget.run(document._id)
    for (const { target, weak } of references) this.#statements.refer.run(document._id, target, weak ? 1 : 0)
  }

  #remove(id: string): void {
    const row = this.#statements.remove.get(id)
    if (row) this.search.remove(numberIn(row, 'number'))
    this.#statements.forget.run(id)
  }
}

function prepared(database: DatabaseSync) {
  return {
    put: database.prepare(`
      INSERT INTO documents (id, type, json) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET type = excluded.type, json = excluded.json RETURNING number`),
    remove: database.prepare('DELETE FROM documents WHERE id = ? RETURNING number'),
    refer: database.prepare('INSERT INTO document_references (source, target, weak) VALUES (?, ?, ?)'),
    forget: database.prepare('DELETE FROM document_references WHERE source = ?'),
    sources: database.prepare('SELECT source FROM document_references WHERE target = ?'),
    strongSources: database.prepare('SELECT source FROM document_references WHERE target = ? AND weak = 0'),
  }
}

function sameReferences(before: readonly Reference[], after: readonly Reference[]): boolean {
  const written = ({ target, weak }: Reference) => `${weak ? '?' : '!'}${target}`
  return before.map(written).sort().join() === after.map(written).sort().join()
}

function readDocuments(database: DatabaseSync, file: string): Map<string, StoredDocument> {
  const documents = new Map<string, StoredDocument>()
  try {
    for (const row of database.prepare('SELECT id, json FROM documents ORDER BY id').iterate()) {
      const document: unknown = JSON.parse(textIn(row, 'json'))
      if (!isStoredDocument(document))
        throw new Error(`document "${textIn(row, 'id')}" lacks a field that every document has`)
      documents.set(document._id, document)
    }
  } catch (fault) {
    database.close()
    throw damaged(file, fault instanceof Error ? fault.message : String(fault))
  }
  return documents
}
