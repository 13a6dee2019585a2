import type { ListenEvent, LiveEvent } from '@sanity/client'
import type { Observable } from 'rxjs'
import { describe, expect, test, vi } from 'vitest'
import { lakeSocket } from '../../../rigs/lake-socket.ts'
import { type LakeRig, lakeClient, runningLake } from '../../../rigs/running-lake.ts'

/** Everything an observable has given so far; the subscription ends with the scope. */
function heard<T>(observable: Observable<T>) {
  const events: T[] = []
  const errors: unknown[] = []
  const subscription = observable.subscribe({
    next: (event) => events.push(event),
    error: (error) => errors.push(error),
  })
  return { events, errors, [Symbol.dispose]: () => subscription.unsubscribe() }
}

const typesOf = (events: { type: string }[]) => events.map(({ type }) => type)

function notes(lake: LakeRig, options: object = {}): Observable<ListenEvent<Record<string, unknown>>> {
  const events = ['welcome', 'mutation', 'reconnect'] as const
  return lake.client.listen(
    '*[_type == "note"]',
    {},
    { events: [...events], includePreviousRevision: true, ...options },
  )
}

describe('a listener of Sanity’s client', () => {
  test('is welcomed, and hears of what appears, changes and disappears', async () => {
    await using lake = await runningLake()
    using listener = heard(notes(lake))
    await vi.waitUntil(() => listener.events.length === 1)
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await lake.client.create({ _id: 'person-1', _type: 'person' })
    await lake.client.patch('note-1').set({ title: 'Ny' }).commit()
    await lake.client.delete('note-1')
    await vi.waitUntil(() => listener.events.length === 4)
    expect(listener.events).toMatchObject([
      { type: 'welcome', listenerName: expect.any(String) },
      { type: 'mutation', transition: 'appear', documentId: 'note-1', result: { _type: 'note' } },
      { type: 'mutation', transition: 'update', result: { title: 'Ny' }, previous: { _id: 'note-1' } },
      { type: 'mutation', transition: 'disappear', previous: { title: 'Ny' } },
    ])
  })

  test.each([
    ['published documents alone', '2025-02-19', ['note-1']],
    ['drafts too, when it says so', '2025-02-19', ['drafts.note-1', 'note-1'], { includeAllVersions: true }],
    ['drafts too, by an API version from before that was asked', '2021-10-21', ['drafts.note-1', 'note-1']],
  ])('hears of %s', async (_, apiVersion, ids, options: object = {}) => {
    await using lake = await runningLake()
    const client = lake.client.withConfig({ apiVersion })
    using listener = heard(client.listen('*[_type == "note"]', {}, { events: ['welcome', 'mutation'], ...options }))
    await vi.waitUntil(() => listener.events.length === 1)
    await lake.client.create({ _id: 'drafts.note-1', _type: 'note' })
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await vi.waitUntil(() => listener.events.length > ids.length)
    expect(listener.events.slice(1).map((event) => 'documentId' in event && event.documentId)).toEqual(ids)
  })

  test('sees asset addresses at the host it asked', async () => {
    await using lake = await runningLake()
    using listener = heard(
      lake.client.listen('*[_type == "sanity.fileAsset"]', {}, { events: ['welcome', 'mutation'] }),
    )
    await vi.waitUntil(() => listener.events.length === 1)
    const { url } = await lake.client.assets.upload('file', Buffer.from('a,b'), { filename: 'tal.csv' })
    await vi.waitUntil(() => listener.events.length === 2)
    expect(url).toMatch(`${lake.url}/files/`)
    expect(listener.events[1]).toMatchObject({ result: { url } })
  })

  test('comes back by itself when the lake has been started again, and is welcomed anew', async () => {
    await using lake = await runningLake()
    using listener = heard(notes(lake))
    await vi.waitUntil(() => listener.events.length === 1)
    await lake.restart()
    await vi.waitUntil(() => typesOf(listener.events).join() === 'welcome,reconnect,welcome', { timeout: 20_000 })
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await vi.waitUntil(() => listener.events.length === 4)
    expect(listener.events[3]).toMatchObject({ type: 'mutation', documentId: 'note-1' })
  })

  test('that resumes is told after a restart what happened meanwhile, though nobody was there to tell', async () => {
    await using lake = await runningLake()
    using listener = heard(notes(lake, { enableResume: true, events: ['welcome', 'mutation', 'welcomeback', 'reset'] }))
    await vi.waitUntil(() => listener.events.length === 1)
    await lake.client.create({ _id: 'note-1', _type: 'note', title: 'Før' })
    await vi.waitUntil(() => listener.events.length === 2)
    await lake.restart()
    await lake.client.create({ _id: 'note-2', _type: 'note' })
    await lake.restart()
    await lake.client.patch('note-1').set({ title: 'Efter' }).commit()
    await vi.waitUntil(() => listener.events.length >= 5, { timeout: 20_000 })
    const told = listener.events.filter(({ type }) => type !== 'welcomeback')
    expect(told.slice(2)).toMatchObject([
      { type: 'mutation', transition: 'appear', documentId: 'note-2' },
      { type: 'mutation', documentId: 'note-1', previous: { title: 'Før' }, result: { title: 'Efter' } },
    ])
    expect(typesOf(listener.events)).toContain('welcomeback')
  })

  test('ends in an error when its query cannot be listened to', async () => {
    await using lake = await runningLake()
    using listener = heard(lake.client.listen('*[_type == '))
    await vi.waitUntil(() => listener.errors.length === 1)
    expect(String(listener.errors[0])).toMatch(/Unexpected end of query/)
    expect(String(listener.errors[0])).toContain('*[_type == ')
  })

  test('ends in a sentence when its query is no filter', async () => {
    await using lake = await runningLake()
    using listener = heard(lake.client.listen('count(*)'))
    await vi.waitUntil(() => listener.errors.length === 1)
    expect(String(listener.errors[0])).toContain('Cannot listen to count(*): it must be a filter')
  })
})

