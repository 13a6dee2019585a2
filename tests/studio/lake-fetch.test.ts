import { describe, expect, test } from 'vitest'
import { lakeFetch } from '../../studio/lake-fetch.ts'
import { muxServer } from '../rigs/mux-server.ts'

const listen = '/v2025-02-19/data/listen/production?query=*'

describe('a listen stream of the Studio', () => {
  test('asks over the socket for its path, with its headers', async () => {
    await using lake = await muxServer()
    const fetch = lakeFetch(lake.origin)
    const answer = fetch(lake.origin + listen, { headers: { 'Last-Event-ID': 'abc#1' } })
    const order = await lake.order()
    expect(order).toMatchObject({ path: listen, headers: { 'last-event-id': 'abc#1' } })
    order.answer({ head: 1, status: 200, headers: {} })
    await answer
  })

  test('is a response whose text comes as the lake sends it', async () => {
    await using lake = await muxServer()
    const answer = lakeFetch(lake.origin)(lake.origin + listen)
    const order = await lake.order()
    order.answer({ head: 1, status: 200, headers: { 'content-type': 'text/event-stream' } })
    const response = await answer
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
    order.answer({ chunk: 'event: welcome\n' })
    order.answer({ chunk: 'data: "rødgrød"\n\n' })
    order.answer({ end: 1 })
    expect(await response.text()).toBe('event: welcome\ndata: "rødgrød"\n\n')
  })

  test('brings a refusal as the lake puts it', async () => {
    await using lake = await muxServer()
    const answer = lakeFetch(lake.origin)(lake.origin + listen)
    const order = await lake.order()
    order.answer({ head: 1, status: 401, headers: {} })
    order.answer({ end: 1 })
    expect((await answer).status).toBe(401)
  })

  test('shares one socket with all others', async () => {
    await using lake = await muxServer()
    const fetch = lakeFetch(lake.origin)
    const answers = Array.from({ length: 8 }, () => fetch(lake.origin + listen))
    for (const _ of answers) (await lake.order()).answer({ head: 1, status: 200, headers: {} })
    await Promise.all(answers)
    expect(lake.sockets()).toHaveLength(1)
  })

  test('is closed at the lake when the Studio aborts it', async () => {
    await using lake = await muxServer()
    const abort = new AbortController()
    const answer = lakeFetch(lake.origin)(lake.origin + listen, { signal: abort.signal })
    const { id, answer: send } = await lake.order()
    send({ head: 1, status: 200, headers: {} })
    const response = await answer
    abort.abort()
    expect(await lake.order()).toMatchObject({ id, close: true })
    await expect(response.text()).rejects.toThrow('aborted')
  })

  test('is closed at the lake when its reader goes away', async () => {
    await using lake = await muxServer()
    const answer = lakeFetch(lake.origin)(lake.origin + listen)
    const { id, answer: send } = await lake.order()
    send({ head: 1, status: 200, headers: {} })
    await (await answer).body?.cancel()
    expect(await lake.order()).toMatchObject({ id, close: true })
  })

  test('is never begun when it was aborted before', async () => {
    await using lake = await muxServer()
    const signal = AbortSignal.abort()
    await expect(lakeFetch(lake.origin)(lake.origin + listen, { signal })).rejects.toThrow('aborted')
    expect(lake.sockets()).toHaveLength(0)
  })
})

describe('when the connection to the lake drops', () => {
  test('every stream fails, begun or not', async () => {
    await using lake = await muxServer()
    const fetch = lakeFetch(lake.origin)
    const [first, second] = [fetch(lake.origin + listen), fetch(lake.origin + listen)]
    const orders = [await lake.order(), await lake.order()]
    orders[0]?.answer({ head: 1, status: 200, headers: {} })
    const begun = await first
    for (const socket of lake.sockets()) socket.terminate()
    await expect(begun.text()).rejects.toThrow(TypeError)
    await expect(second).rejects.toThrow('The connection to the lake was lost')
  })

  test('the next stream connects anew', async () => {
    await using lake = await muxServer()
    const fetch = lakeFetch(lake.origin)
    const lost = fetch(lake.origin + listen)
    await lake.order()
    for (const socket of lake.sockets()) socket.terminate()
    await expect(lost).rejects.toThrow(TypeError)
    const found = fetch(lake.origin + listen)
    const order = await lake.order()
    order.answer({ head: 1, status: 200, headers: {} })
    expect((await found).status).toBe(200)
  })

  test('and cannot be made again, a stream fails as a fetch does', async () => {
    const gone = await muxServer()
    await gone[Symbol.asyncDispose]()
    await expect(lakeFetch(gone.origin)(gone.origin + listen)).rejects.toThrow(TypeError)
  })
})

describe('all other requests', () => {
  test('go the plain way', async () => {
    const asked: string[] = []
    const fetch = lakeFetch('http://localhost:3333', async (address) => {
      asked.push(address)
      return new Response()
    })
    await fetch('http://localhost:3333/v2025-02-19/data/query/production?query=*')
    await fetch('https://elsewhere.example/v1/data/listen/production')
    expect(asked).toHaveLength(2)
  })
})
