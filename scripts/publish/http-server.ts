import { once } from 'node:events'
import { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Problem } from '../terminal/problem.ts'

/** What answers, and where: on this machine alone unless a `host` is given. Port 0 takes a free one. */
export type Serving = {
  fetch(request: Request): Response | Promise<Response>
  port: number
  host?: string
  /** How the port is chosen, for the sentence that says it is taken: `--webhook`, or the name of a setting. */
  variable: string
}

/** Something that answers over HTTP. */
export type RunningServer = { url: string; port: number; close(): Promise<void> }

/** Milliseconds that a client has for sending all it has to say. */
const patience = 30_000

/**
 * Lets an app answer over plain HTTP.
 * @throws Problem when the port cannot be had
 */
export async function httpServer({ fetch, port, host = '127.0.0.1', variable }: Serving): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch })
  if (!(server instanceof Server)) throw new TypeError('The press answers over plain HTTP alone')
  server.requestTimeout = patience
  server.headersTimeout = patience
  const bound = await listening(server, { port, host, variable })
  return {
    url: `http://${addressOf(host)}:${bound}`,
    port: bound,
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function listening(server: Server, { port, host, variable }: Required<Omit<Serving, 'fetch'>>): Promise<number> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault)) throw fault
    const why = fault.code === 'EADDRINUSE' ? 'another program uses it' : `the system says ${String(fault.code)}`
    throw new Problem(`Could not serve on port ${port} of ${host}: ${why}; give ${variable} a free port`, {
      cause: fault,
    })
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

function addressOf(host: string): string {
  if (host === '127.0.0.1') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
