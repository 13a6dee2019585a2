import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BuildRecord, buildRecordFile, type LeftOut } from '#schemas/build-record.ts'
import type { Instant } from '#schemas/instant.ts'

/** The file that says what a folder made by Notits holds; a folder without it is not ours to write in. */
export { buildRecordFile }

/** What the record tells of an edition. */
type Told = {
  noted(): { upTo: Instant } | undefined
  counts(): Record<string, number>
  leftOut(): LeftOut[]
  failed(): string[]
  unread(): readonly unknown[]
}

/** What a press adds: as of when, which publish it was, and how many addresses, if it counted them. */
type Made = Pick<BuildRecord, 'publishedAt' | 'addresses'> & { number?: number }

/** The record of the site that shows this edition. `publishedAt` is the hour that the edition was last told. */
export function recordOf(edition: Told, { number = 0, ...made }: Made): BuildRecord {
  const upTo = edition.noted()?.upTo
  return {
    ...made,
    number,
    ...(upTo !== undefined && { upTo }),
    documents: edition.counts(),
    leftOut: edition.leftOut(),
    failed: edition.failed(),
    unreadable: edition.unread().length,
  }
}

/** The bytes of `build.json`, the only file of a site that depends on the time of publishing. */
export function buildRecordBytes({ documents, ...record }: BuildRecord): Uint8Array {
  const { publishedAt, number, upTo, heldAt, ...rest } = record
  const types = Object.entries(documents).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const times = { publishedAt, number, ...(upTo && { upTo }), ...(heldAt && { heldAt }) }
  return Buffer.from(`${JSON.stringify({ ...times, ...rest, documents: Object.fromEntries(types) }, null, 2)}\n`)
}

/** Whether two records say the same of their site, but for the time and the number of the publish. */
export function saysTheSame(one: BuildRecord, other: BuildRecord): boolean {
  const told = (record: BuildRecord) => Buffer.from(buildRecordBytes({ ...record, publishedAt: '', number: 0 }))
  return told(one).equals(told(other))
}

/** The record of a site that has been put back to what it tells of. */
export function heldRecordBytes(record: BuildRecord, heldAt: Instant): Uint8Array {
  return buildRecordBytes({ ...record, heldAt })
}

/** The record in this folder; `undefined` when there is none, or when another program's file goes by the same name. */
export function buildRecordIn(folder: string): BuildRecord | undefined {
  try {
    return BuildRecord.parse(JSON.parse(readFileSync(join(folder, buildRecordFile), 'utf8')))
  } catch {
    return undefined // not a folder of ours
  }
}
