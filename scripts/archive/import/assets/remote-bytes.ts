import { lookup as systemLookup } from 'node:dns/promises'
import { createWriteStream } from 'node:fs'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { ArchiveFault } from '../../archive-fault.ts'
import { readableBytes } from '../../packed-bytes.ts'
import { isPublicAddress } from './public-address.ts'

/** The outside world as fetching needs it; tests hand in their own. */
export type Outside = {
  /** The IP addresses of a host. */
  addressesOf(host: string): Promise<string[]>
  /** Whether a request may be sent to an IP address. */
  mayAsk(address: string): boolean
}

/** The internet, and nothing nearer. */
export const internet: Outside = {
  addressesOf: async (host) => (await systemLookup(host, { all: true, verbatim: true })).map(({ address }) => address),
  mayAsk: isPublicAddress,
}

const mostHops = 5
const mostBytes = 50 * 1024 ** 2
/** In milliseconds. */
const patience = 30_000

/**
 * Fetches a file from another server to a path that is free. Every hop is looked at anew: its host is resolved once, all of its
 * addresses must be public, and the connection goes to the address that was looked at, so that no second answer of a name
 * server and no redirect leads inside.
 * @throws ArchiveFault with what is wrong, naming the address
 */
export async function fetchTo(path: string, url: string, outside: Outside, signal: AbortSignal): Promise<void> {
  const answer = await answered(url, outside, signal)
  await pipeline(answer, atMost(url), createWriteStream(path, { flags: 'wx', mode: 0o600 }), { signal })
}

async function answered(first: string, outside: Outside, signal: AbortSignal): Promise<IncomingMessage> {
  let url = new URL(first)
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const answer = await asked(url, await addressFor(url, outside), signal)
    const { statusCode = 0, headers } = answer
    if (statusCode === 200) return answer
    answer.destroy()
    if (statusCode < 300 || statusCode >= 400 || headers.location === undefined)
      throw new ArchiveFault(`its asset ${first} cannot be fetched: ${url.host} answered ${statusCode}`)
    const next = URL.parse(headers.location, url)
    if (next === null) throw new ArchiveFault(`its asset ${first} cannot be fetched: ${url.host} leads to no address`)
    url = next
  }
  throw new ArchiveFault(`its asset ${first} cannot be fetched: it leads on more than ${mostHops} times`)
}

async function addressFor(url: URL, { addressesOf, mayAsk }: Outside): Promise<string> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new ArchiveFault(`its asset leads to ${url.href}, which is not on the web`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [host] : await addressesOf(host).catch(() => [])
  const [address] = addresses
  if (address === undefined) throw new ArchiveFault(`its asset ${url.href} cannot be fetched: nobody knows the host`)
  const inside = addresses.find((each) => !mayAsk(each))
  if (inside !== undefined)
    throw new ArchiveFault(`its asset ${url.href} leads to ${inside}, which is not on the public internet`)
  return address
}

function asked(url: URL, address: string, signal: AbortSignal): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const family = isIP(address)
  const lookup: LookupFunction = (_host, { all }, give) => {
    if (all) give(null, [{ address, family }])
    else give(null, address, family)
  }
  const request = url.protocol === 'https:' ? secureRequest : plainRequest
  const asking = request(url, { lookup, agent: false, signal, timeout: patience, headers: { accept: '*/*' } }, resolve)
  const failed = (why: string): ArchiveFault => new ArchiveFault(`its asset ${url.href} cannot be fetched: ${why}`)
  asking.on('timeout', () => asking.destroy(failed('the server fell silent')))
  asking.on('error', (fault) => reject(fault instanceof ArchiveFault || signal.aborted ? fault : failed(fault.message)))
  asking.end()
  return promise
}

function atMost(url: string) {
  return async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let size = 0
    for await (const piece of pieces) {
      size += piece.length
      if (size > mostBytes)
        throw new ArchiveFault(`its asset ${url} is larger than the ${readableBytes(mostBytes)} that are taken`)
      yield piece
    }
  }
}
