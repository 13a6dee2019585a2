import type { ClientConfig } from '@sanity/client'
import { type ListenSocket, listenSocket } from './listen-socket.ts'

/** The part of `fetch` that `@sanity/client` calls. */
type Fetch = ReturnType<NonNullable<ClientConfig['resolveFetch']>>

const listening = /^\/v[^/]+\/data\/(?:listen|live\/events)\//

/**
 * A `fetch` for the Studio in which every listen stream (`/v…/data/listen/…`, `/v…/data/live/events/…`) travels over one WebSocket to the embedded lake;
 * all else goes to `plain`. One open document holds six such streams, and six is all that a browser opens to one host over
 * HTTP/1.1: without this the seventh request, which carries the editor's changes, waits for ever.
 *
 * @param origin where the lake is, such as `http://localhost:3333`
 */
export function lakeFetch(
  origin: string,
  plain: Fetch = (address, init) => fetch(address, init),
  socket: ListenSocket = listenSocket(muxAddress(origin)),
): Fetch {
  return (address, init = {}) => {
    const url = new URL(address, origin)
    if (url.origin !== origin || !listening.test(url.pathname)) return plain(address, init)
    return socket.open(url.pathname + url.search, Object.fromEntries(new Headers(init.headers)), init.signal)
  }
}

function muxAddress(origin: string): string {
  return new URL('/_lake/mux', origin.replace(/^http/, 'ws')).href
}
