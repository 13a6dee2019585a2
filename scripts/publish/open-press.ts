import { join } from 'node:path'
import type { SanityClient } from '@sanity/client'
import { contentTypes } from '#schemas/documents.ts'
import type { Clock } from '../terminal/clock.ts'
import type { LakeAddress } from '../terminal/lake-at-hand.ts'
import type { Report } from '../terminal/progress.ts'
import { appDigest, type CompiledApp, compiledApp } from './compile.ts'
import { lakeClient, lakeName, originalsAddress } from './lake-client.ts'
import { Press } from './press.ts'
import { type LakeReader, lakeReader } from './reading/lake-reader.ts'
import { listenTo } from './reading/listener.ts'
import { type FetchOriginal, originalsFrom } from './reading/originals.ts'
import { type Watch, watch } from './watch.ts'

/** What reads a lake: documents, and the originals of images. */
export type LakeSource = { client: SanityClient; lake: LakeReader; lakeName: string; original: FetchOriginal }

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
  let compiling: Promise<CompiledApp> | undefined
  const compiled = (): Promise<CompiledApp> => {
    const apps = setting.apps ?? join(home, 'app')
    compiling ??= compiledApp({ root, apps, siteUrl, environment, report, signal })
    return compiling.catch((fault) => {
      compiling = undefined // the next publish tries again
      throw fault
    })
  }
  return new Press({ ...setting, ...source, app: { digest: appDigest(root, siteUrl), compiled } })
}

/** Keeps publishing whatever the lake tells of and whatever comes due, until the signal is aborted. */
export function keepPublishing(
  press: Press,
  { client, lakeName: name }: LakeSource,
  voice: Pick<Watch, 'published' | 'failed' | 'clock'>,
  signal: AbortSignal,
): Promise<void> {
  return watch(
    {
      ...voice,
      publish: (order) => press.publish(order),
      nextDue: () => press.nextDue(),
      listen: (audience) => listenTo(client, name, audience),
    },
    signal,
  )
}
