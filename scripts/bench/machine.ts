import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os'

/** What figures were measured on. */
export type Machine = {
  cores: number
  processor: string
  memoryGB: number
  system: string
  node: string
  /** Processes that wanted a core in the minute before; well under the number of cores when nobody else is at work. */
  load: number
}

/** This machine, as it is now. */
export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.versions.node,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  }
}

/** The machine in one line. */
export function machineLine({ cores, processor, memoryGB, system, node, load }: Machine): string {
  return `${processor}, ${cores} cores, ${memoryGB} GB, ${system}, Node ${node}, load ${load}`
}
