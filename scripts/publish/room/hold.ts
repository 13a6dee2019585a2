import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { Instant } from '#schemas/instant.ts'

const Hold = z.object({ at: Instant, to: z.number(), since: z.number() })

/**
 * A site that was put back to an earlier publish, `to`, and is left alone until somebody publishes. `since` is the latest publish
 * before that: what changed after it is not what the edition has.
 */
export type Hold = z.infer<typeof Hold>

/** The hold that this file tells of; `undefined` when the site is not held. One that cannot be read holds since before any publish. */
export function holdIn(file: string): Hold | undefined {
  try {
    return Hold.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (fault) {
    const isMissing = fault instanceof Error && 'code' in fault && fault.code === 'ENOENT'
    return isMissing ? undefined : { at: '1970-01-01T00:00:00.000Z', to: 0, since: 0 }
  }
}

/** Holds the site. */
export function hold(file: string, hold: Hold): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.part`, JSON.stringify(hold), { flush: true })
  renameSync(`${file}.part`, file)
}

/** Lets the site be published to again. Whatever the rollback changed must be owed by now. */
export function release(file: string): void {
  rmSync(file, { force: true })
}
