import { join, resolve } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import type { LakeSource } from './publish/open-press.ts'
import type { Planned, Press } from './publish/press.ts'
import { complaintsOf, leftOutSentences, type Published, summaryOf } from './publish/published.ts'
import type { WebhookEars } from './publish/reading/webhook/ears.ts'
import { type Clock, machineClock } from './terminal/clock.ts'
import { counted, readableDuration } from './terminal/duration.ts'
import { failureOf } from './terminal/failure.ts'
import { interruption } from './terminal/interruption.ts'
import { lakeAtHand, type StartLake } from './terminal/lake-at-hand.ts'
import { Problem } from './terminal/problem.ts'
import { type Progress, progressOn } from './terminal/progress.ts'
import { readSettings, type Settings } from './terminal/settings.ts'

type Options = {
  home?: string
  out?: string
  json?: boolean
  dryRun?: boolean
  watch?: boolean
  webhook?: number
  acceptFewer?: boolean
  thorough?: boolean
  rollback?: true | number
  publishes?: boolean
  changes?: number
}

const root = resolve(import.meta.dirname, '..')

/** `notits publish`: brings the site up to date with what the lake has published. */
export function publishCommand(): Command {
  return new Command('publish')
    .description('Brings the site up to date with what is published in the lake, writing only the pages that change.')
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option('--out <dir>', 'the folder that the site is written to (else "site" in the newsroom’s folder)')
    .option(
      '--json',
      'print what was done as one JSON object, with every file that changed and the milliseconds of each phase',
    )
    .option('--dry-run', 'only print which pages would be rendered or removed, and why')
    .option('--watch', 'go on publishing whatever the lake publishes and whatever comes due, until Ctrl-C')
    .option(
      '--webhook <port>',
      'watch, and take in Sanity’s webhooks too, signed with SANITY_WEBHOOK_SECRET',
      wholeNumber,
    )
    .option('--thorough', 'take nothing for granted: compare every document and every page with what stands there')
    .option('--accept-fewer', 'publish also when the lake lists over 20 % fewer documents than the site holds')
    .option('--publishes', 'only list the publishes that are remembered')
    .option('--changes <number>', 'only print the files that changed after the publish of this number', wholeNumber)
    .option(
      '--rollback [number]',
      'put the site back to what it was before the latest publish, or after the one of this number, until somebody publishes again',
      wholeNumber,
    )
    .action(run)
}

async function run(options: Options): Promise<void> {
  const settings = readSettings(process.env, options.home)
  const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })
  const out = resolve(options.out ?? join(settings.home, 'site'))
  using progress = progressOn(process.stderr)
  using interrupted = interruption()
  const task = { options, settings, clock, out, progress, signal: interrupted.signal }
  if (options.publishes || options.changes !== undefined || options.rollback) await lookBack(task)
  else await publish(task)
}

type Task = {
  options: Options
  settings: Settings
  clock: Clock
  out: string
  progress: Progress
  signal: AbortSignal
}

/** What is done with the publishes of before; no lake is needed for it. */
async function lookBack({ options, settings, clock, out, progress, signal }: Task): Promise<void> {
  const { changesOf, publishesOf, publishLines, putBack, rolledBackSentence } = await import(
    './publish/room/site-history.ts'
  )
  const site = { home: settings.home, out, clock, signal }
  const print = (result: unknown, lines: readonly string[]): void => {
    if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`)
    else for (const line of lines) process.stdout.write(`${line}\n`)
  }
  if (options.publishes) {
    const publishes = await publishesOf(site)
    print(publishes, publishLines(publishes))
    progress.say(`${counted(publishes.length, 'publish', 'publishes')} of ${out} remembered`)
  } else if (options.changes !== undefined) {
    const changes = await changesOf(site, options.changes)
    print(
      changes,
      changes.map(({ action, file }) => `${action} ${file}`),
    )
    progress.say(`${counted(changes.length, 'file')} of ${out} changed since publish ${options.changes}`)
  } else {
    const to = options.rollback === true ? undefined : options.rollback
    if (options.dryRun)
      throw new Problem('Cannot rehearse a rollback: leave out --dry-run, or see --publishes for what is remembered')
    const done = await putBack(site, to)
    print(done, [])
    progress.say(`${rolledBackSentence(done, out)} (${readableDuration(performance.now())})`)
  }
}

async function publish(task: Task): Promise<void> {
  const { options, settings, clock, out, progress, signal } = task
  const isWatching = options.watch === true || options.webhook !== undefined
  await using webhooks = options.webhook === undefined ? undefined : await webhooksAt(options.webhook, settings, clock)
  if (webhooks) progress.say(`Taking in webhooks at ${webhooks.url}`)
  const { lakeSource, openPress } = await import('./publish/open-press.ts')
  await using lake = await lakeAtHand(settings, startEmbedded, progress.say)
  const source = lakeSource(lake.address, clock, signal)
  const { home, siteUrl, images } = settings
  const setting = { root, home, out, siteUrl, images, source, clock, environment: process.env, signal }
  using press = openPress({ ...setting, report: progress.report })
  const { acceptFewer = false, thorough = false } = options
  const order = { kind: 'sweep', acceptFewer, thorough, releases: true } as const
  if (options.dryRun) {
    tellPlan(await press.plan(order), options, progress)
    return
  }
  const published = isWatching ? await press.publish(order) : await press.publishToTheEnd(order)
  tell(published, out, { ...options, watch: isWatching }, progress)
  if (isWatching) await watch(press, source, webhooks, task)
  else if (published.failedPages.length > 0) throw new Problem(incomplete(published))
}

async function watch(press: Press, source: LakeSource, webhooks: WebhookEars | undefined, task: Task): Promise<void> {
  const { options, settings, clock, out, progress, signal } = task
  const { keepEncoding, keepPublishing } = await import('./publish/open-press.ts')
  const failed = (fault: unknown): void => progress.say(failureOf(fault).text)
  const published = (done: Published) => tell(done, out, { ...options, watch: true }, progress)
  const { home, images } = settings
  await Promise.all([
    keepPublishing(press, source, { clock, failed, published, ...(webhooks && { webhooks }) }, signal),
    images === 'own' ? keepEncoding(source, { home, clock }, signal) : undefined,
  ])
  const took = readableDuration(performance.now())
  progress.say(`Watched the lake until told to stop; the site in ${out} stays as it is (${took})`)
}

async function webhooksAt(port: number, { webhookSecret: secret }: Settings, clock: Clock) {
  if (secret === undefined)
    throw new Problem('Cannot take in webhooks: set SANITY_WEBHOOK_SECRET to the secret that they are signed with')
  const { webhookEars } = await import('./publish/reading/webhook/ears.ts')
  return webhookEars({ port, secret, now: clock.now })
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

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
