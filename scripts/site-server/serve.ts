import { once } from 'node:events'
import { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { DeskPlace } from '#schemas/desk-place.ts'
import { Problem } from '../terminal/problem.ts'
import { siteApp } from './site-app.ts'

/** A site that is being served. */
export type RunningSite = { url: string; port: number; close(): Promise<void> }

/** What is served, and where. Port 0 takes a free one. */
export type SiteToServe = {
  folder: string
  port: number
  /** The setting that names the port, for the sentence that says it is taken. */
  variable: string
  /** Another address under which the folder may be asked for. */
  siteUrl?: string
  /** The file that answers, as if it were asked for, wherever nothing stands; without it such an address is missing. */
  fallback?: string
  /** What stands beside the desk, where the folder holds the Studio. */
  desk?: () => DeskPlace
}

/**
 * Serves a site's folder on this machine alone.
 * @throws Problem when the port is taken
 */
export async function serveSite({ port, variable, siteUrl, ...served }: SiteToServe): Promise<RunningSite> {
  const hosts = new Set(siteUrl === undefined ? [] : [new URL(siteUrl).host])
  const app = siteApp({ ...served, isHost: (host) => hosts.has(host) })
  const server = createAdaptorServer({ fetch: app.fetch })
  if (!(server instanceof Server)) throw new TypeError('The site is served by plain HTTP alone')
  const bound = await listening(server, port, variable)
  for (const name of ['localhost', '127.0.0.1', '[::1]']) hosts.add(`${name}:${bound}`)
  return {
    url: `http://localhost:${bound}`,
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

async function listening(server: Server, port: number, variable: string): Promise<number> {
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault)) throw fault
    const why = fault.code === 'EADDRINUSE' ? 'another program uses it' : `the system says ${String(fault.code)}`
    throw new Problem(`Could not serve on port ${port}: ${why}; set ${variable} to a free port`, {
      cause: fault,
    })
  }
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}
