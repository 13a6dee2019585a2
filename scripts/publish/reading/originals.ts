import { createHash } from 'node:crypto'
import type { Clock } from '../../terminal/clock.ts'
import { patiently, pauseAskedFor, type Try } from './patience.ts'

/** An image file as the lake keeps it: the id of its document, and its path on the lake. */
type Original = { assetId: string; source: string }

/** Fetches an image's original bytes. Throws a Problem when the lake does not give them whole. */
export type FetchOriginal = (original: Original) => Promise<Buffer>

/** Where originals come from; `token` is sent to the embedded lake alone. */
export type Originals = { address: string; token?: string; clock: Clock; signal?: AbortSignal; deadline?: number }

const standardDeadline = 20_000
const onePatience = 10_000

/** Fetches originals over HTTP, tried anew as patiently as documents are, and checked against the hash that names them. */
export function originalsFrom({
  address,
  token,
  clock,
  signal,
  deadline = standardDeadline,
}: Originals): FetchOriginal {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  return ({ assetId, source }) =>
    patiently({
      what: `fetch the image ${assetId} from ${address}`,
      clock,
      signal,
      deadline,
      attempt: async (limit) => {
        const patience = AbortSignal.any([limit, AbortSignal.timeout(onePatience)])
        try {
          const response = await fetch(new URL(source, `${address}/`), { headers, signal: patience })
          return await whole(response, assetId, clock.now())
        } catch (fault) {
          const why =
            fault instanceof Error && fault.name === 'TimeoutError'
              ? 'it did not answer in time'
              : 'it cannot be reached'
          return { ok: false, again: true, why }
        }
      },
    })
}

async function whole(response: Response, assetId: string, now: string): Promise<Try<Buffer>> {
  if (!response.ok) {
    await response.body?.cancel()
    const { status } = response
    const pause = pauseAskedFor(response.headers.get('retry-after') ?? undefined, now)
    const again = status >= 500 || status === 408 || status === 429
    return { ok: false, again, why: `it answered ${status}`, ...(pause !== undefined && { pause }) }
  }
  const bytes = Buffer.from(await response.arrayBuffer())
  const hash = /^image-([0-9a-f]{40})-/.exec(assetId)?.[1]
  if (hash === undefined || createHash('sha1').update(bytes).digest('hex') === hash) return { ok: true, value: bytes }
  return {
    ok: false,
    again: false,
    why: 'its bytes are not those that were uploaded; upload the image again in the Studio',
  }
}
