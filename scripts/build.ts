import { join, resolve } from 'node:path'
import { Command } from 'commander'
import { fillWhenNew } from './demo.ts'
import { leftOutSentences } from './publish/published.ts'
import type { WholeBuilt } from './publish/whole-build.ts'
import { machineClock } from './terminal/clock.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeAtHand, type StartLake } from './terminal/lake-at-hand.ts'
import { type Progress, progressOn } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

type Options = { home?: string; out: string; dryRun?: boolean; acceptFewer?: boolean }

const root = resolve(import.meta.dirname, '..')

/** `notits build`: the whole site by plain `astro build`, in a folder of its own. */
export function buildCommand(): Command {
  return new Command('build')
    .description('Builds the whole site anew with Astro, ready to be put on any host.')
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option('--out <dir>', 'the folder that the site is written to', 'dist')
    .option('--dry-run', 'only say what the site would be built from')
    .option(
      '--accept-fewer',
      'build also when the lake lists over 20 % fewer documents than the site there was made of',
    )
    .action(run)
}

async function run(options: Options): Promise<void> {
  const settings = readSettings(process.env, options.home)
  const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })
  const out = resolve(options.out)
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const { signal } = interrupted
  const [{ holdsDocuments, lakeSource }, { buildWhole, refuseOut }] = await Promise.all([
    import('./publish/open-press.ts'),
    import('./publish/whole-build.ts'),
  ])
  refuseOut(out)
  await using lake = await lakeAtHand(settings, startEmbedded, progress.say)
  const source = lakeSource(lake.address, clock, signal)
  if (options.dryRun) {
    const content = (await holdsDocuments(source)) ? 'its documents' : 'the demo content, which would be put in first'
    const outlook = `the site would be built into ${out} from ${source.lakeName} and ${content}`
    progress.say(`Nothing was changed: ${outlook} (${readableDuration(performance.now())})`)
    return
  }
  if (lake.address.kind === 'embedded') {
    const filled = await fillWhenNew({ home: settings.home, source, report: progress.report, signal })
    if (filled) progress.say('The lake was new and empty, so it was filled with the demo content first')
  }
  const { home, siteUrl, images: imagesAt } = settings
  const acceptFewer = options.acceptFewer === true
  const work = { root, out, siteUrl, source, imagesAt, images: join(home, 'images'), acceptFewer, clock, signal }
  tell(await buildWhole({ ...work, environment: process.env, report: progress.report }), out, progress)
}

const startEmbedded: StartLake = async (options) => (await import('./lake.ts')).startLake(options)

function tell(built: WholeBuilt, out: string, { say }: Progress): void {
  for (const sentence of [...leftOutSentences(built.leftOut), ...built.failedPictures]) say(sentence)
  const made = `${counted(built.addresses, 'page')} and ${counted(built.pictures, 'picture')}`
  say(`Built ${made} in ${out} (${readableDuration(performance.now())})`)
}
