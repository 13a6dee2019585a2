import { join } from 'node:path'
import { Command } from 'commander'
import { buildStudio, studioIsCurrent } from './studio/build.ts'
import { readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { progressOn } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

type Options = { home?: string; dryRun?: boolean }

/** `notits studio`: builds the Studio that the lake serves, unless it is up to date. */
export function studioCommand(): Command {
  return new Command('studio')
    .description('Builds Sanity Studio into the data folder, where the lake serves it from, unless it is up to date.')
    .option('--home <dir>', 'the folder that holds the data (else NOTITS_HOME)')
    .option('--dry-run', 'only say whether it would be built')
    .action(run)
}

async function run({ home, dryRun }: Options): Promise<void> {
  const settings = readSettings(process.env, home)
  const outDir = join(settings.home, 'studio')
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const took = () => readableDuration(performance.now())
  if (dryRun) {
    const current = await studioIsCurrent({ outDir, settings })
    const outlook = current ? `the Studio in ${outDir} is up to date` : `the Studio would be built into ${outDir}`
    progress.say(`Nothing was changed: ${outlook} (${took()})`)
    return
  }
  const { signal } = interrupted
  const { built } = await buildStudio({ outDir, settings, report: progress.report, signal })
  progress.say(`${built ? 'Built the Studio' : 'Nothing to change: the Studio is up to date'} in ${outDir} (${took()})`)
}
