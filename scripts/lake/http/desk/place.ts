import { Hono } from 'hono'
import { type DeskPlace, deskPlaceAddress } from '#schemas/desk-place.ts'
import type { Callers } from '../callers.ts'
import { callersOnly, fromOwnPagesOnly } from '../doorkeeping.ts'
import type { OwnAddresses } from '../own-addresses.ts'
import type { Env } from '../wire.ts'

type Place = { own: OwnAddresses; callers: Callers; desk: () => DeskPlace }

/**
 * What stands beside the desk, for the Studio and for whom the lake knows. The key of the preview shows drafts, so that everyone
 * may see it who may read them: everyone who comes in.
 */
export function placeRoutes({ own, callers, desk }: Place): Hono<Env> {
  return new Hono<Env>()
    .use(deskPlaceAddress, fromOwnPagesOnly(own, 'always'), callersOnly(callers))
    .get(deskPlaceAddress, (c) => c.json(desk(), 200, { 'cache-control': 'no-store' }))
}
