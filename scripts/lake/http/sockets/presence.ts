import type { RawData, WebSocket } from 'ws'
import { z } from 'zod'

const session = z.string().min(1).max(100)

const Call = z.object({
  id: z.union([z.string().max(100), z.number()]),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).default({}),
})
const RollCall = z.object({ session })
const Announcement = z.object({
  data: z.object({ sessionId: session, locations: z.array(z.unknown()).max(100) }),
})

const heartbeatMilliseconds = 10_000
const heart = '♥'

/** What one tab may say and leave unread, since every word of it goes to all others. */
interface Limits {
  peers: number
  /** Characters of one call; a Studio's longest are some hundred. */
  callLength: number
  /** Between two heartbeats; when many tabs arrive at once, each answers every roll call. */
  calls: number
  unreadBytes: number
}
const usualLimits: Limits = { peers: 1000, callLength: 16_384, calls: 1000, unreadBytes: 1024 * 1024 }

/** One Studio tab, by the socket it holds. */
type Peer = {
  socket: WebSocket
  userId: string
  subscription: string | undefined
  session: string | undefined
  calls: number
}

/**
 * Who has which document open: JSON-RPC 2.0 over WebSockets, as the Studio speaks it. Nothing is remembered; every tab
 * tells where it is when another calls the roll.
 */
export class Presence {
  readonly #peers = new Set<Peer>()
  readonly #newId: () => string
  readonly #limits: Limits
  readonly #heartbeat: NodeJS.Timeout

  constructor(newId: () => string, limits: Partial<Limits> = {}) {
    this.#newId = newId
    this.#limits = { ...usualLimits, ...limits }
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMilliseconds)
    this.#heartbeat.unref()
  }

  /** Takes in a tab of the user's. */
  join(socket: WebSocket, userId: string): void {
    if (this.#peers.size >= this.#limits.peers) {
      socket.close(1013, 'too many tabs')
      return
    }
    const peer: Peer = { socket, userId, subscription: undefined, session: undefined, calls: 0 }
    this.#peers.add(peer)
    socket.on('message', (message) => this.#hear(peer, message))
    socket.on('close', () => this.#leave(peer))
  }

  /** Stops the heartbeat. */
  close(): void {
    clearInterval(this.#heartbeat)
  }

  #hear(peer: Peer, message: RawData): void {
    if (!this.#peers.has(peer)) return
    peer.calls += 1
    const text = String(message)
    const call = Call.safeParse(parsed(text))
    if (text.length > this.#limits.callLength) this.#dismiss(peer, 1009, 'too long a call')
    else if (peer.calls > this.#limits.calls) this.#dismiss(peer, 1008, 'too many calls')
    else if (!call.success) this.#dismiss(peer, 1008, 'no call')
    else this.#reply(peer, call.data)
  }

  #reply(peer: Peer, { id, method, params }: z.infer<typeof Call>): void {
    this.#send(peer, JSON.stringify({ jsonrpc: '2.0', id, result: this.#answer(peer, method, params) }))
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
        return this.#rollCall(peer, RollCall.safeParse(params).data)
      case 'presence_announce':
        return this.#announce(peer, Announcement.safeParse(params).data)
      case 'presence_disconnect':
        return this.#disconnect(peer)
      default:
        // `authorization` among them: the socket was opened by someone we know.
        return true
    }
  }

  #rollCall(peer: Peer, called: z.infer<typeof RollCall> | undefined): boolean {
    if (!called) return false
    this.#goBy(peer, called.session)
    this.#tell({ type: 'rollCall', i: peer.userId, session: called.session })
    return true
  }

  #announce(peer: Peer, announced: z.infer<typeof Announcement> | undefined): boolean {
    if (!announced) return false
    const { sessionId, locations } = announced.data
    this.#goBy(peer, sessionId)
    this.#tell({ type: 'state', i: peer.userId, m: { sessionId, locations } })
    return true
  }

  /** A tab is one session at a time: whoever it was before is gone. */
  #goBy(peer: Peer, session: string): void {
    if (peer.session !== session) this.#disconnect(peer)
    peer.session = session
  }

  #disconnect(peer: Peer): boolean {
    const { session, userId } = peer
    peer.session = undefined
    if (session !== undefined) this.#tell({ type: 'disconnect', i: userId, m: { session } })
    return true
  }

  #dismiss(peer: Peer, code: number, why: string): void {
    peer.socket.close(code, why)
    this.#leave(peer)
  }

  #leave(peer: Peer): void {
    if (this.#peers.delete(peer)) this.#disconnect(peer)
  }

  #tell(result: unknown): void {
    for (const peer of [...this.#peers]) {
      if (peer.subscription === undefined) continue
      const params = { subscription: peer.subscription, result }
      this.#send(peer, JSON.stringify({ jsonrpc: '2.0', method: 'presence_subscription', params }))
    }
  }

  /** A tab that reads nothing is let go; it comes back when it wakes up. */
  #send({ socket }: Peer, text: string): void {
    if (socket.bufferedAmount > this.#limits.unreadBytes) socket.terminate()
    else socket.send(text)
  }

  #beat(): void {
    for (const peer of [...this.#peers]) {
      peer.calls = 0
      this.#send(peer, heart)
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
