import { renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Problem } from '../../terminal/problem.ts'
import { isStoredDocument } from '../document.ts'
import { atomically } from './atomic.ts'
import { DocumentWriter } from './document-writer.ts'
import { textIn } from './rows.ts'
import type { Database } from './sqlite.ts'
import { documentTables, tablesVersion } from './tables.ts'

/** What turns the tables of one version into those of the next. */
const steps: Record<number, (database: Database) => void> = {
  1: withContentsApart,
}

/**
 * Brings an older database up to date, all or nothing, after a copy of it was laid beside it (`lake-before-2.db`).
 * @throws {Problem} when there is no room for the copy; the database is as it was
 */
export function migrated(database: Database, file: string, version: number): void {
  const copy = join(dirname(file), `lake-before-${tablesVersion}.db`)
  const unfinished = `${copy}.part`
  try {
    rmSync(unfinished, { force: true })
    database.prepare('VACUUM INTO ?').run(unfinished)
    renameSync(unfinished, copy)
  } catch (fault) {
    throw new Problem(
      `Cannot bring the lake up to date: no copy of ${file} could be made (${String(Object(fault).message)}); nothing was changed; make room on the disk and start again`,
    )
  }
  atomically(database, () => {
    for (let at = version; at < tablesVersion; at++) {
      const step = steps[at]
      if (!step) throw new Error(`lake.db: no step leads on from tables ${at}`)
      step(database)
    }
    database.exec(`PRAGMA user_version = ${tablesVersion}`)
  })
}

/** Version 2 keeps contents apart from what documents are found by. */
function withContentsApart(database: Database): void {
  database.exec(`
    DROP TABLE search; DROP TABLE document_references; ALTER TABLE documents RENAME TO earlier_documents;
    ${documentTables}`)
  const writer = new DocumentWriter(database)
  const read = database.prepare('SELECT number, json FROM earlier_documents WHERE number > ? ORDER BY number LIMIT 500')
  for (let rows = read.all(-1); rows.length > 0; rows = read.all(rows.at(-1)?.['number'] ?? null)) {
    for (const row of rows) {
      const document: unknown = JSON.parse(textIn(row, 'json'))
      if (!isStoredDocument(document)) throw new Error('lake.db: a document lacks a field that every document has')
      writer.put(document, undefined)
    }
  }
  database.exec('DROP TABLE earlier_documents')
  markPurged(database)
}

/** Of transactions that were purged in part, version 1 kept no mark: those that were purged whole hold no changes. */
function markPurged(database: Database): void {
  database.exec(`
    ALTER TABLE transactions ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;
    UPDATE transactions SET purged = 1 WHERE seq NOT IN (SELECT seq FROM transaction_documents)`)
}
