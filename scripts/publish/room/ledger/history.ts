import { z } from 'zod'
import { Instant } from '#schemas/instant.ts'
import type { LedgerTables } from './ledger-tables.ts'

/** What became of a file: whoever keeps a copy of the folder elsewhere fetches the one and drops the other. `hash` is a SHA-256 sum. */
export type FileChange = { file: string; action: 'written'; hash: string } | { file: string; action: 'removed' }

const Row = z.object({
  number: z.number(),
  kind: z.enum(['publish', 'rollback']),
  back_to: z.number().nullable(),
  begun: Instant,
  ended: Instant.nullable(),
  files: z.number(),
})

/** A publish, or a rollback, with how many files it changed. One that has not ended was cut short, and the next goes on with it. */
export type Publish = {
  number: number
  kind: 'publish' | 'rollback'
  /** The publish that a rollback returned to. */
  backTo: number | undefined
  begun: Instant
  ended: Instant | undefined
  files: number
}

/** A file as it stood, with the sum and size of its bytes; `undefined` when it was not there. */
export type Standing = { file: string; content: { hash: string; size: number } | undefined }

const Change = z.object({
  file: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  size: z.number().nullable(),
})
type Change = z.infer<typeof Change>

/** The publishes that can be told of, the latest first. */
export function publishes(tables: LedgerTables): Publish[] {
  const rows = tables.rows('select number, kind, back_to, begun, ended, files from publish order by number desc')
  return rows
    .map((row) => Row.parse(row))
    .map(({ back_to, ended, ...publish }) => ({ ...publish, backTo: back_to ?? undefined, ended: ended ?? undefined }))
}

/** What became of the files that changed after a place in the log. */
export function changesAfter(tables: LedgerTables, sequence: number): FileChange[] {
  const files = new Map<string, { before: string | null; after: string | null }>()
  for (const { file, before, after } of changesFrom(tables, sequence + 1)) {
    files.set(file, { before: files.has(file) ? (files.get(file)?.before ?? null) : before, after })
  }
  return [...files]
    .filter(([, { before, after }]) => before !== after)
    .map(([file, { after }]) =>
      after === null ? { file, action: 'removed' } : { file, action: 'written', hash: after },
    )
}

/** What became of the files that changed after the publish of this number; `undefined` when nobody remembers so far back. */
export function changesSince(tables: LedgerTables, number: number): FileChange[] | undefined {
  const first = firstAfter(tables, number)
  return first === undefined ? undefined : changesAfter(tables, first - 1)
}

/** The files that stand otherwise than when the publish of this number had ended; `undefined` when nobody remembers so far back. */
export function standing(tables: LedgerTables, number: number): Standing[] | undefined {
  const first = firstAfter(tables, number)
  if (first === undefined) return undefined
  const files = new Map<string, string | null>()
  for (const { file, before } of changesFrom(tables, first)) if (!files.has(file)) files.set(file, before)
  return [...files]
    .filter(([file, hash]) => hash !== hashNow(tables, file))
    .map(([file, hash]) => ({ file, content: hash === null ? undefined : { hash, size: sizeOf(tables, hash) } }))
}

function hashNow(tables: LedgerTables, file: string): string | null {
  const hash = tables.row('select hash from file where name = ?', file)?.['hash']
  return typeof hash === 'string' ? hash : null
}

/** Every file that is known, with the sum of its bytes. */
export function files(tables: LedgerTables): Map<string, string> {
  const rows = tables.rows('select name, hash from file order by name')
  return new Map(rows.map((row) => [String(row['name']), String(row['hash'])]))
}

/** The number of the latest publish; 0 before the first. */
export function latestNumber(tables: LedgerTables): number {
  return Number(tables.row('select max(number) as latest from publish')?.['latest'] ?? tables.mark('numbered'))
}

/** The place of the last change in the log; 0 when it is empty. */
export function lastSequence(tables: LedgerTables): number {
  return Number(tables.row('select max(sequence) as last from change')?.['last'] ?? 0)
}

/** Where the changes after a publish begin in the log. */
function firstAfter(tables: LedgerTables, number: number): number | undefined {
  if (number < tables.mark('reach') || number > latestNumber(tables)) return undefined
  const next = tables.row('select first from publish where number > ? order by number limit 1', number)?.['first']
  if (next !== undefined) return Number(next)
  return lastSequence(tables) + 1
}

function changesFrom(tables: LedgerTables, sequence: number): Change[] {
  const rows = tables.rows(
    'select file, before, after, size from change where sequence >= ? order by sequence',
    sequence,
  )
  return rows.map((row) => Change.parse(row))
}

function sizeOf(tables: LedgerTables, hash: string): number {
  return Number(tables.row('select size from kept where hash = ?', hash)?.['size'] ?? 0)
}
