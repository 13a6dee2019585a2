import type { Instant } from '#schemas/instant.ts'
import { drawers, type KeptFiles } from './kept-files.ts'
import type { LedgerTables } from './ledger-tables.ts'
import { settle } from './power-cut.ts'

/**
 * How much is remembered: `atLeast` so many publishes, in any case; `atMost` so many, however small they are; and between the two
 * as long as what is kept comes to no more bytes than `plenty`.
 */
export type Limits = { atLeast: number; atMost: number; plenty: number }

/** Ten publishes, or two hundred in a gigabyte. */
export const standardLimits: Limits = { atLeast: 10, atMost: 200, plenty: 1024 ** 3 }

/** What a rest works on. */
type Resting = { kept: KeptFiles; out: string; at: Instant; limits: Limits }

const changesAtOnce = 500
const filesAtOnce = 100

/** Does one small piece of what can wait; tells whether there is more. */
export function restOnce(tables: LedgerTables, { kept, out, at, limits }: Resting): boolean {
  if (forgetChanges(tables) || forgetFiles(tables, kept)) return true
  if (settle(tables, out, at) || clearDrawer(tables, kept)) return true
  if (forgetOldest(tables, limits)) return true
  tables.checkpoint()
  return false
}

/** Forgets the oldest publish, when there are more than are needed. */
function forgetOldest(tables: LedgerTables, { atLeast, atMost, plenty }: Limits): boolean {
  const count = Number(tables.row('select count(*) as count from publish')?.['count'])
  if (count <= atLeast || (count <= atMost && bytesKept(tables) <= plenty)) return false
  const oldest = Number(tables.row('select min(number) as oldest from publish')?.['oldest'])
  tables.atOnce(() => {
    tables.run('delete from publish where number = ?', oldest)
    tables.setMark('reach', oldest)
  })
  return true
}

function bytesKept(tables: LedgerTables): number {
  return Number(tables.row('select total(size) as bytes from kept')?.['bytes'])
}

/** Forgets changes of publishes that are forgotten. The last change stays, so that no place in the log is ever taken twice. */
function forgetChanges(tables: LedgerTables): boolean {
  const first = tables.row('select min(min(first), (select max(sequence) from change)) as first from publish')?.[
    'first'
  ]
  if (typeof first !== 'number') return false
  const some = 'select sequence from change where sequence < ? order by sequence limit ?'
  const before = Number(tables.row(`select count(*) as count from (${some})`, first, changesAtOnce)?.['count'])
  if (before > 0) tables.run(`delete from change where sequence in (${some})`, first, changesAtOnce)
  return before === changesAtOnce
}

/** Removes kept files that no publish can be returned to with. */
function forgetFiles(tables: LedgerTables, kept: KeptFiles): boolean {
  const rows = tables.rows('select hash from kept where publish <= ? limit ?', tables.mark('reach'), filesAtOnce)
  const hashes = rows.map((row) => String(row['hash']))
  for (const hash of hashes) kept.discard(hash)
  tables.atOnce(() => {
    for (const hash of hashes) tables.run('delete from kept where hash = ?', hash)
  })
  return hashes.length === filesAtOnce
}

/** Removes kept files that the ledger does not know, one drawer at a time: a process died before it had written them down. */
function clearDrawer(tables: LedgerTables, kept: KeptFiles): boolean {
  const drawer = tables.mark('sweep') - 1
  if (drawer < 0) return false
  for (const hash of kept.inDrawer(drawer)) {
    if (tables.row('select 1 from kept where hash = ?', hash) === undefined) kept.discard(hash)
  }
  tables.setMark('sweep', drawer + 1 < drawers ? drawer + 2 : 0)
  return drawer + 1 < drawers
}
