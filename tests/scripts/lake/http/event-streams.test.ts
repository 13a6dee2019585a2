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
    expect(await response.text()).toBe(':\n\nevent: mutation\nid: tx#a\ndata: {"n":1}\n\nevent: welcome\ndata: {}\n\n')
  })

  test('is kept awake while nothing happens', async () => {
    const streams = new EventStreams(1)
    const { response } = opened(streams)
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (text.length < 12) text += (await reader?.read())?.value ?? 'ended'
    expect(text.slice(0, 12)).toBe(':\n\n'.repeat(4))
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

  test('sends away a reader who has fallen 8 MB behind, instead of keeping it all in memory', async () => {
    const { response, sink, ended } = opened(new EventStreams())
    const megabyte = 'x'.repeat(1024 * 1024)
    for (let sent = 0; sent < 50; sent += 1) (await sink).send({ type: 'mutation', data: megabyte })
    expect(ended).toEqual(['unsubscribed'])
    expect((await response.text()).length).toBeLessThan(10 * 1024 * 1024)
  })
})
