import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import type { SanityClient } from '@sanity/client'
import { lakeClient } from './running-lake.ts'

const command = resolve(import.meta.dirname, '../../scripts/notits.ts')

/** `notits lake` in a process of its own, which answers. */
export interface LakeProcess extends AsyncDisposable {
  url: string
  token: string
  client: SanityClient
  /** How long it took until it answered, in milliseconds. */
  startedIn: number
  /** Ends it in the middle of whatever it does (`kill -9`); resolves when it is gone. */
  kill(): Promise<void>
}

/** Lets `notits lake` run on a data folder and a free port until the end of the scope. */
export async function lakeProcess(home: string): Promise<LakeProcess> {
  const started = performance.now()
  const { child, ended, complaint } = notitsLake(home)
  const answers = new Promise<void>((resolve) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.includes('The lake answers at')) resolve()
    })
  })
  const gone = ended.then(async ({ exitCode }) => {
    throw new Error(`The lake ended with exit code ${exitCode}: ${await complaint}`)
  })
  gone.catch(() => {}) // when it ends later, as it should
  await Promise.race([answers, gone])
  const startedIn = performance.now() - started
  const { url }: { url: string } = JSON.parse(await readFile(join(home, 'lake.json'), 'utf8'))
  const token = (await readFile(join(home, 'token'), 'utf8')).trim()
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { url, token, client: lakeClient(url, token), startedIn, kill, [Symbol.asyncDispose]: kill }
}

/** Runs `notits lake` on a data folder until it ends by itself. */
export async function endedLake(home: string): Promise<{ exitCode: number | null; complaint: string }> {
  const { ended, complaint } = notitsLake(home)
  return { ...(await ended), complaint: await complaint }
}

function notitsLake(home: string) {
  const child = spawn(process.execPath, [command, 'lake', '--home', home, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(([exitCode]: (number | null)[]) => ({ exitCode: exitCode ?? null }))
  return { child, ended, complaint: text(child.stderr) }
}
