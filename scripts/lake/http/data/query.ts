import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { withoutAddresses } from '../../assets/addresses.ts'
import { type Lake, type Perspective, perspectiveNamed } from '../../lake.ts'
import { Refusal, refusal } from '../refusals.ts'
import { addressOptions, type Env, flag, groqParams, received, sent } from '../wire.ts'
import { showsPublishedAlone } from './api-version.ts'
import { syncTag } from './live.ts'

/** In letters. Of a long query the parser's time grows with the square of its length, and meanwhile nobody else is answered. */
const longestQuery = 100_000

const Question = z.object({ query: z.string(), params: z.record(z.string(), z.unknown()).default({}) })
const Options = z.object({ perspective: z.string().optional(), returnQuery: flag })

/** GROQ queries: in the address, or in a body when they are long. */
export function queryRoutes({ lake }: { lake: Lake }): Hono<Env> {
  return new Hono<Env>()
    .get('/data/query/:dataset', (c) => answered(c, lake, { query: c.req.query('query') ?? '', params: groqParams(c) }))
    .post('/data/query/:dataset', async (c) => answered(c, lake, await received(c, Question)))
}

async function answered(c: Context<Env>, lake: Lake, { query, params }: z.infer<typeof Question>): Promise<Response> {
  const options = addressOptions(c, Options)
  if (query.length > longestQuery) {
    throw new Refusal(
      400,
      'queryParseError',
      `The query is longer than the ${longestQuery} letters that are taken; hand in long lists as parameters`,
    )
  }
  const asked = await lake.query({
    query: withoutAddresses(query, c.var.origins),
    params,
    perspective: perspectiveOf(c, options.perspective),
    identity: c.var.caller.id,
  })
  if (!asked.ok) return refusal(asked.status, asked.error)
  const { result = null, ms } = asked
  return sent(c, { ...(options.returnQuery !== false && { query }), result, ms, syncTags: [syncTag] })
}

function perspectiveOf(c: Context<Env>, name: string | undefined): Perspective {
  if (name === undefined) return showsPublishedAlone(c) ? 'published' : 'raw'
  const perspective = perspectiveNamed(name)
  if (!perspective) throw new Refusal(400, 'invalidPerspective', `There is no perspective "${name}"`)
  return perspective
}