/** The text of a stream until it contains what is waited for; `meanwhile` happens once the stream has begun. */
async function streamed(
  lake: LakeRig,
  path: string,
  headers: Record<string, string>,
  until: string,
  meanwhile = async () => {},
) {
  const leave = new AbortController()
  const authorization = `Bearer ${lake.token}`
  const response = await fetch(`${lake.url}${path}`, { headers: { authorization, ...headers }, signal: leave.signal })
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const begins = !text.includes('event: ')
    text += chunk
    if (begins && text.includes('event: ')) await meanwhile()
    if (text.includes(until)) break
  }
  leave.abort()
  return text
}

const listenPath = `/v2025-02-19/data/listen/production?${new URLSearchParams({
  query: '*[_type == "note"]',
  enableResume: 'true',
  effectFormat: 'mendoza',
  includeMutations: 'false',
})}`

describe('a stream of changes', () => {
  test('resumes after the last event that was seen', async () => {
    await using lake = await runningLake()
    const first = await streamed(lake, listenPath, {}, 'note-1', async () => {
      await lake.client.create({ _id: 'note-1', _type: 'note' })
      const second = await lake.client.create({ _id: 'note-2', _type: 'note' })
      expect(second._id).toBe('note-2')
    })
    const seen = /id: (\S+#note-1)/.exec(first)?.[1] ?? 'none'
    const resumed = await streamed(lake, listenPath, { 'last-event-id': seen }, 'note-2')
    expect(resumed).toMatch(/^:\nretry: 1000\n\nevent: welcomeback\n/)
    expect(resumed).not.toContain('note-1"')
  })

  test('tells a listener to start over when it cannot resume', async () => {
    await using lake = await runningLake()
    expect(await streamed(lake, listenPath, { 'last-event-id': 'forgotten#x' }, 'reset')).toContain('event: reset\n')
  })

  test('leaves out mutations and gives effects when that is asked for', async () => {
    await using lake = await runningLake()
    const text = await streamed(lake, listenPath, {}, '"effects"', async () => {
      await lake.client.create({ _id: 'note-1', _type: 'note' })
    })
    const event = JSON.parse(/data: (.*"documentId".*)/.exec(text)?.[1] ?? '')
    expect(event).toMatchObject({ documentId: 'note-1', effects: { apply: [0, { _id: 'note-1' }], revert: [0, null] } })
    expect(event).not.toHaveProperty('mutations')
  })
})

const livePath = '/v2025-02-19/data/live/events/production'

describe('the live API', () => {
  test('calls those who asked anything whenever something changes, without credentials', async () => {
    await using lake = await runningLake()
    using live = heard<LiveEvent>(lakeClient(lake.url).live.events())
    await vi.waitUntil(() => live.events.length === 1)
    const { syncTags = [] } = await lake.client.fetch('*', {}, { filterResponse: false })
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await vi.waitUntil(() => live.events.length === 2)
    expect(live.events).toMatchObject([{ type: 'welcome' }, { type: 'message', tags: syncTags }])
  })

  test('calls once for each transaction, and of drafts only those who may see them', async () => {
    await using lake = await runningLake()
    using readers = heard<LiveEvent>(lake.client.live.events())
    using editors = heard<LiveEvent>(lake.client.live.events({ includeDrafts: true }))
    await vi.waitUntil(() => readers.events.length + editors.events.length === 2)
    await lake.client.create({ _id: 'drafts.note-1', _type: 'note' })
    await lake.client.mutate([
      { create: { _id: 'note-1', _type: 'note' } },
      { create: { _id: 'note-2', _type: 'note' } },
      { delete: { id: 'drafts.note-1' } },
    ])
    await vi.waitUntil(() => editors.events.length === 3 && readers.events.length === 2)
    expect(editors.events.map(({ type }) => type)).toEqual(['welcome', 'message', 'message'])
    const { status } = await fetch(`${lake.url}${livePath}?includeDrafts=true`)
    expect(status).toBe(401)
  })

  test('names no document to those who show no credentials', async () => {
    await using lake = await runningLake()
    const text = await streamed(lake, livePath, { authorization: '' }, 'event: message', async () => {
      await lake.client.create({ _id: 'note-1', _type: 'note' })
    })
    expect(text).not.toContain('note')
  })

  test('goes on after the call that was heard last, also after a restart', async () => {
    await using lake = await runningLake()
    const first = await streamed(lake, livePath, {}, 'event: message', async () => {
      await lake.client.create({ _id: 'note-1', _type: 'note' })
    })
    const seen = /event: message\nid: (\S+)/.exec(first)?.[1] ?? 'none'
    const second = await lake.client.create({ _id: 'note-2', _type: 'note' })
    await lake.restart()
    const resumed = await streamed(lake, livePath, { 'last-event-id': seen }, 'event: message')
    expect(resumed).toMatch(new RegExp(`event: welcome\n.*\n\nevent: message\nid: ${second._rev}#\n`))
  })

  test('tells whoever it cannot tell what was missed to ask for everything anew, first of all', async () => {
    await using lake = await runningLake()
    const text = await streamed(lake, livePath, { 'last-event-id': 'forgotten#' }, 'event: restart')
    expect(text).not.toContain('event: welcome')
  })
})

describe('the socket that carries streams', () => {
  const textOf = (frames: string[], id: number) =>
    frames
      .map((frame) => JSON.parse(frame))
      .filter((frame) => frame.id === id)
      .map(({ chunk = '' }) => chunk)
      .join('')

  test('carries many listeners at once, each under its number', async () => {
    await using lake = await runningLake()
    using mux = await lakeSocket(lake, '/_lake/mux')
    for (let id = 1; id <= 20; id += 1) mux.send({ id, path: listenPath, headers: { accept: 'text/event-stream' } })
    await vi.waitUntil(() => mux.frames.join().split('event: welcome').length > 20)
    expect(JSON.parse(mux.frames[0] ?? '')).toMatchObject({
      head: 1,
      status: 200,
      headers: { 'content-type': /^text\/event-stream/ },
    })
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await vi.waitUntil(() => textOf(mux.frames, 7).includes('#note-1') && textOf(mux.frames, 20).includes('#note-1'))
  })

  test('ends a stream that is closed and leaves the others alone', async () => {
    await using lake = await runningLake()
    using mux = await lakeSocket(lake, '/_lake/mux')
    mux.send({ id: 1, path: listenPath })
    mux.send({ id: 2, path: listenPath })
    await vi.waitUntil(() => textOf(mux.frames, 2).includes('welcome'))
    mux.send({ id: 1, close: true })
    await vi.waitUntil(() => mux.frames.includes(JSON.stringify({ id: 1, end: 1 })))
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await vi.waitUntil(() => textOf(mux.frames, 2).includes('#note-1'))
    expect(textOf(mux.frames, 1)).not.toContain('#note-1')
  })

  test('resumes by the header of the stream, not of the socket', async () => {
    await using lake = await runningLake()
    using mux = await lakeSocket(lake, '/_lake/mux')
    mux.send({ id: 1, path: listenPath, headers: { 'Last-Event-ID': 'forgotten#x' } })
    await vi.waitUntil(() => textOf(mux.frames, 1).includes('event: reset'))
  })

  test('hands on what a listener is refused with', async () => {
    await using lake = await runningLake()
    using mux = await lakeSocket(lake, '/_lake/mux')
    mux.send({ id: 1, path: '/v2025-02-19/data/listen/production' })
    await vi.waitUntil(() => mux.frames.includes(JSON.stringify({ id: 1, end: 1 })))
    expect(JSON.parse(mux.frames[0] ?? '')).toMatchObject({ status: 400 })
  })

  test.each(['/v2025-02-19/data/query/production?query=*', '//evil.example/v1/data/listen/x', '/token', ''])(
    'carries nothing but streams of ours, and so not %j',
    async (path) => {
      await using lake = await runningLake()
      using mux = await lakeSocket(lake, '/_lake/mux')
      mux.send({ id: 1, path })
      await vi.waitUntil(() => mux.frames.length >= 1)
      expect(JSON.parse(mux.frames[0] ?? '')).toMatchObject({ status: 404 })
    },
  )

  test('is closed on someone who talks nonsense', async () => {
    await using lake = await runningLake()
    using mux = await lakeSocket(lake, '/_lake/mux')
    mux.send({ hello: 'there' })
    expect((await mux.closed)[0]).toBe(1008)
  })

  test.each([{ 'no name': 'x' }, { 'last-event-id': '→' }, { 'last-event-id': 'x\r\ny: z' }])(
    'is closed on someone who names headers that HTTP cannot carry (%j), and the lake goes on',
    async (headers) => {
      await using lake = await runningLake()
      using mux = await lakeSocket(lake, '/_lake/mux')
      mux.send({ id: 1, path: listenPath, headers })
      expect((await mux.closed)[0]).toBe(1008)
      expect(await lake.client.fetch('count(*)')).toBe(0)
    },
  )

  test('is closed on someone who opens more than 256 streams, or one number twice', async () => {
    await using lake = await runningLake()
    using many = await lakeSocket(lake, '/_lake/mux')
    for (let id = 0; id <= 256; id += 1) many.send({ id, path: listenPath })
    using twice = await lakeSocket(lake, '/_lake/mux')
    for (const id of [1, 1]) twice.send({ id, path: listenPath })
    expect([(await many.closed)[0], (await twice.closed)[0]]).toEqual([1008, 1008])
    expect(await lake.client.fetch('count(*)')).toBe(0)
  })

  test('goes on for all others when one breaks off in the middle of a large event', async () => {
    await using lake = await runningLake()
    using gone = await lakeSocket(lake, '/_lake/mux')
    using mux = await lakeSocket(lake, '/_lake/mux')
    for (const socket of [gone, mux]) socket.send({ id: 1, path: listenPath })
    await vi.waitUntil(() => [gone, mux].every(({ frames }) => textOf(frames, 1).includes('welcome')))
    gone.socket.once('message', () => gone.socket.terminate())
    const text = 'Rødgrød med fløde. '.repeat(50_000)
    await lake.client.create({ _id: 'note-1', _type: 'note', text })
    await lake.client.create({ _id: 'note-2', _type: 'note' })
    await vi.waitUntil(() => textOf(mux.frames, 1).includes('#note-2'))
    expect(textOf(mux.frames, 1)).toContain(text)
  })

  test('takes no password from an address', async () => {
    await using lake = await runningLake()
    using mux = await lakeSocket(lake, '/_lake/mux')
    mux.send({ id: 1, path: `http://anna:kode@127.0.0.1:${lake.port}${listenPath}` })
    await vi.waitUntil(() => textOf(mux.frames, 1).includes('event: welcome'))
  })
})
