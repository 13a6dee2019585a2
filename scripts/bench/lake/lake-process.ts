import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Readable } from 'node:stream'
import { unlessAborted } from '../../terminal/interruption.ts'
import { Problem } from '../../terminal/problem.ts'
import { type Memory, memoryOf } from './memory.ts'

/** A lake that runs in a process of its own, just as an editor would start it; disposing of it ends it. */
export interface LakeProcess extends AsyncDisposable {
  url: string
  token: string
  /** When it was started, by `performance.now()`. */
  since: number
  pid: number
  /** What it takes of the machine's memory, while it runs. */
  memory(): Promise<Memory | undefined>
  /** What it has said on standard error, each kind of line once: queries that had to look at everything, or why it ended. */
  remarks(): string[]
}

/** What starts a lake: the `notits` program and its environment, the folder of the data, and what may end the wait. */
export type Start = {
  program: string
  environment: Record<string, string | undefined>
  home: string
  signal: AbortSignal
}

/**
 * Starts a lake on a free port and waits until it says where it answers.
 * @throws Problem with the lake's own words when it ends before that
 */
export async function startLake({ program, environment, home, signal }: Start): Promise<LakeProcess> {
  const since = performance.now()
  const child = spawn(process.execPath, [program, 'lake', '--home', home, '--port', '0'], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = () => ended(child)
  const remarks = remarksOn(child.stderr)
  try {
    const url = await unlessAborted(signal, addressTold(child.stdout, remarks))
    const token = (await readFile(join(home, 'token'), 'utf8')).trim()
    const pid = child.pid ?? 0
    return { url, token, pid, since, remarks, memory: () => memoryOf(pid), [Symbol.asyncDispose]: end }
  } catch (fault) {
    await end()
    throw fault
  }
}

async function addressTold(stdout: Readable, remarks: () => string[]): Promise<string> {
  for await (const line of createInterface(stdout)) {
    const url = /http:\/\/localhost:\d+/.exec(line)?.[0]
    if (url !== undefined) return url
  }
  const words = remarks().join('\n')
  throw new Problem(`Could not start the lake to be measured: it ended and said "${words}"; see to that first`)
}

/** Lines that begin alike for so long are of one kind; only what they are about differs. */
const telling = 100
const enoughRemarks = 30

/** Reads what the lake says while it runs, which must be done lest it stops. */
function remarksOn(stderr: Readable): () => string[] {
  const kinds = new Map<string, string>()
  createInterface(stderr).on('line', (line) => {
    const kind = line.slice(0, telling)
    if (kinds.size < enoughRemarks && !kinds.has(kind)) kinds.set(kind, line.slice(0, 5 * telling))
  })
  return () => [...kinds.values()]
}

/** Tells a process to end, and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
