import { join } from 'node:path'
import { Command } from 'commander'
import { buildStudio, studioIsCurrent } from './studio/build.ts'
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
  const settings = readSettings({ ...process.env, ...(home && { NOTITS_HOME: home }) })
  const outDir = join(settings.home, 'studio')
  if (dryRun) {
    const current = await studioIsCurrent({ outDir, settings })
    console.log(current ? `The Studio in ${outDir} is up to date` : `The Studio would be built into ${outDir}`)
    return
  }
  const { built, ms } = await buildStudio({ outDir, settings, report: console.log })
  const took = `${(ms / 1000).toFixed(1)} s`
  console.log(built ? `Built the Studio into ${outDir} in ${took}` : `The Studio in ${outDir} was up to date (${took})`)
}
