import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { Problem } from '../../../terminal/problem.ts'
import { ended } from '../../lake/lake-process.ts'
import { memoryOf } from '../../lake/memory.ts'

/** The program, and how it is started. */
export type Program = { program: string; environment: Record<string, string | undefined>; signal: AbortSignal }

/** What a command came to: milliseconds from the start of its process to its end, what it printed, and the most memory it took, in MB. */
export type Ran = { ms: number; output: string; peak: number | undefined }

/**
 * Runs a command of the program in a process of its own, from beginning to end.
 * @throws Problem with the command's own last words when it fails
 */
export async function ran(words: readonly string[], { program, environment, signal }: Program): Promise<Ran> {
  signal.throwIfAborted()
  const since = performance.now()
  const child = spawn(process.execPath, [program, ...words], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () => void ended(child)
  signal.addEventListener('abort', end, { once: true })
  const said = Promise.all([child.stdout, child.stderr].map((stream) => stream.setEncoding('utf8').toArray()))
  const peak = peakOf(child)
  const [code] = await once(child, 'close')
  const ms = performance.now() - since
  signal.removeEventListener('abort', end)
  signal.throwIfAborted()
  const [output = '', remarks = ''] = (await said).map((texts) => texts.join(''))
  if (code !== 0) throw new Problem(`notits ${words[0]} ended with ${code} and said "${remarks.trim().slice(-500)}"`)
  return { ms, output, peak: await peak }
}

/** Milliseconds between looks at the memory. */
const look = 100

/** The most that a process and those it has started take of the machine's memory until it ends, in MB, where the system tells. */
async function peakOf(child: ChildProcess): Promise<number | undefined> {
  let most: number | undefined
  while (child.exitCode === null && child.signalCode === null) {
    const family = await familyOf(child.pid ?? 0)
    const each = await Promise.all(family.map(memoryOf))
    // One alone is told exactly; of several, what they take at the same moment.
    const [only, ...others] = each.filter((memory) => memory !== undefined)
    const taken = others.reduce((sum, { resident }) => sum + resident, only?.resident ?? 0)
    most = Math.max(most ?? 0, taken, only?.peak ?? 0)
    await setTimeout(look)
  }
  return most === 0 ? undefined : most
}

/** A process and those it has started (proc_pid_children(5)); itself alone where the system does not tell. */
async function familyOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  )
  const children = lists.flatMap((list) => list.trim().split(' ').filter(Boolean).map(Number))
  return [pid, ...(await Promise.all(children.map(familyOf))).flat()]
}
