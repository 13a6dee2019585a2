import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Problem } from '../terminal/problem.ts'

/** Where what is measured keeps its data; disposing of it removes what nobody asked to keep. */
export interface BenchPlace extends AsyncDisposable {
  folder: string
  kept: boolean
}

/** Stands in every folder that a bench has filled. */
const mark = 'notits-bench.json'

/**
 * A temporary folder, or the one that is named. That one must be empty, or be left by a bench where `goesOn`: nobody's newsroom is
 * filled with inventions.
 * @throws Problem when it holds something else
 */
export async function benchPlace(home: string | undefined, subject: string, goesOn: boolean): Promise<BenchPlace> {
  if (home === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'notits-bench-'))
    return { folder, kept: false, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
  }
  const folder = resolve(home)
  await mkdir(folder, { recursive: true })
  const isOurs = goesOn && existsSync(join(folder, mark))
  if (!isOurs && (await readdir(folder)).length > 0)
    throw new Problem(`Cannot measure in ${folder}: it is not empty; name a new folder with --home, or leave it out`)
  await writeFile(join(folder, mark), `${JSON.stringify({ subject })}\n`)
  return { folder, kept: true, [Symbol.asyncDispose]: async () => {} }
}

/** Bytes that a disk keeps free for others. */
const reserve = 500_000_000

/**
 * Stands against a bench that would fill the disk.
 * @throws Problem saying how much it needs and how much there is
 */
export async function refuseSmallDisk(folder: string, need: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (free < need + reserve) {
    const [needed, there] = [need + reserve, free].map(readableSize)
    throw new Problem(
      `Cannot measure in ${folder}: it takes ${needed} of disk, and ${there} is free; make room, choose another disk with --home, or measure fewer with --articles`,
    )
  }
}

/** A number of bytes as a person reads it: `3.4 GB`. */
export function readableSize(bytes: number): string {
  return bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}
