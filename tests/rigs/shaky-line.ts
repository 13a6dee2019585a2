import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A way to a server on which all connections can be broken at once. */
export interface ShakyLine extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  url: string
  /** Breaks every connection. Whoever had one may connect anew at once. */
  drop(): void
}

/** Passes on what it is asked to the port that `port` gives, wherever it has moved to. */
export async function shakyLine(port: () => number): Promise<ShakyLine> {
  const open = new Set<Socket>()
  const server = createServer((asked, answer) => {
    const headers = { ...asked.headers, host: `127.0.0.1:${port()}` }
    const passed = request({ host: '127.0.0.1', port: port(), method: asked.method, path: asked.url, headers })
    passed.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
      response.on('error', () => answer.destroy())
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  server.on('connection', (socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a server on a port always has one
    drop,
    async [Symbol.asyncDispose]() {
      server.close()
      drop()
      await once(server, 'close')
    },
  }
}
