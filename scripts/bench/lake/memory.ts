import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What a process takes of the machine's memory, in MB of 2²⁰ bytes: now, and at its most, where the system tells. */
export type Memory = { resident: number; peak?: number }

/**
 * The memory of a process, while it runs. Linux keeps book of both (proc_pid_status(5)); elsewhere `ps` tells what is taken now.
 */
export async function memoryOf(pid: number): Promise<Memory | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined)
  if (status === undefined) return toldByPs(pid)
  return { resident: inStatus(status, 'VmRSS'), peak: inStatus(status, 'VmHWM') }
}

function inStatus(status: string, name: 'VmRSS' | 'VmHWM'): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024
}

async function toldByPs(pid: number): Promise<Memory | undefined> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', `${pid}`])
    return { resident: Number(stdout) / 1024 }
  } catch {
    return undefined // there is no such process any more
  }
}
