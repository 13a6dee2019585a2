import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Newspaper, newspaperOf } from '../../archive/newspaper.ts'
import type { Bench } from '../../field.ts'
import { filledLake } from '../../lake/filling.ts'
import { startLake } from '../../lake/lake-process.ts'
import { uploadedPictures } from './bench-pictures.ts'

/** Where one size is measured: the newspaper, the newsroom's folder with a lake that holds it, and the folder of the site. */
export type Room = { paper: Newspaper; home: string; out: string; documents: number; bytes: number }

const Filled = z.object({ sign: z.string(), documents: z.number(), bytes: z.number(), pictures: z.array(z.string()) })
type Filled = z.infer<typeof Filled>

/**
 * A room with a filled lake. What an earlier bench has filled is taken again when it is the same newspaper, and what is measured
 * then changes a copy of it.
 */
export async function furnishedRoom(articles: number, bench: Bench): Promise<Room> {
  const { folder, seed, keep, report } = bench
  const [home, filled] = [join(folder, 'home'), join(folder, 'filled')]
  await clean([home])
  const { pictures, ...size } = (await filledBefore(filled, articles, bench)) ?? (await fill(filled, articles, bench))
  if (keep) {
    report('Copying the newsroom’s folder, so that the filled one stays as it is')
    await cp(filled, home, { recursive: true })
  } else await rename(filled, home)
  return { paper: newspaperOf(articles, seed, pictures), home, out: join(home, 'site'), ...size }
}

const clean = (folders: readonly string[]) =>
  Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))

const recordIn = (filled: string): string => join(filled, 'filled.json')

async function filledBefore(filled: string, articles: number, bench: Bench): Promise<Filled | undefined> {
  if (!existsSync(recordIn(filled))) return undefined
  const record = Filled.parse(JSON.parse(await readFile(recordIn(filled), 'utf8')))
  return record.sign === signOf(articles, bench) ? record : undefined
}

async function fill(filled: string, articles: number, bench: Bench): Promise<Filled> {
  const { program, environment, folder, seed, signal, report } = bench
  await clean([filled])
  await mkdir(filled, { recursive: true })
  const start = { program, environment, home: filled, signal }
  const pictures = await picturesIn(start, bench)
  const paper = newspaperOf(articles, seed, pictures)
  const { written } = await filledLake(paper, start, bench, true)
  await rm(join(folder, 'archive.ndjson'), { force: true })
  const record = { sign: signOf(articles, bench), ...written, pictures }
  await writeFile(recordIn(filled), `${JSON.stringify(record)}\n`)
  report(`Filled a lake with ${written.documents} documents`)
  return record
}

async function picturesIn(start: Parameters<typeof startLake>[0], { pictures, client, report, signal }: Bench) {
  if (pictures === 0) return []
  await using lake = await startLake(start)
  return uploadedPictures(pictures, { client: client(lake), report, signal })
}

/** Tells one newspaper from another, also when the code that invents them has changed. */
function signOf(articles: number, { seed, pictures }: Bench): string {
  const paper = newspaperOf(articles, seed)
  const samples = [paper.article(0), paper.article(7), paper.notice(0), [...paper.neighbors()].at(-1)]
  return createHash('sha256').update(JSON.stringify({ articles, seed, pictures, samples })).digest('hex').slice(0, 16)
}
