import { resolve } from 'node:path'
import { takeTurn } from '../../scripts/publish/room/turn.ts'
import { buildStudio } from '../../scripts/studio/build.ts'
import { machineClock } from '../../scripts/terminal/clock.ts'
import { withSecrets } from './fake-secrets.ts'

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/notits')
const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

/**
 * The folder of a built Studio for the embedded lake; built anew only when its sources have changed. Test files that ask at the
 * same time wait for one build, so that no Studio is swapped for another while a browser has it open.
 */
export async function builtStudio(): Promise<string> {
  const outDir = resolve(cache, 'studio')
  using _turn = await takeTurn(resolve(cache, 'studio-turn.db'), clock)
  await withSecrets(() => buildStudio({ outDir, settings: {} }))
  return outDir
}
