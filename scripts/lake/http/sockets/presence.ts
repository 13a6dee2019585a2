import type { WebSocket } from 'ws'
import { z } from 'zod'

const Call = z.object({
  id: z.union([z.string(), z.number()]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
})
const Session = z.object({ session: z.string() })
const Announcement = z.object({ data: z.object({ sessionId: z.string(), locations: z.array(z.unknown()) }) })

const heartbeatMilliseconds = 10_000
const heart = '♥'

/** One Studio tab, by the socket it holds. */
type Peer = { socket: WebSocket; userId: string; subscription: string | undefined; session: string | undefined }

/**
 * Who has which document open: JSON-RPC 2.0 over WebSockets, as the Studio speaks it. Nothing is remembered; every tab
 * tells where it is when another calls the roll.
 */
export class Presence {
  readonly #peers = new Set<Peer>()
  readonly #newId: () => string
  readonly #heartbeat: NodeJS.Timeout

  constructor(newId: () => string) {
    this.#newId = newId
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMilliseconds)
    this.#heartbeat.unref()
  }

  /** Takes in a tab of the user's. */
  join(socket: WebSocket, userId: string): void {
    const peer: Peer = { socket, userId, subscription: undefined, session: undefined }
    this.#peers.add(peer)
    socket.on('message', (message) => this.#hear(peer, String(message)))
    socket.on('close', () => this.#leave(peer))
  }

  /** Stops the heartbeat. */
  close(): void {
    clearInterval(this.#heartbeat)
  }

  #hear(peer: Peer, message: string): void {
    const call = Call.safeParse(parsed(message))
    if (call.success) {
      const { id, method, params } = call.data
      peer.socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: this.#answer(peer, method, params) }))
    } else {
      peer.socket.close(1008, 'no call')
    }
  }

  #answer(peer: Peer, method: string, params: Record<string, unknown>): unknown {
    switch (method) {
      case 'presence_subscribe':
        peer.subscription = this.#newId()
        return peer.subscription
      case 'presence_unsubscribe':
        peer.subscription = undefined
        return true
      case 'presence_rollcall':
        return this.#rollCall(peer, Session.safeParse(params).data)
      case 'presence_announce':
        return this.#announce(peer, Announcement.safeParse(params).data)
      case 'presence_disconnect':
        return this.#disconnect(peer)
      default:
        // `authorization` among them: the socket was opened by someone we know.
        return true
    }
  }

  #rollCall(peer: Peer, called: z.infer<typeof Session> | undefined): boolean {
    if (!called) return false
    peer.session = called.session
    this.#tell({ type: 'rollCall', i: peer.userId, session: called.session })
    return true
  }

  #announce(peer: Peer, announced: z.infer<typeof Announcement> | undefined): boolean {
    if (!announced) return false
    const { sessionId, locations } = announced.data
    peer.session = sessionId
    this.#tell({ type: 'state', i: peer.userId, m: { sessionId, locations } })
    return true
  }

  #disconnect(peer: Peer): boolean {
    if (peer.session) this.#tell({ type: 'disconnect', i: peer.userId, m: { session: peer.session } })
    peer.session = undefined
    return true
  }

  #leave(peer: Peer): void {
    this.#peers.delete(peer)
    this.#disconnect(peer)
  }

  #tell(result: unknown): void {
    for (const { socket, subscription } of this.#peers) {
      if (!subscription) continue
      const params = { subscription, result }
      socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'presence_subscription', params }))
    }
  }

  #beat(): void {
    for (const { socket } of this.#peers) socket.send(heart)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
