import { type EventEmitter, once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as passed } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Upgrade } from './sockets/sockets.ts'

const mostFrameBytes = 1024 * 1024
/** Listeners carry their query in the address. */
const mostHeaderBytes = 64 * 1024
const goingAway = 1001
const socketPatience = 250
/** Long enough for what is being written or drawn, short enough for someone who pressed Ctrl-C. */
const answerPatience = 1000

type Answers = { fetch: (request: Request) => Response | Promise<Response>; upgrade: (request: Request) => Upgrade }

/** Node's server: the one place where its requests become `Request`s and `Response`s its answers. */
export class LakeServer {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: mostFrameBytes })
  readonly #answers = Promise.withResolvers<Answers>()
  readonly #connections = new Set<Socket>()
  readonly #unfinished = new Set<ServerResponse>()

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
    const fetch = async (request: Request) => (await this.#answers.promise).fetch(request)
    server.on('connection', (connection) => keptUntilClosed(this.#connections, connection))
    server.on('request', (_, response) => keptUntilClosed(this.#unfinished, response))
    server.on('request', getRequestListener(fetch, { overrideGlobalObjects: false }))
    server.on('upgrade', (incoming, connection, head) => void this.#upgrade(incoming, connection, head))
  }

  /**
   * Takes the port (0: any free one) of an address of this machine's. Rejects with Node's error (`EADDRINUSE`, `EACCES`,
   * `EADDRNOTAVAIL`) when it cannot be had.
   */
  static async listening(port: number, host: string): Promise<LakeServer> {
    const server = createServer({ maxHeaderSize: mostHeaderBytes, shouldUpgradeCallback: wantsSocket })
    server.listen(port, host)
    await once(server, 'listening')
    // A server that listens on TCP has an AddressInfo.
    return new LakeServer(server, (server.address() as AddressInfo).port)
  }

  /** Starts to answer; requests that came before have waited for this. */
  answer(answers: Answers): void {
    this.#answers.resolve(answers)
  }

  /**
   * Takes no more requests, says goodbye on every socket, lets answers under way finish for a moment, and ends all
   * connections; resolves when the port is free.
   */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    await Promise.all([...this.#sockets.clients].map(parted))
    const unfinished = [...this.#unfinished].map(untilClosed)
    await within(answerPatience, Promise.all(unfinished))
    // Node's own `closeAllConnections` leaves those that asked for a socket.
    for (const connection of this.#connections) connection.destroy()
    await closed
  }

  async #upgrade(incoming: IncomingMessage, connection: Duplex, head: Buffer): Promise<void> {
    connection.on('error', () => connection.destroy())
    const { upgrade } = await this.#answers.promise
    const request = requestOf(incoming)
    const decided: Upgrade = request ? upgrade(request) : { ok: false, refused: new Response(null, { status: 400 }) }
    if (!decided.ok) return refuseUpgrade(connection, decided.refused)
    this.#sockets.handleUpgrade(incoming, connection, head, (socket) => {
      socket.on('error', () => socket.terminate())
      decided.use(socket)
    })
  }
}

/** Clients that would rather speak HTTP/2 ask for another upgrade, and are answered without. */
function wantsSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

function keptUntilClosed<Thing extends EventEmitter>(kept: Set<Thing>, thing: Thing): void {
  kept.add(thing)
  void untilClosed(thing).then(() => kept.delete(thing))
}

/** Unlike `once`, it does not care about errors on the way. */
function untilClosed(thing: EventEmitter): Promise<void> {
  return new Promise((closed) => thing.once('close', () => closed()))
}

function requestOf({ url = '', headers }: IncomingMessage): Request | undefined {
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  try {
    return new Request(new URL(url, `http://${headers.host}`), { headers: flat })
  } catch {
    return undefined // no address at all, or one with a password in it
  }
}

/** Also ends the connection of a sender that would keep its own half open. */
function refuseUpgrade(connection: Duplex, { status }: Response): void {
  connection.once('finish', () => connection.destroy())
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function parted(socket: WebSocket): Promise<void> {
  const closed = untilClosed(socket)
  socket.close(goingAway)
  await within(socketPatience, closed)
  socket.terminate()
  await closed
}

async function within(milliseconds: number, done: Promise<unknown>): Promise<void> {
  const waiting = new AbortController()
  await Promise.race([done, passed(milliseconds, undefined, { signal: waiting.signal }).catch(() => {})])
  waiting.abort()
}
