import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { Command } from 'commander'
import type { DeskPlace } from '#schemas/desk-place.ts'
import { fillWhenNew } from './demo.ts'
import type { LakeSource } from './publish/open-press.ts'
import type { Press } from './publish/press.ts'
import { pressVoice } from './publish/press-voice.ts'
import type { RunningPreview } from './publish/preview/open-preview.ts'
import type { Published } from './publish/published.ts'
import type { RunningSite } from './site-server/serve.ts'
import { type Clock, machineClock } from './terminal/clock.ts'
import { readableDuration } from './terminal/duration.ts'
import { failureOf } from './terminal/failure.ts'
import { interruption, unlessAborted } from './terminal/interruption.ts'
import { type LakeAddress, lakeVoice } from './terminal/lake-at-hand.ts'
import { Problem } from './terminal/problem.ts'
import { type Progress, progressOn, type Report } from './terminal/progress.ts'
import { readSettings, type Settings } from './terminal/settings.ts'

const root = resolve(import.meta.dirname, '..')

/** `notits start`: the whole newsroom, until it is told to stop. */
export function startCommand(): Command {
  return new Command('start')
    .description(
      'Runs the newsroom: the Content Lake, the Studio, the press and the site, with demo content the first time.',
    )
    .option('--home <dir>', 'the folder that holds the newsroom’s data (else NOTITS_HOME)')
    .option(
      '--host <address>',
      'the address that the Studio listens at, 0.0.0.0 for all; demands users (else NOTITS_HOST)',
    )
    .option(
      '--url <address...>',
      'where a proxy serves the Studio, such as https://cms.example.dk (else NOTITS_STUDIO_URL)',
    )
    .option('--dry-run', 'only say where everything would be kept and served')
    .action(run)
}

type Options = { home?: string; host?: string; url?: string[]; dryRun?: boolean }

async function run({ home, dryRun, ...reach }: Options): Promise<void> {
  const settings = readSettings(process.env, home, reach)
  using progress = progressOn(process.stderr)
  if (dryRun) {
    progress.say(`Nothing was changed: ${outlookOf(settings)} (${readableDuration(performance.now())})`)
    return
  }
  using interrupted = interruption()
  const { signal } = interrupted
  await using newsroom = await opened(settings, progress, signal)
  if (newsroom) {
    progress.rest()
    console.log(addresses(newsroom, readableDuration(performance.now())))
    await interrupted.wished
  }
  progress.say('Closing the newsroom; everything is kept')
}

/** A newsroom at work. */
export interface Newsroom extends AsyncDisposable {
  studioUrl: string
  siteUrl: string
  lake: LakeAddress
  /** Resolves after the next publish that changes what readers see. */
  published(): Promise<Published>
}

/** What a newsroom is opened with. */
export type Opening = {
  settings: Settings
  say: Report
  report: Report
  signal: AbortSignal
  /** The folder of compiled apps, when newsrooms share one. */
  apps?: string
  /** Puts the Studio into this folder; the standard is to build it there. */
  studio?(outDir: string): Promise<unknown>
}

/**
 * Opens a newsroom: lake and site are served at once, then the Studio is built beside the first publish, which is the heavier part of
 * the first start, and from then on the press follows the lake.
 * @throws Problem when a port is taken, or the Studio or the site cannot be built; the signal's reason when it was aborted
 */
export async function openNewsroom(wished: Opening): Promise<Newsroom> {
  const closing = new AbortController()
  const opening = { ...wished, signal: AbortSignal.any([wished.signal, closing.signal]) }
  const { settings, say, signal } = opening
  const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })
  await using rooms = new AsyncDisposableStack()
  const site = await servedSite(settings)
  rooms.defer(() => site.close())
  let preview: RunningPreview | undefined
  const lake = await servedLake(opening, () => ({ site: siteForEditors(settings, site), ...placeOf(preview) }))
  rooms.defer(() => lake.close())
  const { keepEncoding, keepPublishing, lakeSource } = await import('./publish/open-press.ts')
  const source = lakeSource(lake.address, clock, signal)
  preview = await servedPreview(opening, lake, source, clock)
  rooms.defer(() => preview?.close())
  const press = rooms.use(await pressFor(opening, source, clock))
  // Before the rooms are cleared away, also when one of them cannot be opened: nobody works in there any longer.
  rooms.defer(() => closing.abort())
  const studio = opening.studio ?? ((outDir) => builtStudio(outDir, opening))
  const [published] = await unlessAborted(
    signal,
    Promise.all([firstPublish(opening, lake.address, source, press), studio(join(settings.home, 'studio'))]),
  )
  const voice = pressVoice(say)
  if (published) voice.published(published)
  const watching = Promise.all([
    keepPublishing(press, source, { ...voice, clock }, signal),
    settings.images === 'own' ? keepEncoding(source, { home: settings.home, clock }, signal) : undefined,
  ])
  rooms.defer(async () => {
    closing.abort()
    await watching
  })
  const open = rooms.move()
  const urls = { studioUrl: lake.url, siteUrl: site.url, lake: lake.address }
  return { ...urls, published: voice.next, [Symbol.asyncDispose]: () => open.disposeAsync() }
}

async function servedSite({ home, sitePort, siteUrl }: Settings): Promise<RunningSite> {
  const { serveSite } = await import('./site-server/serve.ts')
  return serveSite({ folder: join(home, 'site'), port: sitePort, siteUrl, variable: 'NOTITS_SITE_PORT' })
}

