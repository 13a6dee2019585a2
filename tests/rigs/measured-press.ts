import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { testSiteUrl } from './newsroom.ts'
import { furnishPress } from './press-process.ts'
import type { LakeRig } from './running-lake.ts'
import { temporaryFolder } from './temporary-folder.ts'

const program = resolve(import.meta.dirname, '../../scripts/notits.ts')

/** Says at its end how long it worked and what it took at its most (getrusage(2): microseconds, and kB on every system that Node runs on). */
const tellsUse = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    console.error('used', userCPUTime + systemCPUTime, maxRSS)
  })`,
)}`

/**
 * What a first publish of everything in the lake takes, as a process of its own: seconds of work, on all its threads together and so
 * whatever else the machine does, and MB at its most.
 */
export async function measuredPress(lake: Pick<LakeRig, 'home'>): Promise<{ seconds: number; megabytes: number }> {
  await using place = await temporaryFolder('measured')
  await furnishPress(place.folder, lake)
  const { PATH = '' } = process.env
  const env = { PATH, NOTITS_HOME: place.folder, NOTITS_SITE_URL: testSiteUrl }
  const child = spawn(process.execPath, ['--import', tellsUse, program, 'publish'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  const uses = [...said.matchAll(/^used (\d+) (\d+)$/gm)].map(([, ...numbers]) => numbers.map(Number))
  if (code !== 0 || uses.length === 0) throw new Error(`The press ended with ${code} and said: ${said}`)
  const [work, memory] = [0, 1].map((which) => Math.max(...uses.map((use) => use[which] ?? 0)))
  return { seconds: (work ?? 0) / 1e6, megabytes: (memory ?? 0) / 1024 }
}
