import { closeSync, fsyncSync, openSync, readFileSync, rmSync } from 'node:fs'
import { uptime } from 'node:os'
import { dirname, join } from 'node:path'
import type { Instant } from '#schemas/instant.ts'
import { buildRecordFile } from '../build-record.ts'
import { bytesAt } from '../file-on-disk.ts'
import { contentOf } from './content.ts'
import { lastSequence } from './history.ts'
import type { LedgerTables } from './ledger-tables.ts'
import { everyFile, hold } from './log.ts'

/** Files seen to at a time. */
const slice = 10

/** Milliseconds after which the system has written files to the disk by itself, so that it costs little to make sure. */
const settlesIn = 60_000

/** What names the time since the machine was started: a process that dies harms no file, but a machine that stops may. */
export function machineBoot(now: Instant): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    // No Linux. A clock that is set anew only costs a look at some files.
    return `${Math.round((Date.parse(now) / 1000 - uptime()) / 10)}`
  }
}

/**
 * Files whose bytes are not what was written, since the machine stopped before they lay on the disk. The site's record is not among
 * them: every publish writes it anew, and without it the folder would be taken for somebody else's.
 */
export function suspects(tables: LedgerTables, out: string, boot: string): string[] {
  if (tables.text('boot') === boot) return []
  const held = tables.rows(inDoubt(tables), tables.mark('settled'))
  return held
    .map((row) => String(row['name']))
    .filter((file) => file !== buildRecordFile)
    .filter((file) => {
      const known = tables.row('select hash from file where name = ?', file)?.['hash']
      const bytes = bytesAt(join(out, file))
      return known !== (bytes && contentOf(bytes).hash)
    })
}

function inDoubt(tables: LedgerTables): string {
  const changed = 'select file as name from change where sequence > ? union select file from announced'
  const whole = tables.row('select 1 from announced where file = ?', everyFile)
  return whole ? `${changed} union select name from file` : changed
}

/** Removes what a power cut harmed, whose bytes are nobody's; from now on the folder is as it is written down. */
export function trust(tables: LedgerTables, out: string, boot: string): void {
  const harmed = suspects(tables, out, boot)
  if (tables.text('boot') === boot) return
  for (const file of harmed) rmSync(join(out, file), { force: true })
  tables.atOnce(() => {
    for (const file of harmed) hold(tables, file, undefined)
    tables.run('delete from announced')
    tables.setMark('settled', lastSequence(tables))
    tables.setMark('boot', boot)
  })
}

/** Makes sure of some more files that they lie on the disk, once the system has had time to put them there. Tells whether there are more. */
export function settle(tables: LedgerTables, out: string, at: Instant): boolean {
  const ended = tables.row('select ended from publish order by number desc limit 1')?.['ended']
  if (typeof ended !== 'string' || Date.parse(at) - Date.parse(ended) < settlesIn) return false
  const rows = tables.rows(
    'select sequence, file from change where sequence > ? order by sequence limit ?',
    tables.mark('settled'),
    slice,
  )
  const paths = rows.map((row) => join(out, String(row['file'])))
  for (const path of new Set([...paths, ...paths.map((path) => dirname(path))])) flush(path)
  const last = rows.at(-1)?.['sequence']
  if (last !== undefined) tables.setMark('settled', Number(last))
  if (rows.length < slice && tables.row('select 1 from announced limit 1')) tables.run('delete from announced')
  return rows.length === slice
}

function flush(path: string): void {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return // removed since, or a folder on a system that opens none
  }
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
