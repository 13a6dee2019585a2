import { Hono } from 'hono'
import { z } from 'zod'
import { documentAtRevision } from '../../history/shown-revision.ts'
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

/** One of the three (https://www.sanity.io/docs/http-reference/history); without any of them a document as it last was. */
const Moment = z
  .object({
    revision: z.string().optional(),
    time: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-03-03T08:12:00Z' }).optional(),
    lastRevision: flag,
  })
  .refine(
    ({ revision, time, lastRevision }) => [revision, time, lastRevision || undefined].filter(Boolean).length <= 1,
    {
      error: '"revision", "time" and "lastRevision" exclude each other',
    },
  )
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
      const ids = listed(c.req.param('ids'))
      const documents = revision
        ? ids.flatMap((id) => documentAtRevision(id, revision, history) ?? [])
        : history.documentsAt(ids, time ? { time } : 'latest')
      return sent(c, { documents })
    })
    .get('/data/history/:dataset/events/documents/:id{.+}', (c) => {
      const { limit: most, nextCursor: cursor } = addressOptions(c, Page)
      const { events, nextCursor } = history.events(c.req.param('id'), { limit: most, cursor })
      return sent(c, { events: { [c.req.param('id')]: events }, nextCursor })
    })
    .get('/data/history/:dataset/events/releases/:id', (c) => sent(c, { events: [], nextCursor: '' }))
}
