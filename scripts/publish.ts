import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { Planned } from './publish/conduct.ts'
import { complaintsOf, leftOutSentences, type Published, summaryOf } from './publish/published.ts'
import { machineClock } from './terminal/clock.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { failureOf } from './terminal/failure.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeAtHand, type StartLake } from './terminal/lake-at-hand.ts'
import { Problem } from './terminal/problem.ts'
import { type Progress, progressOn } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

type Options = { home?: string; out?: string; json?: boolean; dryRun?: boolean; watch?: boolean; acceptFewer?: boolean }

const root = resolve(import.meta.dirname, '..')

/** `notits publish`: brings the site up to date with what the lake has published. */
export function publishCommand(): Command {
  return new Command('publish')
    .description('Brings the site up to date with what is published in the lake, writing only the pages that change.')
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option('--out <dir>', 'the folder that the site is written to (else "site" in the newsroom’s folder)')
    .option('--json', 'print what was done as one JSON object, with the milliseconds of each phase')
    .option('--dry-run', 'only print which pages would be rendered or removed, and why')
    .option('--watch', 'go on publishing whatever the lake publishes and whatever comes due, until Ctrl-C')
    .option('--accept-fewer', 'publish also when the lake lists over 20 % fewer documents than the site holds')
    .action(run)
}

async function run(options: Options): Promise<void> {
  const settings = readSettings(process.env, options.home)
  const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const { signal } = interrupted
  const { keepPublishing, lakeSource, openPress } = await import('./publish/open-press.ts')
  await using lake = await lakeAtHand(settings, startEmbedded, progress.say)
  const source = lakeSource(lake.address, clock, signal)
  const { home, siteUrl } = settings
  const out = resolve(options.out ?? join(home, 'site'))
  const setting = { root, home, out, siteUrl, source, clock, environment: process.env, signal, report: progress.report }
  using press = openPress(setting)
  const order = { kind: 'sweep', acceptFewer: options.acceptFewer === true } as const
  if (options.dryRun) {
    tellPlan(await press.plan(order), options, progress)
    return
  }
  const published = await press.publish(order)
  tell(published, out, options, progress)
  if (options.watch) {
    const failed = (fault: unknown): void => progress.say(failureOf(fault).text)
    const voice = { clock, failed, published: (done: Published) => tell(done, out, options, progress) }
    await keepPublishing(press, source, voice, signal)
    progress.say(
      `Watched the lake until told to stop; the site in ${out} stays as it is (${readableDuration(performance.now())})`,
    )
  } else if (published.failedPages.length > 0) throw new Problem(incomplete(published))
}

/** Loads the lake only when none runs, since that takes longer than a small publish. */
const startEmbedded: StartLake = async (options) => (await import('./lake.ts')).startLake(options)

function tell(published: Published, out: string, { json, watch }: Options, progress: Progress): void {
  for (const sentence of complaintsOf(published)) progress.say(sentence)
  if (json) process.stdout.write(`${JSON.stringify(published)}\n`)
  const took = readableDuration(watch ? published.ms.total : performance.now())
  progress.say(`${summaryOf(published)} in ${out} (${took})`)
}

function tellPlan({ steps, leftOut }: Planned, { json }: Options, progress: Progress): void {
  for (const sentence of leftOutSentences(leftOut)) progress.say(sentence)
  if (json) process.stdout.write(`${JSON.stringify({ steps, leftOut })}\n`)
  else for (const { action, address, reason } of steps) process.stdout.write(`${action} ${address} (${reason})\n`)
  progress.say(`Nothing was changed: ${counted(steps.length, 'step')} planned (${readableDuration(performance.now())})`)
}

function incomplete({ failedPages }: Published): string {
  return `Published all but ${counted(failedPages.length, 'page')}, named above; the next publish tries them again`
}
