import type { Context } from 'hono'
import type { Env } from '../wire.ts'

/**
 * Whether the API version asked for (`v1`, `v2025-02-19`, `vX`) shows published documents alone unless told otherwise, in
 * queries and to listeners (https://www.sanity.io/changelog/676aaa9d-2da6-44fb-abe5-580f28047c10); older ones show all.
 */
export function showsPublishedAlone(c: Context<Env>): boolean {
  const version = c.req.param('version') ?? ''
  return version === 'vX' || version >= 'v2025-02-19'
}
