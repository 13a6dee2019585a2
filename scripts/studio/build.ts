import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Settings } from '../terminal/settings.ts'
import { studioDigest } from './digest.ts'
import { runSanityBuild } from './sanity-build.ts'

const repository = resolve(import.meta.dirname, '../..')

export type StudioBuild = {
  /** Folder that the Studio is served from, such as `.notits/studio`. */
  outDir: string
  settings: Pick<Settings, 'hosted'>
  /** Hears a sentence before the long part begins. */
  report?: (sentence: string) => void
  /** Ends a build that is under way; its reason is then thrown. */
  signal?: AbortSignal
  /** The folder with `studio/`, `schemas/` and `node_modules/`; this repository unless told otherwise. */
  root?: string
}

/**
 * Builds the Studio into `outDir` when its sources or settings have changed since it was last built there. The new one is built
 * beside the old and takes its place when it is whole, so a build that fails or is cut off changes nothing.
 *
 * @returns whether it was built now
 * @throws Problem with what the build said, when it fails
 */
export async function buildStudio(build: StudioBuild): Promise<{ built: boolean }> {
  const { outDir, settings, report, signal, root = repository } = build
  const digest = await studioDigest(root, settings.hosted)
  if ((await digestOf(outDir)) === digest) return { built: false }
  report?.('Building the Studio; this takes about half a minute, and only after a change')
  await mkdir(dirname(outDir), { recursive: true })
  await clearAway(outDir)
  const building = `${outDir}.building-${process.pid}`
  await runSanityBuild({ studio: join(root, 'studio'), outDir: building, hosted: settings.hosted, signal })
  await writeFile(join(building, '.digest'), digest)
  await takePlace(building, outDir)
  return { built: true }
}

/** Whether a build would change `outDir`. */
export async function studioIsCurrent({
  outDir,
  settings,
}: Pick<StudioBuild, 'outDir' | 'settings'>): Promise<boolean> {
  return (await digestOf(outDir)) === (await studioDigest(repository, settings.hosted))
}

async function digestOf(outDir: string): Promise<string | undefined> {
  const file = join(outDir, '.digest')
  return existsSync(file) ? readFile(file, 'utf8') : undefined
}

/** Removes what builds left that were cut off; those of processes that still run are left alone. */
async function clearAway(outDir: string): Promise<void> {
  const leftover = new RegExp(`^${RegExp.escape(basename(outDir))}\\.(?:building|before)-(\\d+)$`)
  for (const name of await readdir(dirname(outDir))) {
    const pid = leftover.exec(name)?.[1]
    if (pid !== undefined && !(runs(Number(pid)) && Number(pid) !== process.pid))
      await rm(join(dirname(outDir), name), { recursive: true, force: true })
  }
}

async function takePlace(building: string, outDir: string): Promise<void> {
  const isThere = async () => (await digestOf(outDir)) === (await digestOf(building))
  const before = `${outDir}.before-${process.pid}`
  // Another process that built the same may have been faster, and browsers may have its Studio open.
  if (await isThere()) return rm(building, { recursive: true })
  if (existsSync(outDir)) await rename(outDir, before)
  await rename(building, outDir).catch(async (error: unknown) => {
    if (!(await isThere())) throw error
    await rm(building, { recursive: true })
  })
  await rm(before, { recursive: true, force: true })
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
