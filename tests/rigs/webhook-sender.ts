import { encodeSignatureHeader } from '@sanity/webhook'

/** What a message differs in from one that Sanity would send right now. */
export type Sent = {
  /** The secret that it is signed with; without one it is not signed. */
  secret?: string | undefined
  /** When it was signed, ISO 8601. */
  signedAt: string
  headers?: Record<string, string>
}

/** Sends a message as Sanity sends a webhook (https://www.sanity.io/docs/webhooks), and gives the state and text of the answer. */
export async function webhookTo(
  url: string,
  body: string,
  { secret, signedAt, headers }: Sent,
): Promise<[number, string]> {
  const signature =
    secret === undefined
      ? {}
      : { 'sanity-webhook-signature': await encodeSignatureHeader(body, Date.parse(signedAt), secret) }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signature, ...headers },
    body,
  })
  return [response.status, (await response.text()).trim()]
}
