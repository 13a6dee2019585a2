import { join } from 'node:path'
import type { ImagesAt } from '#site'
import type { Clock } from '../../terminal/clock.ts'
import type { Report } from '../../terminal/progress.ts'
import { compiledApp } from '../compile.ts'
import { httpServer } from '../http-server.ts'
import type { LakeSource } from '../open-press.ts'
import { lakeReader } from '../reading/lake-reader.ts'
import { listenTo } from '../reading/listener.ts'
import { Lock } from './key.ts'
import { picturesOnRequest } from './pictures-on-request.ts'
import { Preview } from './preview.ts'
import { previewApp } from './preview-app.ts'
import { isShownInPreview } from './versions.ts'

/** What previews are opened with. */
export type PreviewSetting = {
  /** The repository's folder. */
  root: string
  home: string
  /** The folder of compiled apps, when they are kept elsewhere than in the home. */
  apps?: string | undefined
  /** The file of the public edition, which the preview's own begins as a copy of. */
  publicEdition: string
  siteUrl: string
  /** Where the images of the site lie; its own unless told otherwise. */
  images?: ImagesAt
  source: LakeSource
  environment: Record<string, string | undefined>
  clock: Clock
  /** A new secret that nobody can guess; whoever brings it sees every draft. */
  key: string
  port: number
  /** The address that a proxy serves previews at, without a slash at its end. */
  publicUrl?: string | undefined
  /** The origins at which editors have the Studio. */
  studioOrigins: readonly string[]
  signal: AbortSignal
  report: Report
  /** Hears of what went wrong; previews go on. */
  failed(fault: unknown): void
}

/** Previews that are being served. */
export type RunningPreview = { url: string; key: string; port: number; close(): Promise<void> }

/**
 * Serves previews of drafts on a port of this machine.
 * @throws Problem when the port is taken
 */
export async function openPreview(setting: PreviewSetting): Promise<RunningPreview> {
  const { root, home, siteUrl, source, clock, key, publicUrl, studioOrigins, environment, signal, report, failed } =
    setting
  const apps = setting.apps ?? join(home, 'app')
  const images = setting.images ?? 'own'
  const { client, lakeName: name } = source
  const closing = new AbortController()
  const until = AbortSignal.any([signal, closing.signal])
  const pictures = picturesOnRequest(join(home, 'images'), source.original)
  const preview = new Preview({
    ...{ folder: join(home, 'preview'), seed: setting.publicEdition, siteUrl, images },
    ...{ pictures, clock, signal: until, failed },
    compiled: () => compiledApp({ root, apps, siteUrl, environment, report, signal: until }),
    lake: lakeReader({ client, name, clock, signal: until, perspective: 'raw' }),
    listen: (audience) => listenTo(client, name, audience, isShownInPreview),
  })
  const hosts = new Set(publicUrl === undefined ? [] : [new URL(publicUrl).host])
  let app: ReturnType<typeof previewApp> | undefined
  const server = await httpServer({
    fetch: (request) => app?.fetch(request) ?? new Response(null, { status: 503 }),
    ...{ port: setting.port, variable: 'NOTITS_PREVIEW_PORT' },
  })
  for (const host of ['localhost', '127.0.0.1', '[::1]']) hosts.add(`${host}:${server.port}`)
  const lock = new Lock(key, { port: server.port, isSecure: publicUrl?.startsWith('https:') === true })
  const imageOrigins = images === 'cdn' ? [new URL(source.imageService).origin] : []
  app = previewApp({ preview, lock, studioOrigins, imageOrigins, isHost: (host) => hosts.has(host) })
  return {
    ...{ url: publicUrl ?? server.url, key, port: server.port },
    async close() {
      closing.abort()
      await server.close()
      await preview[Symbol.asyncDispose]()
      pictures[Symbol.dispose]()
    },
  }
}
