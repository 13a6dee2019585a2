import { renameSync, rmSync } from 'node:fs'
import { type Imprint, imprintOf } from './imprint.ts'
import { maker } from './maker.ts'
import { Tables } from './tables.ts'

/**
 * The tables of the edition in `file`, ready for its writer. A file that is missing, broken, or was made by other code or
 * for another address is replaced by an empty edition: everything in it comes from the lake and can be made again.
 * The new one is made beside the old and moved into its place, so that whoever reads the old one is not disturbed.
 */
export function writableTables(file: string, siteUrl: string): Tables {
  const imprint = { maker: maker(), siteUrl }
  return fitting(file, imprint) ?? replaced(file, imprint)
}

function fitting(file: string, imprint: Imprint): Tables | undefined {
  let tables: Tables | undefined
  try {
    tables = new Tables(file, { readOnly: false })
    const found = imprintOf(tables)
    if (found.maker === imprint.maker && found.siteUrl === imprint.siteUrl && isWhole(tables)) return tables
  } catch {
    // Not a database, or not one of ours: replaced like any other that does not fit.
  }
  tables?.close()
  return undefined
}

const content = ['document', 'held', 'asset', 'summary', 'listing', 'claim', 'redirect', 'reference', 'picture']

// One row of every table: enough to notice a file cut short or another program's, without walking all of it.
function isWhole(tables: Tables): boolean {
  for (const table of content) tables.row(`select * from ${table} limit 1`)
  return true
}

function replaced(file: string, { maker, siteUrl }: Imprint): Tables {
  const beside = `${file}.new`
  remove(beside)
  const tables = new Tables(beside, { readOnly: false })
  tables.create()
  tables.run('insert into meta(name, value) values (?, ?)', 'maker', maker)
  tables.run('insert into meta(name, value) values (?, ?)', 'siteUrl', siteUrl)
  tables.close()
  remove(file)
  renameSync(beside, file)
  return new Tables(file, { readOnly: false })
}

function remove(file: string): void {
  for (const part of [file, `${file}-wal`, `${file}-shm`]) rmSync(part, { force: true })
}
