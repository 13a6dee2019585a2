import { createHash } from 'node:crypto'
import type { Clock } from '../../terminal/clock.ts'
import { Problem } from '../../terminal/problem.ts'
import { patiently, pauseAskedFor, type Try } from './patience.ts'

/** An image file as the lake keeps it: the id of its document, and its path on the lake. */
type Original = { assetId: string; source: string }

/** Fetches an image's original bytes. Throws a Problem when the lake does not give them whole. */
export type FetchOriginal = (original: Original) => Promise<Buffer>

/** Where originals come from; `token` is sent to the embedded lake alone. */
export type Originals = { address: string; token?: string; clock: Clock; signal?: AbortSignal } & Patience

/** Milliseconds for all tries of one image together, and for one of them. */
type Patience = { deadline?: number; each?: number }

const standard = { deadline: 20_000, each: 10_000 }

/** Once an image could not be had in spite of all patience, so many others are tried with little of it, and then none for a while. */
const hasty = { deadline: 2_000, each: 2_000 }
const mostHasty = 3
const rest = 30_000

/** Bytes that arrive whole and are not those of the name are asked for so often: a line may spoil them, and a disk may. */
const mostSpoiled = 3

/**
 * Fetches originals over HTTP, tried anew as patiently as documents are, and checked against the hash that names them. While the
 * place they come from gives none, later ones fail sooner and sooner, since a site is not kept waiting for its images.
 */
export function originalsFrom({ address, token, clock, signal, ...patience }: Originals): FetchOriginal {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  const silence = { times: 0, since: 0, why: '' }
  return async ({ assetId, source }) => {
    const what = `fetch the image ${assetId} from ${address}`
    const url = URL.parse(source, `${address}/`)
    // Whoever writes a document could otherwise have the token sent anywhere, or the press ask inside its own network.
    if (url?.origin !== new URL(address).origin)
      throw new Problem(`Could not ${what}: its document names another place; upload the image again in the Studio`)
    const failures = clock.elapsed() - silence.since < rest ? silence.times : 0
    if (failures > mostHasty) throw new Problem(`Could not ${what}: ${silence.why}`)
    let [spoiled, isSilent] = [0, false]
    const attempt = async (limit: AbortSignal): Promise<Try<Buffer>> => {
      const answer = await answerOf(url, { headers, signal: limit }, clock.now())
      isSilent = 'why' in answer && answer.silent
      if ('why' in answer) silence.why = answer.why
      if ('why' in answer) return { ok: false, ...answer }
      return isNamedBy(assetId, answer.bytes) ? { ok: true, value: answer.bytes } : wrong(++spoiled < mostSpoiled)
    }
    const limits = failures > 0 ? hasty : { ...standard, ...patience }
    try {
      return await patiently({ what, attempt, clock, signal, ...limits })
    } finally {
      silence.times = isSilent ? failures + 1 : 0
      silence.since = clock.elapsed()
    }
  }
}

/** Bytes, whatever they are; or why there are none. `silent`: the place may give no other image either. */
type Answer = { bytes: Buffer } | { why: string; again: boolean; pause?: number; silent: boolean }

async function answerOf(url: URL, request: RequestInit, now: string): Promise<Answer> {
  try {
    const response = await fetch(url, request)
    const isText = /^(text\/|application\/json)/i.test(response.headers.get('content-type') ?? '')
    if (response.ok && !isText) return { bytes: Buffer.from(await response.arrayBuffer()) }
    await response.body?.cancel()
    return response.ok ? { silent: true, why: 'it answered with a text', again: true } : refusalOf(response, now)
  } catch (fault) {
    const late = fault instanceof Error && fault.name === 'TimeoutError'
    return { silent: true, why: late ? 'it did not answer in time' : 'it cannot be reached', again: true }
  }
}

function refusalOf({ status, headers }: Response, now: string): Answer {
  const pause = pauseAskedFor(headers.get('retry-after') ?? undefined, now)
  const again = status >= 500 || status === 408 || status === 429
  return { why: `it answered ${status}`, again, silent: again, ...(pause !== undefined && { pause }) }
}

function isNamedBy(assetId: string, bytes: Buffer): boolean {
  const hash = /^image-([0-9a-f]{40})-/.exec(assetId)?.[1]
  return hash === undefined || createHash('sha1').update(bytes).digest('hex') === hash
}

const wrong = (again: boolean): Try<Buffer> => ({
  ok: false,
  again,
  why: 'its bytes are not those that were uploaded; upload the image again in the Studio',
})
