import { setInterval } from 'node:timers/promises'
import { createClient, type MutationEvent, type SanityClient } from '@sanity/client'
import { describe, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { lakeFetch } from '../../../../studio/lake-fetch.ts'
import { listenSocket } from '../../../../studio/listen-socket.ts'
import { type LakeRig, lakeClient, runningLake } from '../../../rigs/running-lake.ts'
import { runs } from '../../../rigs/runs.ts'
import { shakyLine } from '../../../rigs/shaky-line.ts'

const writes = runs(200, 1000)
const drops = runs(100, 1200)
const millisecondsBetweenDrops = runs(20, 50)

/** What someone knows of all notes who heard of them by a listener alone, from the first one on. */
interface Listened extends Disposable {
  notes: Map<string, unknown>
  eventIds: string[]
  welcomed: number
  /** How often the thread was taken up again. */
  resumed: number
  failures: unknown[]
}

type Told = { type: 'welcome' | 'welcomeback' | 'reset' } | MutationEvent

/** Keeps the books of one listener. */
class Books {
  readonly notes = new Map<string, unknown>()
  readonly eventIds: string[] = []
  readonly failures: unknown[] = []
  welcomed = 0
  resumed = 0

  take(event: Told): void {
    if (event.type === 'mutation') this.#change(event)
    else if (event.type === 'welcome') this.welcomed += 1
    else if (event.type === 'welcomeback') this.resumed += 1
    else this.failures.push('It could not resume')
  }

  #change({ eventId, documentId, transition, result }: MutationEvent): void {
    this.eventIds.push(eventId)
    if (transition === 'disappear') this.notes.delete(documentId)
    else this.notes.set(documentId, result)
  }
}

function listenedBy(client: SanityClient): Listened {
  const books = new Books()
  const events = ['mutation', 'welcome', 'welcomeback', 'reset'] as const
  const subscription = client
    .listen('*[_type == "note"]', {}, { enableResume: true, includeAllVersions: true, events: [...events] })
    .subscribe({ next: (event) => books.take(event as Told), error: (fault) => books.failures.push(fault) })
  return Object.assign(books, { [Symbol.dispose]: () => subscription.unsubscribe() })
}

/** The same without a client: a stream that is opened anew the moment it breaks. */
function listenedAt(url: string, token: string): Listened {
  const books = new Books()
  const end = new AbortController()
  void takenIn(books, url, token, end.signal)
  return Object.assign(books, { [Symbol.dispose]: () => end.abort() })
}

async function takenIn(books: Books, url: string, token: string, signal: AbortSignal): Promise<void> {
  const query = { query: '*[_type == "note"]', enableResume: 'true', includeAllVersions: 'true', includeResult: 'true' }
  const address = `${url}/v2025-02-19/data/listen/production?${new URLSearchParams(query)}`
  let seen: string | undefined
  while (!signal.aborted) {
    const headers = { authorization: `Bearer ${token}`, ...(seen !== undefined && { 'last-event-id': seen }) }
    let text = ''
    try {
      const { body } = await fetch(address, { headers, signal })
      for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const whole = (text + chunk).split('\n\n')
        text = whole.pop() ?? ''
        for (const block of whole) {
          seen = /^id: (.*)$/m.exec(block)?.[1] ?? seen
          const [, type, data] = /event: (\w+)\n(?:id: .*\n)?data: (.*)/.exec(block) ?? []
          if (type) books.take({ type, ...JSON.parse(data ?? '') })
        }
      }
    } catch {
      // The line broke, as it is meant to.
    }
  }
}

/** Sanity's client as the Studio uses it: its listeners come over one WebSocket. `drop` breaks that. */
function overSocket(lake: LakeRig): { client: SanityClient; drop: () => void } {
  const sockets = new Set<WebSocket>()
  const authorization = `Bearer ${lake.token}`
  const connect = () => {
    const socket = new WebSocket(`ws://127.0.0.1:${lake.port}/_lake/mux`, { headers: { authorization } })
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    return socket as unknown as globalThis.WebSocket // the same interface, under another name
  }
  const listen = lakeFetch(lake.url, fetch, listenSocket('', connect))
  const client = createClient({ ...lake.client.config(), resolveFetch: () => listen })
  const drop = () => {
    for (const socket of sockets) socket.terminate()
  }
  return { client, drop }
}

/** Makes, changes, publishes and deletes notes, several in a transaction. */
async function writeNote(client: SanityClient, at: number): Promise<void> {
  const id = `note-${at % 37}`
  const transaction = client.transaction().createOrReplace({ _id: id, _type: at % 5 ? 'note' : 'former', at })
  if (at % 3 === 0) transaction.createOrReplace({ _id: `drafts.${id}`, _type: 'note', at })
  if (at % 7 === 0) transaction.delete(`note-${(at + 20) % 37}`)
  if (at % 4 === 0)
    transaction.createIfNotExists({ _id: 'counter', _type: 'note', n: 0 }).patch('counter', { inc: { n: 1 } })
  await transaction.commit()
}

/** Writes all notes, in small portions; between any two of them `drop` is called. */
async function writeWhileDropping(lake: LakeRig, drop: () => void): Promise<void> {
  let written = 0
  let dropped = 0
  for await (const _ of setInterval(millisecondsBetweenDrops)) {
    drop()
    dropped += 1
    while (written < (writes * dropped) / drops) {
      await writeNote(lake.client, written)
      written += 1
      if (written === writes / 2) await lake.restart()
    }
    if (written >= writes) return
  }
}

describe('a listener whose connection keeps breaking', () => {
  test('knows in the end what a query finds, and was told everything once, even if the lake was started again meanwhile', {
    timeout: 2 * drops * millisecondsBetweenDrops + 60_000,
  }, async () => {
    await using lake = await runningLake()
    await using line = await shakyLine(() => lake.port)
    const studio = overSocket(lake)
    using direct = listenedBy(lakeClient(line.url, lake.token))
    using socket = listenedBy(studio.client)
    using hasty = listenedAt(line.url, lake.token)
    using undisturbed = listenedBy(lake.client)
    const all = [direct, socket, hasty, undisturbed]
    await vi.waitUntil(() => all.every(({ welcomed }) => welcomed === 1))
    await writeWhileDropping(lake, () => {
      line.drop()
      studio.drop()
    })
    const { _rev } = await lake.client.create({ _id: 'the-end', _type: 'note' })
    const end = `${_rev}#the-end`
    await vi.waitUntil(() => all.every(({ eventIds }) => eventIds.at(-1) === end), { timeout: 20_000 })
    const found = await lake.client.fetch('*[_type == "note"] | order(_id)', {}, { perspective: 'raw' })
    for (const { notes, eventIds, failures } of all) {
      expect(failures).toEqual([])
      expect([...notes].sort().map(([, note]) => note)).toEqual(found)
      expect(eventIds).toEqual(undisturbed.eventIds)
      expect(new Set(eventIds).size).toBe(eventIds.length)
    }
    expect(Math.min(direct.resumed, socket.resumed)).toBeGreaterThan(0)
    expect(hasty.resumed).toBeGreaterThan(1)
  })
})
