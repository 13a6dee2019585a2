import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type EditionWriter, openEdition, type PictureFile } from '#site'
import { buildRecordFile } from './build-record.ts'
import { type Journal, journalIn, type Undone } from './journal.ts'

/** What an edition was made with; another app or address makes other pages of the same documents. */
export type Origin = { app: string; siteUrl: string }

/** What is remembered beside an edition: its origin, its name, and how many documents it held when last published. */
type Memory = Origin & { edition: string; documents: number }

const Memory = z.object({ app: z.string(), siteUrl: z.string(), edition: z.string(), documents: z.number() })

/** The files of one site in the making. Each out folder has an edition of its own, so that one never speaks for another. */
export type RoomPaths = {
  out: string
  folder: string
  edition: string
  memory: string
  journal: string
  turn: string
  images: string
}

/** Where the press keeps what belongs to this out folder. */
export function roomPaths(home: string, out: string): RoomPaths {
  const own = resolve(out) === join(home, 'site')
  const digest = createHash('sha256').update(resolve(out)).digest('hex').slice(0, 16)
  const folder = own ? home : join(home, 'editions', digest)
  return {
    out: resolve(out),
    folder,
    edition: join(folder, 'edition.db'),
    memory: join(folder, 'edition.json'),
    journal: join(folder, 'publish-in-progress'),
    turn: join(home, 'press-turn.db'),
    images: join(home, 'images'),
  }
}

/** What the files tell before anything is opened or changed. */
export type Outlook = {
  /** There is no edition of this origin: everything must be taken in. */
  fresh: boolean
  /** The addresses that the out folder may show wrongly. */
  undone: Undone
  /** How many documents the site was last made of. */
  documentsBefore: number
}

/** How far the edition and the out folder can be trusted. */
export function outlook(paths: RoomPaths, origin: Origin): Outlook {
  const memory = memoryIn(paths.memory)
  const fresh = memory?.app !== origin.app || memory.siteUrl !== origin.siteUrl || !existsSync(paths.edition)
  const bare = !existsSync(join(paths.out, buildRecordFile))
  return {
    fresh,
    undone: fresh || bare ? 'everything' : journalIn(paths.journal).undone(),
    documentsBefore: memory?.documents ?? 0,
  }
}

/** An opened edition and the journal of what is published from it. */
export interface PressRoom {
  edition: EditionWriter
  journal: Journal
  /** The picture files that could not be made at the last publish, and are tried again at the next. */
  owed: readonly PictureFile[]
  /** Notes that the out folder shows this edition. */
  remember(documents: number): void
  /** Whether the edition is still this one, and not one that another process put in its place. */
  isCurrent(): boolean
  close(): void
}

/** Opens the edition of an out folder; a fresh one under `name` when the outlook asks for it or its file is damaged. */
export function openRoom(
  paths: RoomPaths,
  origin: Origin,
  { fresh, documentsBefore }: Outlook,
  name: string,
): PressRoom {
  mkdirSync(paths.folder, { recursive: true })
  const kept = fresh ? undefined : openKept(paths, origin)
  const known = (kept && memoryIn(paths.memory)?.edition) ?? name
  const edition = kept ?? openFresh(paths, origin, documentsBefore)
  return {
    edition,
    journal: journalIn(paths.journal),
    owed: [],
    remember: (documents) => keep(paths.memory, { ...origin, edition: known, documents }),
    isCurrent: () => memoryIn(paths.memory)?.edition === known,
    close: () => edition.close(),
  }
}

/** SQLite's words for a file that it cannot read: https://www.sqlite.org/rescode.html#corrupt and #notadb. */
export function isDamage(fault: unknown): boolean {
  return fault instanceof Error && 'errcode' in fault && (fault.errcode === 11 || fault.errcode === 26)
}

/** Marks the edition as not to be trusted, so that the next opening makes it anew from the lake. */
export function distrust(paths: RoomPaths): void {
  const documents = memoryIn(paths.memory)?.documents ?? 0
  keep(paths.memory, { app: '', siteUrl: '', edition: '', documents })
}

function openKept(paths: RoomPaths, origin: Origin): EditionWriter | undefined {
  try {
    return openEdition(paths.edition, { siteUrl: origin.siteUrl })
  } catch (fault) {
    if (isDamage(fault)) return undefined
    throw fault
  }
}

function openFresh(paths: RoomPaths, origin: Origin, documentsBefore: number): EditionWriter {
  journalIn(paths.journal).begin('everything')
  // Until the site shows the new edition, nobody may take it for a finished one.
  keep(paths.memory, { app: '', siteUrl: '', edition: '', documents: documentsBefore })
  for (const ending of ['', '-wal', '-shm']) rmSync(paths.edition + ending, { force: true })
  return openEdition(paths.edition, { siteUrl: origin.siteUrl })
}

function keep(file: string, memory: Memory): void {
  writeFileSync(`${file}.part`, JSON.stringify(memory))
  renameSync(`${file}.part`, file)
}

function memoryIn(file: string): Memory | undefined {
  try {
    return Memory.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined // none yet, or one cut short: the edition is made anew
  }
}
