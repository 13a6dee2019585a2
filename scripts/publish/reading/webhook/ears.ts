import type { Instant } from '#schemas/instant.ts'
import { httpServer } from '../../http-server.ts'
import type { Audience } from '../listener.ts'
import { webhookApp } from './app.ts'

/** Where Sanity's webhooks are taken in: on this machine alone unless a `host` is given, since a proxy is to bring them there by HTTPS. */
export type WebhookPlace = { port: number; host?: string; secret: string; now(): Instant }

/** Takes in webhooks until it is disposed of. */
export interface WebhookEars extends AsyncDisposable {
  url: string
  /** Who hears the news from now on; asked to sweep at once when some came while nobody heard it. */
  tell(news: Audience['news']): void
}

/**
 * Takes in Sanity's webhooks on a port.
 * @throws Problem when the port cannot be had
 */
export async function webhookEars({ secret, now, ...place }: WebhookPlace): Promise<WebhookEars> {
  let hearer: Audience['news'] | undefined
  let isMissed = false
  const app = webhookApp({
    secret,
    now,
    news(told) {
      if (hearer) hearer(told)
      else isMissed = true
    },
  })
  const server = await httpServer({ ...place, fetch: app.fetch, variable: '--webhook' })
  return {
    url: server.url,
    tell(news) {
      hearer = news
      if (isMissed) news({ kind: 'sweep' })
      isMissed = false
    },
    [Symbol.asyncDispose]: () => server.close(),
  }
}
