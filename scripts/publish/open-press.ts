import { join } from 'node:path'
import type { SanityClient } from '@sanity/client'
import { contentTypes } from '#schemas/documents.ts'
import type { ImagesAt } from '#site'
import type { Clock } from '../terminal/clock.ts'
import type { LakeAddress } from '../terminal/lake-at-hand.ts'
import type { Report } from '../terminal/progress.ts'
import { lakeClient, lakeName, originalsAddress } from './lake-client.ts'
import { Press } from './press.ts'
import { type LakeReader, lakeReader } from './reading/lake-reader.ts'
import { listenTo } from './reading/listener.ts'
import { type FetchOriginal, originalsFrom } from './reading/originals.ts'
import type { WebhookEars } from './reading/webhook/ears.ts'
import { SiteApp } from './site-app.ts'
import { type Watch, watch } from './watch.ts'

/** What reads a lake: documents, and the originals of images. `imageService` is the place where it makes pictures on request. */
export type LakeSource = {
  client: SanityClient
  lake: LakeReader
  lakeName: string
  original: FetchOriginal
  imageService: string
}

/** The means to read the lake at this address. */
export function lakeSource(address: LakeAddress, clock: Clock, signal?: AbortSignal): LakeSource {
  const client = lakeClient(address)
  const name = lakeName(address)
  const limits = { clock, ...(signal && { signal }) }
  const token = address.kind === 'embedded' ? { token: address.token } : {}
  return {
    client,
    lake: lakeReader({ client, name, ...limits }),
    lakeName: name,
    original: originalsFrom({ address: originalsAddress(address), ...token, ...limits }),
    imageService: originalsAddress(address),
  }
}

/** Whether the lake holds anything that an editor wrote. */
export async function holdsDocuments({ lake }: LakeSource): Promise<boolean> {
  return (await lake.count(contentTypes)) > 0
}

/** What a press is opened with. */
export type PressSetting = {
  /** The repository's folder. */
  root: string
  home: string
  out: string
  siteUrl: string
  /** Where the images of the site lie; its own unless told otherwise. */
  images?: ImagesAt
  source: LakeSource
  clock: Clock
  report: Report
  environment: Record<string, string | undefined>
  signal?: AbortSignal
  /** The folder of compiled apps, when they are kept elsewhere than in the home. */
  apps?: string
}

/** A press for this site, which compiles the site's app when it first renders something. */
export function openPress(setting: PressSetting): Press {
  const { root, home, siteUrl, source, environment, report, signal } = setting
  const apps = setting.apps ?? join(home, 'app')
  return new Press({
    ...setting,
    ...source,
    ...(setting.images === 'cdn' && { imagesFrom: source.imageService }),
    app: new SiteApp({ root, apps, siteUrl, environment, report, signal }),
  })
}

/** Whom a press that keeps publishing tells, and where else than from the lake it hears news. */
export type Voice = Pick<Watch, 'published' | 'failed' | 'clock'> & { webhooks?: Pick<WebhookEars, 'tell'> }

/** Makes the pictures of drafts before they are published, until the signal is aborted. Never throws. */
export async function keepEncoding(
  { client, lakeName, original }: LakeSource,
  { home, clock }: { home: string; clock: Clock },
  signal: AbortSignal,
): Promise<void> {
  const { encodeAhead } = await import('./pictures/ahead.ts')
  await encodeAhead({ client, lakeName, original, cache: join(home, 'images'), clock }, signal)
}

/** Keeps publishing whatever the lake tells of and whatever comes due, until the signal is aborted. */
export function keepPublishing(
  press: Press,
  { client, lakeName: name }: LakeSource,
  { webhooks, ...voice }: Voice,
  signal: AbortSignal,
): Promise<void> {
  return watch(
    {
      ...voice,
      publish: (order) => press.publish(order),
      nextDue: () => press.nextDue(),
      rest: () => press.rest(),
      listen(audience) {
        webhooks?.tell(audience.news)
        return listenTo(client, name, audience)
      },
    },
    signal,
  )
}
