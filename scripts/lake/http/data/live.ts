import { type Context, Hono } from 'hono'
import type { Lake, ListenerEvent } from '../../lake.ts'
import type { Callers } from '../callers.ts'
import { callersOnly } from '../doorkeeping.ts'
import type { EventStreams, StreamEvent } from '../event-streams.ts'
import type { Env } from '../wire.ts'

type Live = { lake: Lake; streams: EventStreams; dataset: string; callers: Callers }

/**
 * The tag that every query's answer carries and every change calls up: any change may touch any query, and asking again
 * costs next to nothing on the same machine.
 */
export const syncTag = 's1:notits'

/**
 * Sanity's live content API (https://www.sanity.io/docs/http-reference/live): tells anyone who may reach the lake that something
 * published changed, not what; and those it knows, who ask for it, of drafts and versions too.
 */
export function liveRoutes({ lake, streams, dataset, callers }: Live): Hono<Env> {
  const known = callersOnly(callers)
  return new Hono<Env>().get(
    `/data/live/events/${dataset}`,
    (c, next) => (asksForDrafts(c) ? known(c, next) : next()),
    (c) => streams.response((sink) => calls(c, lake, sink.send)),
  )
}

function asksForDrafts(c: Context<Env>): boolean {
  return ['includeDrafts', 'includeAllDocuments'].some((name) => c.req.query(name) === 'true')
}

/** A listener to everything, put in the words of the live API: one call for each transaction, naming no document. */
function calls(c: Context<Env>, lake: Lake, send: (event: StreamEvent) => void): () => void {
  const seen = c.req.header('last-event-id')
  const opened = lake.listen({ ...everything, includeAllVersions: asksForDrafts(c) }, (event) => {
    if (event.type !== 'mutation') return greetings(lake, event, seen).forEach(send)
    const { transactionId, transactionCurrentEvent, transactionTotalEvents } = event.data
    if (transactionCurrentEvent === transactionTotalEvents) send(callFor(`${transactionId}#`))
  })
  return opened.ok ? opened.close : () => {}
}

const everything = { query: '*', params: {}, identity: '', includeMutations: false, enableResume: true }

/**
 * Whoever missed something is called once, and starts over where nobody can tell whether it did. Calls are all alike: going
 * through what was missed would tell no more.
 */
function greetings(lake: Lake, { id }: ListenerEvent, seen: string | undefined): StreamEvent[] {
  const data = JSON.stringify({ id })
  if (seen === undefined || seen === id) return [{ type: 'welcome', id, data }]
  // The call alone has the new id: a client that loses the connection before it will ask again by the old one.
  return isKnown(lake, seen) ? [{ type: 'welcome', data }, callFor(id)] : [{ type: 'restart', id, data }]
}

function callFor(id: string | undefined): StreamEvent {
  return { type: 'message', id, data: JSON.stringify({ id, tags: [syncTag] }) }
}

/** Whether the lake knows what came after an event: a listener to nothing can come back to it. */
function isKnown(lake: Lake, lastEventId: string): boolean {
  let greeting: string | undefined
  const opened = lake.listen({ ...everything, query: '*[_id == ""]', lastEventId }, ({ type }) => {
    greeting = type
  })
  if (opened.ok) opened.close()
  return greeting === 'welcomeback'
}
