import { existsSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { type ImagesAt, type Imprint, imprintOf, isSameImprint, putImprint, type View } from './imprint.ts'
import { maker } from './maker.ts'
import { Tables } from './tables.ts'

/** What an edition is for, beside its address; a public one with images of its own unless told otherwise. */
export type Purpose = {
  view?: View
  images?: ImagesAt
  /** The file of a public edition of the same content; a preview edition that must be made anew begins as a copy of it. */
  seed?: string
}

/**
 * The tables of the edition in `file`, ready for its writer. A file that is missing, broken, or was made by other code or
 * for another purpose is replaced by an empty edition: everything in it comes from the lake and can be made again.
 * The new one is made beside the old and moved into its place, so that whoever reads the old one is not disturbed.
 */
export function writableTables(file: string, siteUrl: string, purpose: Purpose = {}): Tables {
  const { view = 'public', images = 'own', seed } = purpose
  const imprint: Imprint = { maker: maker(), siteUrl, view, images }
  return fitting(file, imprint) ?? replaced(file, imprint, seed)
}

function fitting(file: string, imprint: Imprint): Tables | undefined {
  let tables: Tables | undefined
  try {
    tables = new Tables(file, { readOnly: false })
    if (isSameImprint(imprintOf(tables), imprint) && isWhole(tables)) return tables
  } catch {
    // Not a database, or not one of ours: replaced like any other that does not fit.
  }
  tables?.close()
  return undefined
}

const content = [
  ...['document', 'held', 'asset', 'summary', 'listing', 'claim', 'redirect', 'gone', 'reference', 'picture'],
  ...['unread', 'tally', 'unsettled', 'owed'],
]

// One row of every table: enough to notice a file cut short or another program's, without walking all of it.
function isWhole(tables: Tables): boolean {
  for (const table of content) tables.row(`select * from ${table} limit 1`)
  return true
}

function replaced(file: string, imprint: Imprint, seed: string | undefined): Tables {
  const beside = `${file}.new`
  remove(beside)
  if (seed === undefined || !isCopied(seed, beside, imprint)) {
    remove(beside)
    const tables = new Tables(beside, { readOnly: false })
    tables.create()
    putImprint(tables, imprint)
    tables.close()
  }
  remove(file)
  renameSync(beside, file)
  return new Tables(file, { readOnly: false })
}

/**
 * Whether a preview edition could begin as a copy of this public one. What readers must do without is left out of the copy, and so
 * is taken in anew as it is to be seen in a preview. Whoever writes to the public edition meanwhile is not disturbed.
 */
function isCopied(seed: string, beside: string, imprint: Imprint): boolean {
  if (!existsSync(seed)) return false
  try {
    using source = new DatabaseSync(seed, { readOnly: true })
    source.prepare('vacuum into ?').run(beside)
    const tables = new Tables(beside, { readOnly: false })
    const isTheSame = isSameImprint({ ...imprintOf(tables), view: imprint.view }, imprint) && isWhole(tables)
    if (isTheSame) tables.atOnce(() => makePreview(tables, imprint))
    tables.close()
    return isTheSame
  } catch {
    return false // not an edition: the new one begins empty
  }
}

function makePreview(tables: Tables, imprint: Imprint): void {
  putImprint(tables, imprint)
  tables.run("delete from held where standing <> 'waiting'")
  tables.run('delete from unread')
  tables.run('delete from owed')
}

function remove(file: string): void {
  for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true })
}
