import { timingSafeEqual } from 'node:crypto'
import { decodeSignatureHeader, encodeSignatureHeader, isSignatureError } from '@sanity/webhook'
import { millisecondsAt } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'

/** Whether a message is Sanity's: the signature that proves it, or why it proves nothing. */
export type Authenticity = { ok: true; signature: string } | { ok: false; why: string }

/** Milliseconds that a message may be under way, and that clocks may differ. */
const window = 5 * 60 * 1000

/**
 * Checks a message against its header `sanity-webhook-signature`: made with our secret, over these very bytes, within five
 * minutes of now. `body` is the text as it came in, since a signature says nothing of text that was read and written anew.
 */
export async function authenticity(
  body: string,
  header: string | undefined,
  { secret, now }: { secret: string; now: Instant },
): Promise<Authenticity> {
  if (!header) return { ok: false, why: 'It carries no signature.' }
  try {
    const { timestamp, hashedPayload } = decodeSignatureHeader(header)
    const expected = decodeSignatureHeader(await encodeSignatureHeader(body, timestamp, secret)).hashedPayload
    if (!isSame(hashedPayload, expected)) return { ok: false, why: 'Its signature is not made with our secret.' }
    if (Math.abs(millisecondsAt(now) - timestamp) > window) return { ok: false, why: 'Its signature is too old.' }
    return { ok: true, signature: hashedPayload }
  } catch (fault) {
    if (isSignatureError(fault)) return { ok: false, why: 'Its signature cannot be read.' }
    throw fault
  }
}

/** Takes the same time wherever the two differ, so that nobody can find a signature letter by letter. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
