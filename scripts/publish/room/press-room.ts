import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type EditionWriter, type ImagesAt, openEdition } from '#site'
import { buildRecordFile } from './build-record.ts'
import type { RoomPaths } from './room-paths.ts'

/** What a site is made with: an edition is for one address and one home of its images, and its pages are those of one app. */
export type Origin = { app: string; siteUrl: string; images?: ImagesAt }

/**
 * How well the out folder is known. `known`: it shows the edition, but for what the edition owes. `owed`: the same, but it may hold
 * files beside those of the site. `unknown`: it may show anything.
 */
export type Knowledge = 'known' | 'owed' | 'unknown'

/** An opened edition; what it owes, kept with it on disk, is all that a known out folder shows wrongly. */
export interface PressRoom {
  edition: EditionWriter
  knowledge(): Knowledge
  /** Says how well the out folder is known from here on. */
  markKnown(knowledge: Knowledge): void
  /** Whether the edition is still this one, and not one that another process put in its place. */
  isCurrent(): boolean
  close(): void
}

const mark = 'what the out folder is known to show'

/** Opens the edition of an out folder; an empty one when there is none, or its file is damaged or for another site. */
export function openRoom(paths: RoomPaths, { app, ...site }: Origin): PressRoom {
  mkdirSync(dirname(paths.edition), { recursive: true })
  const edition = openEdition(paths.edition, site)
  const place = placeOf(paths.edition)
  return {
    edition,
    knowledge() {
      const marked = edition.mark(mark)
      if (marked === `known ${app}` && existsSync(join(paths.out, buildRecordFile))) return 'known'
      return marked === `owed ${app}` && existsSync(paths.out) ? 'owed' : 'unknown'
    },
    markKnown: (knowledge) => edition.putMark(mark, `${knowledge} ${app}`),
    isCurrent: () => placeOf(paths.edition) === place,
    close: () => edition.close(),
  }
}

/** SQLite's words for a file that it cannot read: https://www.sqlite.org/rescode.html#corrupt and #notadb. */
export function isDamage(fault: unknown): boolean {
  return fault instanceof Error && 'errcode' in fault && (fault.errcode === 11 || fault.errcode === 26)
}

/** Throws the edition away, so that the next opening makes it anew from the lake. */
export function discardEdition(paths: RoomPaths): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(paths.edition + ending, { force: true })
}

/** What tells a file from another that took its name. */
function placeOf(file: string): bigint | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino
}
