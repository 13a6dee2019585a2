import { Hono } from 'hono'
import { z } from 'zod'
import type { Lake } from '../../lake.ts'
import type { Callers, User } from '../callers.ts'
import { listed } from '../data/documents.ts'
import { refusal } from '../refusals.ts'
import { type Env, received, sent } from '../wire.ts'

/** In letters of JSON; the Studio's longest have some hundred. */
const longestValue = 100_000
const Value = z.unknown().refine((value) => (JSON.stringify(value) ?? '').length <= longestValue, {
  error: `is longer than the ${longestValue} letters that are kept`,
})
const Pairs = z.array(z.object({ key: z.string().min(1).max(500), value: Value })).max(100)

type Place = { lake: Lake; callers: Callers; projectId: string }

/** Who the caller is, who others are, and what the Studio remembers for each (layout, sorting, recent searches). */
export function userRoutes({ lake, callers, projectId }: Place): Hono<Env> {
  const profiles = (ids: string, me: User) =>
    listed(ids).flatMap((id) => profileOf(id === 'me' ? me : callers.user(id), me, projectId))
  return new Hono<Env>()
    .get('/users/me', (c) => sent(c, c.var.caller))
    .get('/users/me/keyvalue/:keys{.+}', (c) =>
      sent(c, lake.keyValues.read(c.var.caller.id, listed(c.req.param('keys')))),
    )
    .put('/users/me/keyvalue', async (c) => {
      const pairs = await received(c, Pairs)
      lake.keyValues.write(c.var.caller.id, pairs)
      return sent(c, pairs)
    })
    .get('/users/:ids', (c) => sent(c, oneOrAll(profiles(c.req.param('ids'), c.var.caller), c.req.param('ids'))))
    .get('/projects/:project/users/:ids', (c) =>
      sent(c, oneOrAll(profiles(c.req.param('ids'), c.var.caller), c.req.param('ids'))),
    )
    .get('/auth/id', (c) => sent(c, { id: c.var.caller.id }))
    .all('/users/*', () => refusal(404, { type: 'notFound', description: 'There is no such user' }))
}

/** The address is what one may log in by: others than the user and administrators have no use for it. */
function profileOf(known: User | undefined, me: User, projectId: string) {
  if (!known) return []
  const { id, name: displayName, profileImage: imageUrl } = known
  const isCurrentUser = id === me.id
  const email = isCurrentUser || me.role === 'administrator' ? known.email : ''
  return [{ id, projectId, displayName, email, imageUrl, isCurrentUser }]
}

/** Sanity gives one user for one id and a list for several; a user nobody knows is null, or not in the list. */
function oneOrAll<T>(found: T[], ids: string): T | T[] | null {
  return ids.includes(',') ? found : (found[0] ?? null)
}
