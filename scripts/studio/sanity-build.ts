import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Problem } from '../terminal/problem.ts'
import type { HostedLake } from '../terminal/settings.ts'

export type SanityBuild = {
  /** The folder with `sanity.config.ts`. */
  studio: string
  /** Where the build goes; emptied first. */
  outDir: string
  hosted: HostedLake | undefined
  signal: AbortSignal | undefined
}

/**
 * Runs `sanity build`. It gets an environment of its own, so that the result depends on nothing but the settings, and a home of
 * its own, so that it neither reads nor writes the user's Sanity account.
 *
 * @throws Problem with the lines that tell what went wrong; the signal's reason when it was aborted. `outDir` is then removed
 */
export async function runSanityBuild({ studio, outDir, hosted, signal }: SanityBuild): Promise<void> {
  signal?.throwIfAborted()
  const home = `${outDir}.home`
  const sanity = join(studio, '../node_modules/.bin/sanity')
  const child = spawn(process.execPath, [sanity, 'build', outDir, '--yes'], {
    cwd: studio,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(home, hosted),
    ...(signal && { signal }),
  })
  const { code, said } = await ended(child)
  await rm(home, { recursive: true, force: true })
  if (code === 0) return
  await rm(outDir, { recursive: true, force: true })
  signal?.throwIfAborted()
  throw new Problem(`Cannot build the Studio in ${studio}:\n${usefulLines(said) || `it ended with code ${code}`}`)
}

function environment(home: string, hosted: HostedLake | undefined): Record<string, string> {
  return {
    PATH: dirname(process.execPath),
    HOME: home,
    NODE_ENV: 'production',
    CI: 'true',
    NO_COLOR: '1',
    DO_NOT_TRACK: '1',
    ...(hosted && { SANITY_PROJECT_ID: hosted.projectId, SANITY_DATASET: hosted.dataset }),
  }
}

async function ended(child: ChildProcess): Promise<{ code: number | null; said: string }> {
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => said.push(text))
  // An aborted child tells so by `error` first; what counts is that it is gone.
  child.on('error', (error) => said.push(error.message))
  const code = await new Promise<number | null>((closed) => child.once('close', closed))
  return { code, said: said.join('') }
}

/** What a failed build said, without its progress, its decoration and the stack of Sanity's own code. */
export function usefulLines(output: string): string {
  return stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.replace(/^\s*›\s{0,3}/, '').trimEnd())
    .filter((line) => line.trim() !== '' && !/^[-✔✖] |^\s*at .*(:\d+|\()|^\s*\S*node_modules\S*\)?$/.test(line))
    .slice(0, 20)
    .join('\n')
}
