import { describe, expect, test } from 'vitest'
import { EventStreams, type Sink } from '../../../../scripts/lake/http/event-streams.ts'

function opened(streams: EventStreams) {
  const ended: string[] = []
  const { promise, resolve } = Promise.withResolvers<Sink>()
  const response = streams.response((sink) => {
    resolve(sink)
    return () => ended.push('unsubscribed')
  })
  return { response, sink: promise, ended }
}

describe('a stream of events', () => {
  test('begins with a comment and gives each event its id, type and data', async () => {
    const streams = new EventStreams()
    const { response, sink } = opened(streams)
    ;(await sink).send({ type: 'mutation', id: 'tx#a', data: '{"n":1}' })
    ;(await sink).send({ type: 'welcome', data: '{}' })
    streams.endAll()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await response.text()).toBe(
      ':\nretry: 1000\n\nevent: mutation\nid: tx#a\ndata: {"n":1}\n\nevent: welcome\ndata: {}\n\n',
    )
  })

  test('is kept awake while nothing happens', async () => {
    const streams = new EventStreams(1)
    const { response } = opened(streams)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (text.length < 23) text += (await reader?.read())?.value ?? 'ended'
    expect(text.slice(0, 23)).toBe(`:\nretry: 1000\n\n${':\n\n'.repeat(3)}`.slice(0, 23))
    streams.endAll()
  })

  test('ends its subscription once, when its reader leaves', async () => {
    const streams = new EventStreams()
    const { response, sink, ended } = opened(streams)
    await response.body?.cancel()
    ;(await sink).send({ type: 'late', data: '1' })
    streams.endAll()
    expect(ended).toEqual(['unsubscribed'])
  })

  test('can be ended by its subscription at once', async () => {
    const ended: string[] = []
    const response = new EventStreams().response((sink) => {
      sink.send({ type: 'channelError', data: '{}' })
      sink.end()
      return () => ended.push('unsubscribed')
    })
    expect(await response.text()).toContain('event: channelError')
    expect(ended).toEqual(['unsubscribed'])
  })

  test('takes up no place when its subscription fails', () => {
    const streams = new EventStreams()
    const failing = () => {
      throw new Error('no such thing to listen to')
    }
    expect(() => streams.response(failing)).toThrow('no such thing')
    expect(streams.load).toEqual({ readers: 0, unreadBytes: 0 })
  })

  test('sends away a reader who has fallen 8 MB behind, instead of keeping it all in memory', async () => {
    const { response, sink, ended } = opened(new EventStreams())
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let sent = 0; sent < 50; sent += 1) (await sink).send({ type: 'mutation', data: megabyte })
    expect(ended).toEqual(['unsubscribed'])
    expect((await response.text()).length).toBeLessThan(10 * 1024 * 1024)
  })

  test('is counted in bytes until it is read, and what many wait for is held once', async () => {
    const streams = new EventStreams()
    const readers = Array.from({ length: 100 }, () => opened(streams))
    const event = { type: 'mutation', data: 'x'.repeat(1000) }
    const before = streams.load.unreadBytes
    for (const { sink } of readers) (await sink).send(event)
    const size = 'event: mutation\ndata: \n\n'.length + 1000
    expect(streams.load).toEqual({ readers: 100, unreadBytes: before + size })
    for (const { sink } of readers) (await sink).end()
    await Promise.all(readers.map(({ response }) => response.text()))
    expect(streams.load).toEqual({ readers: 0, unreadBytes: 0 })
  })

  test('may be left while it is being told, by its reader or by those who fill it', async () => {
    const streams = new EventStreams()
    const [one, other] = [opened(streams), opened(streams)]
    const reading = one.response.body?.getReader()
    ;(await one.sink).send({ type: 'mutation', data: '"before"' })
    await reading?.read()
    await reading?.cancel()
    ;(await one.sink).send({ type: 'mutation', data: '"after"' })
    ;(await one.sink).end()
    ;(await other.sink).send({ type: 'mutation', data: '"before"' })
    ;(await other.sink).end()
    ;(await other.sink).send({ type: 'mutation', data: '"after"' })
    expect(await other.response.text()).not.toContain('after')
    expect([...one.ended, ...other.ended]).toEqual(['unsubscribed', 'unsubscribed'])
    expect(streams.load).toEqual({ readers: 0, unreadBytes: 0 })
  })

  test('is given up, slowest first, when more waits in all than may', async () => {
    const streams = new EventStreams(15_000, { unreadByAll: 1000 })
    const [slow, slower, quick] = [opened(streams), opened(streams), opened(streams)]
    const reading = quick.response.text()
    const tell = async (to: { sink: Promise<Sink> }[], data: string) => {
      for (const { sink } of to) (await sink).send({ type: 'mutation', data })
    }
    await tell([slower], 'a'.repeat(500))
    for (let n = 0; n < 20; n += 1) await tell([slow, slower, quick], `${n}`.repeat(20))
    expect(slower.ended).toEqual(['unsubscribed'])
    expect(quick.ended).toEqual([])
    expect(streams.load.unreadBytes).toBeLessThanOrEqual(1000)
    expect(await slower.response.text()).not.toContain('a')
    ;(await quick.sink).end()
    expect((await reading).split('event: mutation')).toHaveLength(21)
  })

  test('gives large events in pieces, whole in the end', async () => {
    const { response, sink } = opened(new EventStreams())
    const data = JSON.stringify('rødgrød '.repeat(100_000))
    ;(await sink).send({ type: 'mutation', data })
    ;(await sink).end()
    const sizes: number[] = []
    const count = new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => {
        sizes.push(bytes.byteLength)
        controller.enqueue(bytes)
      },
    })
    const text = await new Response(response.body?.pipeThrough(count)).text()
    expect(text).toBe(`:\nretry: 1000\n\nevent: mutation\ndata: ${data}\n\n`)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024)
  })

  test('is refused, for the time being, beyond so many', () => {
    const streams = new EventStreams(15_000, { readers: 2 })
    const statuses = [opened(streams), opened(streams), opened(streams)].map(({ response }) => response.status)
    expect(statuses).toEqual([200, 200, 503])
    streams.endAll()
  })
})
