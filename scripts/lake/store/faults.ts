import { crc32 } from 'node:zlib'
import { numberIn, textIfAnyIn, textIn } from './rows.ts'
import type { Database } from './sqlite.ts'

/**
 * What is wrong with a lake's database; undefined for nothing. Looks at the structure of its pages and at the documents: each
 * must be what was written, for which SQLite itself keeps no sum. Takes some seconds for each GB.
 */
export function faultIn(database: Pick<Database, 'prepare'>): string | undefined {
  const verdict = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  // The first line names the database; what is wrong follows.
  if (verdict !== 'ok') return String(verdict).split('\n').at(-1) ?? ''
  const hasSums = database.prepare(`SELECT 1 FROM pragma_table_info('contents') WHERE name = 'checksum'`).get()
  return hasSums ? changedDocument(database) : undefined
}

function changedDocument(database: Pick<Database, 'prepare'>): string | undefined {
  const contents = database.prepare(
    'SELECT d.id, c.checksum, c.json FROM contents c LEFT JOIN documents d ON d.number = c.number',
  )
  for (const row of contents.iterate()) {
    const id = textIfAnyIn(row, 'id')
    if (id === undefined) return 'a document is there without its name'
    if (crc32(textIn(row, 'json')) !== numberIn(row, 'checksum')) return `document "${id}" is not what was written`
  }
  return undefined
}
