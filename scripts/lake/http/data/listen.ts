import { Hono } from 'hono'
import { z } from 'zod'
import { withoutAddresses } from '../../assets/addresses.ts'
import type { Lake } from '../../lake.ts'
import type { EventStreams } from '../event-streams.ts'
import { addressOptions, type Env, flag, groqParams, jsonFor } from '../wire.ts'
import { showsPublishedAlone } from './api-version.ts'

const Options = z.object({
  query: z.string().min(1),
  includeAllVersions: flag,
  includeMutations: flag,
  includeResult: flag,
  includePreviousRevision: flag,
  effectFormat: z.literal('mendoza').optional(),
  visibility: z.enum(['query', 'transaction']).optional(),
  enableResume: flag,
})

/** Changes as they happen, for those whose query they touch. */
export function listenRoutes({ lake, streams }: { lake: Lake; streams: EventStreams }): Hono<Env> {
  return new Hono<Env>().get('/data/listen/:dataset', (c) => {
    const { query, ...options } = addressOptions(c, Options)
    const request = {
      ...options,
      includeAllVersions: options.includeAllVersions ?? !showsPublishedAlone(c),
      query: withoutAddresses(query, c.var.origins),
      params: groqParams(c),
      identity: c.var.caller.id,
      lastEventId: c.req.header('last-event-id'),
    }
    return streams.response((sink) => {
      const opened = lake.listen(request, ({ data, ...event }) => sink.send({ ...event, data: jsonFor(c, data) }))
      if (opened.ok) return opened.close
      sink.send({ type: 'channelError', data: jsonFor(c, { error: { description: opened.description } }) })
      sink.end()
      return () => {}
    })
  })
}
