import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Problem } from '../terminal/problem.ts'

/** What `astro build` is run with. */
export type AstroBuild = {
  /** The repository's folder. */
  root: string
  outDir: string
  /** The variables that `astro.config.ts` reads. */
  settings: Record<string, string>
  /** The environment that the command runs in; secrets of the newsroom are not passed on. */
  environment: Record<string, string | undefined>
  signal?: AbortSignal | undefined
}

/** What is named so is nobody else's business; and what begins with `PUBLIC_`, Astro would write into the pages' code. */
const secret = /TOKEN|SECRET|PASSWORD|^PUBLIC_/

/** Milliseconds that a build told to end may take before it is ended by force. */
const grace = 1000

/**
 * Runs `astro build` in a process of its own. It works in a folder inside the repository, since Astro gives all builds for places
 * outside it one and the same folder for its half-made files, where two at a time would meet.
 * @throws Problem with Astro's own last words when it fails, and the signal's reason when it was aborted
 */
export async function astroBuild(build: AstroBuild): Promise<void> {
  build.signal?.throwIfAborted()
  const workshop = join(build.root, '.astro')
  mkdirSync(workshop, { recursive: true })
  const folder = mkdtempSync(join(workshop, 'build-'))
  try {
    await run(build, folder)
    move(folder, build.outDir)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run({ root, settings, environment, signal }: AstroBuild, outDir: string): Promise<void> {
  const command = join(
    dirname(createRequire(join(root, 'package.json')).resolve('astro/package.json')),
    'bin/astro.mjs',
  )
  const child = spawn(process.execPath, [command, 'build', '--outDir', outDir], {
    cwd: root,
    env: { ...withoutSecrets(environment), ...settings, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let words = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-8000)
    })
  }
  const code = await ended(child, signal)
  signal?.throwIfAborted()
  if (code !== 0) throw new Problem(`Could not build the site with Astro; its last words were:\n${lastLines(words)}`)
}

function move(folder: string, outDir: string): void {
  rmSync(outDir, { recursive: true, force: true })
  try {
    renameSync(folder, outDir)
  } catch {
    cpSync(folder, outDir, { recursive: true }) // another disk
  }
}

function ended(child: ReturnType<typeof spawn>, signal?: AbortSignal): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), grace).unref()
    }
    signal?.addEventListener('abort', end, { once: true })
    child.on('error', reject)
    child.on('close', (code) => {
      signal?.removeEventListener('abort', end)
      resolve(code)
    })
  })
}

function withoutSecrets(environment: AstroBuild['environment']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secret.test(name)))
}

function lastLines(words: string): string {
  return words.trim().split('\n').slice(-15).join('\n')
}
