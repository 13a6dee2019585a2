import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'

/** What a process takes of the machine's memory, in MB of 2²⁰ bytes: now, and at its most, where the system tells. */
export type Memory = { resident: number; peak?: number }

/**
 * The memory of a process, while it runs. Linux keeps book of both (proc_pid_status(5)); elsewhere `ps` tells what is taken now.
 */
export async function memoryOf(pid: number): Promise<Memory | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  if (status === undefined) return toldByPs(pid)
  const [resident, peak] = [inStatus(status, 'VmRSS'), inStatus(status, 'VmHWM')]
  return resident === undefined || peak === undefined ? undefined : { resident, peak }
}

/** A process that has ended and waits to be asked why has no memory any more. */
function inStatus(status: string, name: 'VmRSS' | 'VmHWM'): number | undefined {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

async function toldByPs(pid: number): Promise<Memory | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`])
    return { resident: Number(stdout) / 1024 }
  } catch {
    return undefined // there is no such process any more
  }
}

/** Seconds between looks at whether a process works, and the most of one that something at rest works. */
const look = { seconds: 1.5, atRest: 0.03 }

/** Resolves when a process has hardly worked for a while; at once where the system does not tell how much it works. */
export async function untilIdle(pid: number, signal: AbortSignal): Promise<void> {
  for (let before = await workOf(pid); before !== undefined; ) {
    await setTimeout(look.seconds * 1000, undefined, { signal })
    const after = await workOf(pid)
    if (after === undefined || after - before <= look.atRest) return
    before = after
  }
}

/** The seconds that a process has worked so far (proc_pid_stat(5), in hundredths on every Linux that Node runs on). */
export async function workOf(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  const [user, system] =
    stat
      ?.slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13) ?? []
  return user === undefined ? undefined : (Number(user) + Number(system)) / 100
}
