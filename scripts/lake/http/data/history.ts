import { Hono } from 'hono'
import { z } from 'zod'
import type { Lake } from '../../lake.ts'
import { addressOptions, type Env, flag, sent, sentLines } from '../wire.ts'
import { listed } from './documents.ts'

const limit = z.coerce.number().int().min(1).optional()

const Range = z.object({
  fromTransaction: z.string().optional(),
  toTransaction: z.string().optional(),
  limit,
  reverse: flag,
  excludeMutations: flag,
  effectFormat: z.literal('mendoza').optional(),
})

const Moment = z.object({ revision: z.string().optional(), time: z.string().optional() })
const Page = z.object({ limit, nextCursor: z.string().optional() })

/** What documents were, who changed them, and when. */
export function historyRoutes({ lake: { history } }: { lake: Lake }): Hono<Env> {
  return new Hono<Env>()
    .get('/data/history/:dataset/transactions/:ids{.+}', (c) => {
      const { fromTransaction: from, toTransaction: to, ...range } = addressOptions(c, Range)
      return sentLines(c, history.transactions(listed(c.req.param('ids')), { from, to, ...range }))
    })
    .get('/data/history/:dataset/documents/:ids{.+}', (c) => {
      const { revision, time } = addressOptions(c, Moment)
      const moment = revision ? { revision } : time ? { time } : 'latest'
      return sent(c, { documents: history.documentsAt(listed(c.req.param('ids')), moment) })
    })
    .get('/data/history/:dataset/events/documents/:id{.+}', (c) => {
      const { limit: most, nextCursor: cursor } = addressOptions(c, Page)
      const { events, nextCursor } = history.events(c.req.param('id'), { limit: most, cursor })
      return sent(c, { events: { [c.req.param('id')]: events }, nextCursor })
    })
    .get('/data/history/:dataset/events/releases/:id', (c) => sent(c, { events: [], nextCursor: '' }))
}