/** Where editors see what readers see: at the public address, where there is one. */
function siteForEditors({ siteUrl }: Settings, site: RunningSite): string {
  const isOnlyHere = ['localhost', '127.0.0.1', '[::1]'].includes(new URL(siteUrl).hostname)
  return isOnlyHere ? site.url : siteUrl
}

/** `origins` are the addresses at which editors may have the Studio open. */
type ServedLake = { address: LakeAddress; url: string; origins: string[]; close(): Promise<void> }

/** The embedded lake, which serves the Studio too; with a hosted lake, the Studio alone. */
async function servedLake({ settings, say }: Opening, desk: () => DeskPlace): Promise<ServedLake> {
  const { home, lakePort, hosted, lakeHost: host, studioUrls: urls } = settings
  if (hosted) {
    const { serveSite } = await import('./site-server/serve.ts')
    const studio = { folder: join(home, 'studio'), port: lakePort, variable: 'NOTITS_PORT', fallback: 'index.html' }
    const { url, close } = await serveSite({ ...studio, desk })
    return { address: { kind: 'hosted', ...hosted }, url, origins: originsOf([url]), close }
  }
  if (settings.remote) {
    throw new Problem(
      `Cannot start a newsroom beside the lake at ${settings.remote.url}: remove NOTITS_LAKE_URL to start one, or publish from that lake with npx notits publish`,
    )
  }
  const { startLake } = await import('./lake.ts')
  const place = { home, port: lakePort, host, urls }
  const { url, addresses, token, close } = await startLake({ ...place, desk, report: lakeVoice(say) })
  const others = addresses.filter((address) => address !== url)
  if (others.length > 0) say(`Others open the Studio at ${others.join(' and ')}`)
  return { address: { kind: 'embedded', url, token }, url, origins: originsOf([url, ...addresses]), close }
}

/** On this machine the Studio answers to both names. */
function originsOf(urls: readonly string[]): string[] {
  return [...new Set(urls.flatMap((url) => [url, url.replace('//localhost', '//127.0.0.1')]))]
}

async function servedPreview(
  { settings, say, report, signal, apps }: Opening,
  { origins: studioOrigins }: ServedLake,
  source: LakeSource,
  clock: Clock,
): Promise<RunningPreview> {
  const { openPreview } = await import('./publish/preview/open-preview.ts')
  const { home, siteUrl, images, previewPort: port, previewUrl: publicUrl } = settings
  return openPreview({
    ...{ root, home, apps, siteUrl, images, publicEdition: join(home, 'edition.db'), source, environment: process.env },
    ...{ clock, key: randomUUID(), port, publicUrl, studioOrigins, signal, report },
    failed: (fault) => say(failureOf(fault).text),
  })
}

function placeOf(preview: RunningPreview | undefined): Pick<DeskPlace, 'preview'> {
  return preview ? { preview: { url: preview.url, key: preview.key } } : {}
}

async function pressFor({ settings, report, signal, apps }: Opening, source: LakeSource, clock: Clock): Promise<Press> {
  const { openPress } = await import('./publish/open-press.ts')
  const { home, siteUrl } = settings
  const place = {
    root,
    home,
    out: join(home, 'site'),
    siteUrl,
    images: settings.images,
    ...(apps !== undefined && { apps }),
  }
  return openPress({ ...place, source, clock, report, signal, environment: process.env })
}

async function builtStudio(outDir: string, { settings, report, signal }: Opening): Promise<void> {
  const { buildStudio } = await import('./studio/build.ts')
  await buildStudio({ outDir, settings, report, signal })
}

/** The first publish, after the demo content in a lake that is new. One that fails is told and tried again later. */
async function firstPublish(
  opening: Opening,
  { kind }: LakeAddress,
  source: LakeSource,
  press: Press,
): Promise<Published | undefined> {
  const { settings, say, report, signal } = opening
  try {
    if (kind === 'embedded') await fillWhenNew({ home: settings.home, source, report, signal })
    report('Publishing the site')
    return await press.publish({ kind: 'sweep' })
  } catch (fault) {
    signal.throwIfAborted()
    say(failureOf(fault).text)
    return undefined
  }
}

async function opened(settings: Settings, progress: Progress, signal: AbortSignal): Promise<Newsroom | undefined> {
  try {
    return await openNewsroom({ settings, say: progress.say, report: progress.report, signal })
  } catch (fault) {
    if (signal.aborted) return undefined // told to stop before it was open
    throw fault
  }
}

function addresses({ studioUrl, siteUrl }: Newsroom, took: string): string {
  return [
    '',
    `  Skriv og udgiv (Studio)   ${studioUrl}`,
    `  Læs sitet (site)          ${siteUrl}`,
    `  Abonnér (RSS feed)        ${siteUrl}/rss.xml`,
    '',
    `  The newsroom is open (${took}). Ctrl-C closes it; everything is kept.`,
  ].join('\n')
}

function outlookOf({ home, lakePort, sitePort, hosted }: Settings): string {
  const studio = hosted ? 'the Studio' : 'the Studio and the lake'
  return `the newsroom would keep its data in ${home}, serve ${studio} on port ${lakePort} and the site on port ${sitePort}`
}
