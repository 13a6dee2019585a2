import { Hono } from 'hono'
import type { Lake } from '../../lake.ts'
import type { EventStreams } from '../event-streams.ts'
import type { Env } from '../wire.ts'

/**
 * The tag that every query's answer carries and every change calls up: any change may touch any query, and asking again
 * costs next to nothing on the same machine.
 */
export const syncTag = 's1:notits'

/** Sanity's live content API: tells anyone on this machine that something changed, not what. */
export function liveRoutes({
  lake,
  streams,
  dataset,
}: {
  lake: Lake
  streams: EventStreams
  dataset: string
}): Hono<Env> {
  let latest = 'start'
  lake.onCommit(({ transactionId }) => {
    latest = transactionId
  })
  return new Hono<Env>().get(`/data/live/events/${dataset}`, (c) => {
    const seen = c.req.header('last-event-id')
    return streams.response((sink) => {
      sink.send({ type: 'welcome', id: latest, data: JSON.stringify({ id: latest }) })
      if (seen && seen !== latest) sink.send({ type: 'restart', id: latest, data: JSON.stringify({ id: latest }) })
      return lake.onCommit(({ transactionId: id }) =>
        sink.send({ type: 'message', id, data: JSON.stringify({ id, tags: [syncTag] }) }),
      )
    })
  })
}
