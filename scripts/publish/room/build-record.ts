import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Instant } from '#schemas/instant.ts'

/** The file that says what a folder made by Notits holds; a folder without it is not ours to write in. */
export const buildRecordFile = 'build.json'

const BuildRecord = z.object({ publishedAt: Instant, addresses: z.number(), documents: z.number() })

/** What `build.json` tells of a site; the only file in it that depends on the time of publishing. */
type BuildRecord = z.infer<typeof BuildRecord>

/** The bytes of `build.json`. */
export function buildRecordBytes(record: BuildRecord): Uint8Array {
  return Buffer.from(`${JSON.stringify(record, null, 2)}\n`)
}

/** The record in this folder; `undefined` when there is none, or when another program's file goes by the same name. */
export function buildRecordIn(folder: string): BuildRecord | undefined {
  try {
    return BuildRecord.parse(JSON.parse(readFileSync(join(folder, buildRecordFile), 'utf8')))
  } catch {
    return undefined // not a folder of ours
  }
}
