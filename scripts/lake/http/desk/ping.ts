import { setTimeout as passed } from 'node:timers/promises'
import { Hono } from 'hono'
import type { Env } from '../wire.ts'

/** The Studio takes an answer this late for one whose HTTP version cannot be told. */
const tooLateToTell = 3000

/**
 * Signs of life, for anyone. The Studio also uses one to see whether it is served over HTTP/1.1, where open listeners
 * use up a browser's connections; ours travel over one WebSocket, so it is kept from warning.
 */
export function pingRoutes(): Hono<Env> {
  return new Hono<Env>()
    .get('/ping', async (c) => {
      if (!c.req.query('tag')?.endsWith('protocol-check')) return c.json({ pong: true })
      await passed(tooLateToTell, undefined, { ref: false })
      return c.body(null, 204)
    })
    .get('/data/ping/:dataset', (c) => c.json({ pong: true }))
    .get('/check/cors', (c) => c.json({ result: { allowed: true, withCredentials: true } }))
}
