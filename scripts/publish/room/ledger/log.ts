import { z } from 'zod'
import type { Instant } from '#schemas/instant.ts'
import type { Content } from './content.ts'
import { changesAfter, type FileChange, lastSequence, latestNumber } from './history.ts'
import type { LedgerTables } from './ledger-tables.ts'

/** What begins to change the out folder. What `continues` belongs to the publish before it, and gets no number of its own. */
export type Beginning = { at: Instant; continues?: boolean } & (
  | { kind: 'publish' }
  | { kind: 'rollback'; backTo: number }
)

/** What a publish did to the out folder, and its number. */
export type Told = { number: number; changes: FileChange[] }

/** A publish under way: its number is taken when it first changes something. */
export type Run = {
  beginning: Beginning
  files: Iterable<string>
  announced: Set<string>
  number: number | undefined
}

/** What happens to a file. */
type Change = { file: string; before: Content | undefined; after: Content | undefined }

/** More files than these are not announced by name: then a power cut puts the whole folder in doubt. */
const mostAnnounced = 500

/** Stands for every file of the folder. */
export const everyFile = '*'

const Latest = z.object({
  number: z.number(),
  kind: z.string(),
  back_to: z.number().nullable(),
  ended: z.string().nullable(),
})
const Last = z.object({
  sequence: z.number(),
  file: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})

/** A change in the log. */
export type Last = z.infer<typeof Last>

/** Writes down what a new ledger starts from: the earliest publish to return to, and whether unknown files may be kept. */
export function beginAt(
  tables: LedgerTables,
  { boot, reach, sweep }: { boot: string; reach: number; sweep: boolean },
): void {
  tables.setMark('boot', boot)
  tables.setMark('reach', reach)
  if (sweep) tables.setMark('sweep', 1)
}

/**
 * Takes a number for the publish, unless it has one or goes on with the one before, and announces its files, so that after a power
 * cut they are looked at.
 */
export function open(tables: LedgerTables, run: Run): void {
  if (run.number !== undefined) return
  const number = numberFor(tables, run)
  const isNew = number > latestNumber(tables)
  const names = new Set(run.files)
  run.announced = names.size > mostAnnounced ? new Set([everyFile]) : names
  tables.atOnce(() => {
    if (isNew) begin(tables, number, run.beginning)
    for (const file of run.announced) tables.run(announcing, file)
  })
  tables.flushSoon()
  run.number = number
}

const announcing = 'insert or ignore into announced(file) values (?)'

/** The number that the publish takes: that of the one before, when it goes on with it. */
export function numberFor(tables: LedgerTables, { beginning }: Run): number {
  const latest = latestPublish(tables)
  return latest !== undefined && isSame(latest, beginning) ? latest.number : latestNumber(tables) + 1
}

function isSame(latest: z.infer<typeof Latest>, beginning: Beginning): boolean {
  if (latest.kind !== beginning.kind) return false
  if (beginning.kind === 'rollback') return latest.ended === null && latest.back_to === beginning.backTo
  return latest.ended === null || beginning.continues === true
}

function begin(tables: LedgerTables, number: number, { at, ...beginning }: Beginning): void {
  const backTo = beginning.kind === 'rollback' ? beginning.backTo : null
  tables.run('update publish set ended = ? where ended is null', at)
  tables.run(
    'insert into publish(number, kind, back_to, begun, ended, first, files) values (?, ?, ?, ?, null, ?, 0)',
    ...[number, beginning.kind, backTo, at, lastSequence(tables) + 1],
  )
}

/** Writes down a change that is about to be made. */
export function record(tables: LedgerTables, { number, announced }: Run, { file, before, after }: Change): void {
  const changed = [number ?? null, file, before?.hash ?? null, after?.hash ?? null, after?.size ?? null]
  const isNews = !announced.has(file) && !announced.has(everyFile)
  tables.atOnce(() => {
    if (isNews) tables.run(announcing, file)
    tables.run('insert into change(publish, file, before, after, size) values (?, ?, ?, ?, ?)', ...changed)
    hold(tables, file, after)
    if (before) {
      tables.run(
        'insert into kept(hash, publish, size) values (?, ?, ?) on conflict(hash) do update set publish = excluded.publish',
        ...[before.hash, number ?? null, before.size],
      )
    }
  })
  if (isNews) tables.flushSoon()
  if (isNews) announced.add(file)
}

/** Whether the content of the file is known. */
export function holds(tables: LedgerTables, file: string): boolean {
  return tables.row('select 1 from file where name = ?', file) !== undefined
}

/** Writes down what stands in the folder under this name. */
export function hold(tables: LedgerTables, file: string, content: Content | undefined): void {
  if (content === undefined) tables.run('delete from file where name = ?', file)
  else tables.run('insert or replace into file(name, hash, size) values (?, ?, ?)', file, content.hash, content.size)
}

/** Ends whatever was under way, and gives what was not told of before. */
export function close(tables: LedgerTables, at: Instant): Told | undefined {
  const latest = latestPublish(tables)
  const last = lastSequence(tables)
  const told = tables.mark('told')
  if (latest === undefined || (latest.ended !== null && told === last)) return undefined
  const changes = changesAfter(tables, told)
  tables.atOnce(() => {
    const { number } = latest
    tables.run('update publish set ended = ?, files = files + ? where number = ?', at, changes.length, number)
    tables.setMark('told', last)
  })
  return { number: latest.number, changes }
}

/** The last change in the log, when nobody has been told of it: it may not have come about. */
export function lastUntold(tables: LedgerTables): Last | undefined {
  const last = tables.row(
    'select sequence, file, before, after from change where sequence > ? order by sequence desc limit 1',
    tables.mark('told'),
  )
  return last && Last.parse(last)
}

/** Corrects what was written down of a change by what stands there. */
export function amend(tables: LedgerTables, { sequence, file, before }: Last, actual: Content | undefined): void {
  const hash = actual?.hash ?? null
  tables.atOnce(() => {
    if (hash === before) tables.run('delete from change where sequence = ?', sequence)
    else tables.run('update change set after = ?, size = ? where sequence = ?', hash, actual?.size ?? null, sequence)
    hold(tables, file, actual)
    tables.setMark('sweep', 1)
  })
}

/** Forgets everything but the numbers: the folder is no longer the one that was kept account of. */
export function startOver(tables: LedgerTables): void {
  const next = latestNumber(tables) + 1
  tables.atOnce(() => {
    tables.setMark('numbered', next - 1)
    tables.setMark('reach', next)
    tables.setMark('told', lastSequence(tables))
    for (const table of ['file', 'publish', 'announced']) tables.run(`delete from ${table}`)
  })
}

function latestPublish(tables: LedgerTables): z.infer<typeof Latest> | undefined {
  const row = tables.row('select number, kind, back_to, ended from publish order by number desc limit 1')
  return row && Latest.parse(row)
}
