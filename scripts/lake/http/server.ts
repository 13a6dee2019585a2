import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Upgrade } from './sockets/sockets.ts'

const loopback = '127.0.0.1'
const mostFrameBytes = 1024 * 1024
/** Listeners carry their query in the address. */
const mostHeaderBytes = 64 * 1024
const goingAway = 1001
const patienceMilliseconds = 250

type Answers = { fetch: (request: Request) => Response | Promise<Response>; upgrade: (request: Request) => Upgrade }

/** Node's server on loopback: the one place where its requests become `Request`s and `Response`s its answers. */
export class LoopbackServer {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: mostFrameBytes })

  private constructor(server: Server, port: number) {
    this.#server = server
    this.port = port
  }

  /** Takes the port (0: any free one). Rejects with Node's error (`EADDRINUSE`, `EACCES`) when it cannot be had. */
  static async listening(port: number): Promise<LoopbackServer> {
    const server = createServer({ maxHeaderSize: mostHeaderBytes })
    server.listen(port, loopback)
    await once(server, 'listening')
    // A server that listens on TCP has an AddressInfo.
    return new LoopbackServer(server, (server.address() as AddressInfo).port)
  }

  /** Starts to answer; requests wait until then. */
  answer({ fetch, upgrade }: Answers): void {
    this.#server.on('request', getRequestListener(fetch, { overrideGlobalObjects: false }))
    this.#server.on('upgrade', (incoming: IncomingMessage, connection: Duplex, head: Buffer) => {
      connection.on('error', () => connection.destroy())
      const request = requestOf(incoming)
      const decided: Upgrade = request ? upgrade(request) : { ok: false, refused: new Response(null, { status: 400 }) }
      if (!decided.ok) return refuseUpgrade(connection, decided.refused)
      this.#sockets.handleUpgrade(incoming, connection, head, (socket) => {
        socket.on('error', () => socket.terminate())
        decided.use(socket)
      })
    })
  }

  /** Says goodbye on every socket and ends all connections; resolves when the port is free. */
  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    await Promise.all([...this.#sockets.clients].map(parted))
    this.#server.closeAllConnections()
    await closed
  }
}

function requestOf({ url = '', headers }: IncomingMessage): Request | undefined {
  const address = URL.parse(url, `http://${headers.host}`)
  const flat = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return address ? new Request(address, { headers: flat }) : undefined
}

function refuseUpgrade(connection: Duplex, { status }: Response): void {
  connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

async function parted(socket: WebSocket): Promise<void> {
  const closed = once(socket, 'close')
  const impatience = setTimeout(() => socket.terminate(), patienceMilliseconds)
  socket.close(goingAway)
  await closed
  clearTimeout(impatience)
}
