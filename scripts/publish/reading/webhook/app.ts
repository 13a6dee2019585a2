import { SIGNATURE_HEADER_NAME } from '@sanity/webhook'
import { type Context, Hono } from 'hono'
import type { Instant } from '#schemas/instant.ts'
import type { Audience } from '../listener.ts'
import { newsIn } from './news.ts'
import { authenticity } from './signature.ts'

/** What takes in Sanity's webhooks: the secret that they are signed with, the time of day, and who hears the news. */
export type WebhookEars = { secret: string; now(): Instant; news: Audience['news'] }

/** The most bytes that a message may have; Sanity sends what the projection of the webhook makes of one document. */
const mostBytes = 1_000_000

/** Messages remembered, far more than come in the minutes within which one could be sent again. */
const mostRemembered = 10_000

/**
 * An app that takes in Sanity's signed webhooks at any path, and tells of each change once
 * (https://www.sanity.io/docs/webhooks): 202 for news that was passed on, 200 for a message that was known or tells of nothing
 * readers see, 401 for one that is not Sanity's, 413 for one that is too large. What it tells is only a reason to ask the lake.
 */
export function webhookApp({ secret, now, news }: WebhookEars): Hono {
  const known = new Remembered()
  const app = new Hono()
  app.post('*', async (context) => {
    const body = await textWithin(context.req.raw, mostBytes)
    if (body.kind === 'large') return refusal(context, 413, `A message may have ${mostBytes} bytes at most.`)
    if (body.kind === 'broken') return refusal(context, 400, 'The message is not whole text.')
    const proof = await authenticity(body.text, context.req.header(SIGNATURE_HEADER_NAME), { secret, now: now() })
    if (!proof.ok) return refusal(context, 401, proof.why)
    // Nothing is awaited between the question and the note, so that of two that come at once one is the first.
    if (known.has(proof.signature, context.req.header('idempotency-key'))) return context.text('Known.\n', 200)
    const told = newsIn(body.text, (name) => context.req.header(name))
    if (told === undefined) return context.text('Nothing that readers see.\n', 200)
    news(told)
    return context.text('Passed on.\n', 202)
  })
  app.all('*', (context) => {
    context.header('allow', 'POST')
    return refusal(context, 405, 'Webhooks are sent by POST.')
  })
  return app
}

function refusal(context: Context, status: 400 | 401 | 405 | 413, why: string): Response {
  // What is left of the message is not read: the connection is of no more use.
  if (status === 413) context.header('connection', 'close')
  return context.text(`${why}\n`, status)
}

type Text = { kind: 'whole'; text: string } | { kind: 'large' } | { kind: 'broken' }

async function textWithin(request: Request, most: number): Promise<Text> {
  if (Number(request.headers.get('content-length')) > most) return { kind: 'large' }
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > most) return { kind: 'large' }
      chunks.push(chunk)
    }
    return {
      kind: 'whole',
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks)),
    }
  } catch {
    return { kind: 'broken' }
  }
}

/** The messages that came last, by what they are signed with and by the key that a repeated one has in common with the first. */
class Remembered {
  readonly #keys = new Set<string>()

  /** Whether a message was known; from now on it is. */
  has(signature: string, idempotencyKey: string | undefined): boolean {
    const keys = [`signature ${signature}`, ...(idempotencyKey ? [`key ${idempotencyKey.slice(0, 200)}`] : [])]
    const isKnown = keys.some((key) => this.#keys.has(key))
    for (const key of keys) this.#keys.add(key)
    for (const key of this.#keys) {
      if (this.#keys.size <= mostRemembered) break
      this.#keys.delete(key)
    }
    return isKnown
  }
}
