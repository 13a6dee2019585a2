import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const program = resolve(import.meta.dirname, '../../scripts/notits.ts')

/** What a command did: its exit code, and what it said. */
export type Ran = { code: number | null; out: string; err: string }

/** A command under way. */
export type Started = {
  /** Sends it a signal. */
  kill(signal: 'SIGINT' | 'SIGTERM'): void
  ended: Promise<Ran>
  /** Resolves when the command has said this; rejects when it ends before. */
  says(words: string): Promise<void>
}

/** Starts `npx notits` with these words in a folder, with no settings but those that are given. */
export function startedIn(cwd: string, words: readonly string[], settings: Record<string, string> = {}): Started {
  const { PATH = '', TZ = 'UTC' } = process.env
  const env = { PATH, TZ, ...settings }
  const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (said.err += text))
  const ended = once(child, 'close').then(([code]): Ran => ({ code, ...said }))
  return {
    kill: (signal) => void child.kill(signal),
    ended,
    async says(words) {
      const heard = (): boolean => said.out.includes(words) || said.err.includes(words)
      while (!heard()) {
        const last = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended])
        if ('code' in last && !heard()) throw new Error(`It ended with ${last.code} and said: ${last.out}${last.err}`)
      }
    },
  }
}
