import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** What the Studio asks of the socket: to open a stream or to close it. */
export type Order = { id: number; path?: string; headers?: Record<string, string>; close?: boolean }

/** The lake's end of the socket for listen streams, played by the test. */
export interface MuxServer extends AsyncDisposable {
  /** `http://127.0.0.1:…`, as the page's origin would be. */
  origin: string
  /** Sockets that are open now. */
  sockets(): WebSocket[]
  /** The next order that comes, in order of arrival. */
  order(): Promise<Order & { answer(frame: object): void }>
}

/** A WebSocket server on a free port. */
export async function muxServer(): Promise<MuxServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // a server on a port always has one
  const inbox = new Inbox<Order & { answer(frame: object): void }>()
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const order: Order = JSON.parse(String(data))
      inbox.put({ ...order, answer: (frame) => socket.send(JSON.stringify({ id: order.id, ...frame })) })
    })
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    sockets: () => [...server.clients],
    order: () => inbox.take(),
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** A queue that can be waited on. */
class Inbox<Item> {
  readonly #items: Item[] = []
  readonly #waiting: ((item: Item) => void)[] = []

  put(item: Item): void {
    const taker = this.#waiting.shift()
    if (taker) taker(item)
    else this.#items.push(item)
  }

  take(): Promise<Item> {
    const item = this.#items.shift()
    return item === undefined ? new Promise((taker) => this.#waiting.push(taker)) : Promise.resolve(item)
  }
}
