import type { WebSocket } from 'ws'
import type { Served } from '../app.ts'
import { foreignHost, foreignPage, unknownCaller } from '../doorkeeping.ts'
import { comesFromOwnPage, namesOwnHost } from '../own-addresses.ts'
import { faultRefusal, refusal } from '../refusals.ts'
import { carryStreams } from './mux.ts'
import { Presence } from './presence.ts'
import { Pulse } from './pulse.ts'

/** What becomes of a request for a WebSocket: `use` takes the socket once it is open, `refused` is answered instead. */
export type Upgrade = { ok: true; use: (socket: WebSocket) => void } | { ok: false; refused: Response }

/** The two WebSockets of the Studio: one that carries its listeners, one that tells who is where. */
export class Sockets {
  readonly #served: Served
  readonly #presence: Presence
  readonly #pulse = new Pulse()
  readonly #fetch: (request: Request) => Response | Promise<Response>

  constructor(served: Served, fetch: (request: Request) => Response | Promise<Response>) {
    this.#served = served
    this.#fetch = fetch
    this.#presence = new Presence(served.newId)
  }

  /** Decides on a request for a socket by the same rules as for any other that acts; a fault on the way is told and refused. */
  upgrade(request: Request): Upgrade {
    try {
      return this.#decided(request)
    } catch (fault) {
      this.#served.report({ kind: 'fault', method: 'WebSocket', path: new URL(request.url).pathname, fault })
      return { ok: false, refused: faultRefusal(fault) }
    }
  }

  /** Stops the heartbeats; the sockets themselves end with the server. */
  close(): void {
    this.#pulse.close()
    this.#presence.close()
  }

  #decided(request: Request): Upgrade {
    const { own, callers, dataset } = this.#served
    const header = (name: string) => request.headers.get(name)
    const sender = { url: request.url, header }
    if (!namesOwnHost(sender, own)) return { ok: false, refused: foreignHost(own) }
    if (!comesFromOwnPage(sender, own)) return { ok: false, refused: foreignPage() }
    const caller = callers.callerOf(header)
    if (!caller) return { ok: false, refused: unknownCaller() }
    const { pathname } = new URL(request.url)
    const whileKnown = (use: (socket: WebSocket) => void) => (socket: WebSocket) => {
      socket.on(
        'close',
        callers.accompany(header, () => socket.terminate()),
      )
      this.#pulse.watch(socket)
      use(socket)
    }
    if (pathname === '/_lake/mux') return { ok: true, use: whileKnown((socket) => this.#carry(socket, request)) }
    if (/^\/v[^/]+\/socket\/[^/]+$/.test(pathname) && pathname.endsWith(`/${dataset}`)) {
      return { ok: true, use: whileKnown((socket) => this.#presence.join(socket, caller.id)) }
    }
    this.#served.report({ kind: 'unknown-path', method: 'WebSocket', path: pathname })
    return { ok: false, refused: refusal(404, { type: 'notFound', description: 'This lake has no such socket' }) }
  }

  #carry(socket: WebSocket, { headers }: Request): void {
    const host = headers.get('host') ?? ''
    const proof = ['authorization', 'cookie'].flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, value]]
    })
    carryStreams(socket, this.#fetch, { origin: `http://${host}`, headers: { host, ...Object.fromEntries(proof) } })
  }
}
