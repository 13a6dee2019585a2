import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { withoutAddresses } from '../../assets/addresses.ts'
import type { Lake, ListenerEvent } from '../../lake.ts'
import type { EventStreams, StreamEvent } from '../event-streams.ts'
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
  const told = new Told()
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
      const opened = lake.listen(request, (event) => {
        if (sink.isOpen) sink.send(told.as(event, c))
      })
      if (opened.ok) return opened.close
      const { description, error = { description } } = opened
      sink.send({ type: 'channelError', data: jsonFor(c, { error }) })
      sink.end()
      return () => {}
    })
  })
}

/** Listeners who asked the same are told by the same object: its JSON is made once for each origin that they see assets at. */
class Told {
  readonly #made = new WeakMap<ListenerEvent, Map<string, StreamEvent>>()

  as(event: ListenerEvent, c: Context<Env>): StreamEvent {
    const forms = this.#made.get(event) ?? new Map<string, StreamEvent>()
    this.#made.set(event, forms)
    const form = forms.get(c.var.origin) ?? { type: event.type, id: event.id, data: jsonFor(c, event.data) }
    forms.set(c.var.origin, form)
    return form
  }
}
