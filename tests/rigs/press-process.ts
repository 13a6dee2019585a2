import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, symlinkSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { testCache, testSiteUrl } from './newsroom.ts'
import type { LakeRig } from './running-lake.ts'

const program = resolve(import.meta.dirname, '../../scripts/notits.ts')

/** `notits publish` in a process of its own. */
export interface PressProcess {
  /** Resolves when it has changed so many files more, or has ended. */
  changes(files: number): Promise<void>
  /** Resolves when it has said this so many times, or has ended. */
  says(words: string, times?: number): Promise<void>
  hasEnded(): boolean
  /** Ends it in the middle of whatever it does (`kill -9`); resolves when it is gone. */
  kill(): Promise<void>
  /** Resolves when it ends by itself: its exit code and what it said. */
  ended: Promise<{ code: number | null; said: string }>
}

/** Makes a press folder of `home`: it knows the lake, and shares what all test runs share. */
export async function furnishPress(home: string, lake: Pick<LakeRig, 'home'>): Promise<void> {
  await mkdir(join(testCache, 'app'), { recursive: true })
  await mkdir(join(testCache, 'images'), { recursive: true })
  for (const shared of ['app', 'images'])
    if (!existsSync(join(home, shared))) symlinkSync(join(testCache, shared), join(home, shared))
  for (const file of ['token', 'lake.json']) await copyFile(join(lake.home, file), join(home, file))
}

/** Starts `notits publish` with these words on a furnished home. */
export function pressProcess(home: string, words: readonly string[] = []): PressProcess {
  const { PATH = '', TZ = 'UTC' } = process.env
  const env = { PATH, TZ, NOTITS_HOME: home, NOTITS_SITE_URL: testSiteUrl }
  const child = spawn(process.execPath, [program, 'publish', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
  const ended = once(child, 'close').then(([code]) => ({ code: typeof code === 'number' ? code : null, said }))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const until = async (reached: () => boolean): Promise<void> => {
    while (!hasEnded() && !reached()) await setImmediate()
  }
  return {
    ...{ ended, hasEnded },
    async changes(files) {
      const before = changesIn(home)
      await until(() => changesIn(home) >= before + files)
    },
    says: (words, times = 1) => until(() => said.split(words).length > times),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** How many changes of files the press has written down in this home. */
function changesIn(home: string): number {
  const file = join(home, 'ledger.db')
  if (!existsSync(file)) return 0
  try {
    using ledger = new DatabaseSync(file, { readOnly: true })
    return Number(ledger.prepare('select max(sequence) as last from change').get()?.['last'] ?? 0)
  } catch {
    return 0 // it is being made
  }
}
