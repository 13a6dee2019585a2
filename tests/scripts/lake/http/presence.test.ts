import { once } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { Presence } from '../../../../scripts/lake/http/sockets/presence.ts'
import { Pulse } from '../../../../scripts/lake/http/sockets/pulse.ts'
import { type LakeSocket, lakeSocket } from '../../../rigs/lake-socket.ts'
import { runningLake } from '../../../rigs/running-lake.ts'

const path = '/v2022-06-30/socket/production?tag=sanity.studio'

function call(id: string, method: string, params: object = {}): object {
  return { jsonrpc: '2.0', id, method, params: { apiVersion: 'v1', ...params } }
}

/** What a tab was told of others. */
function told({ frames }: LakeSocket): unknown[] {
  return frames
    .filter((frame) => frame !== '♥')
    .map((frame) => JSON.parse(frame))
    .filter(({ method }) => method)
    .map(({ params }) => params.result)
}

const at = (documentId: string) => [{ type: 'document', documentId, path: ['title'] }]
const announced = (sessionId: string, documentId: string) =>
  call('x', 'presence_announce', { data: { sessionId, locations: at(documentId) } })

describe('the socket that tells who is where', () => {
  test('answers every call and tells all subscribers what each tab announces', async () => {
    await using lake = await runningLake()
    using one = await lakeSocket(lake, path)
    using other = await lakeSocket(lake, path)
    one.send(call('a1', 'authorization', { authorization: 'Bearer x' }))
    one.send(call('a2', 'presence_subscribe'))
    await vi.waitUntil(() => one.frames.length === 2)
    expect(one.frames.map((frame) => JSON.parse(frame))).toEqual([
      { jsonrpc: '2.0', id: 'a1', result: true },
      { jsonrpc: '2.0', id: 'a2', result: expect.stringMatching(/\w/) },
    ])
    const locations = at('note-1')
    other.send(call('b1', 'presence_rollcall', { session: 'fane-2' }))
    other.send(call('b2', 'presence_announce', { data: { sessionId: 'fane-2', locations } }))
    await vi.waitUntil(() => one.frames.length === 4)
    expect(told(one)).toEqual([
      { type: 'rollCall', i: 'pProgram', session: 'fane-2' },
      { type: 'state', i: 'pProgram', m: { sessionId: 'fane-2', locations } },
    ])
  })

  test('tells when a tab is gone, even if it left without a word', async () => {
    await using lake = await runningLake()
    using one = await lakeSocket(lake, path)
    one.send(call('a1', 'presence_subscribe'))
    {
      using other = await lakeSocket(lake, path)
      other.send(call('b1', 'presence_rollcall', { session: 'fane-2' }))
      await vi.waitUntil(() => told(one).length === 1)
    }
    await vi.waitUntil(() => told(one).length === 2)
    expect(told(one)[1]).toEqual({ type: 'disconnect', i: 'pProgram', m: { session: 'fane-2' } })
  })

  test('tells each of several tabs of every other, and that of one which closes nobody else is gone', async () => {
    await using lake = await runningLake()
    using first = await lakeSocket(lake, path)
    using second = await lakeSocket(lake, path)
    const third = await lakeSocket(lake, path)
    for (const tab of [first, second, third]) tab.send(call('s', 'presence_subscribe'))
    await vi.waitUntil(() => [first, second, third].every(({ frames }) => frames.length === 1))
    first.send(announced('fane-1', 'a'))
    second.send(announced('fane-2', 'a'))
    third.send(announced('fane-3', 'b'))
    await vi.waitUntil(() => [first, second, third].every((tab) => told(tab).length === 3))
    third.socket.terminate()
    await vi.waitUntil(() => told(first).length === 4 && told(second).length === 4)
    for (const tab of [first, second]) {
      expect(told(tab)).toContainEqual({ type: 'state', i: 'pProgram', m: { sessionId: 'fane-1', locations: at('a') } })
      expect(told(tab)).toContainEqual({ type: 'state', i: 'pProgram', m: { sessionId: 'fane-2', locations: at('a') } })
      expect(told(tab).at(-1)).toEqual({ type: 'disconnect', i: 'pProgram', m: { session: 'fane-3' } })
    }
  })

  test('says once that a tab is gone which said goodbye, and of a tab with a new session that the old one is', async () => {
    await using lake = await runningLake()
    using one = await lakeSocket(lake, path)
    one.send(call('s', 'presence_subscribe'))
    await vi.waitUntil(() => one.frames.length === 1)
    {
      using other = await lakeSocket(lake, path)
      other.send(announced('fane-2', 'a'))
      other.send(announced('fane-3', 'a'))
      other.send(call('d', 'presence_disconnect', { session: 'fane-1' }))
      await vi.waitUntil(() => other.frames.length === 3)
    }
    using last = await lakeSocket(lake, path)
    last.send(call('r', 'presence_rollcall', { session: 'fane-4' }))
    await vi.waitUntil(() => told(one).length === 5)
    const gone = (session: string) => ({ type: 'disconnect', i: 'pProgram', m: { session } })
    expect(told(one).filter((result) => Object(result).type === 'disconnect')).toEqual([gone('fane-2'), gone('fane-3')])
  })

  test('tells a tab nothing more once it has unsubscribed', async () => {
    await using lake = await runningLake()
    using one = await lakeSocket(lake, path)
    one.send(call('s', 'presence_subscribe'))
    one.send(call('u', 'presence_unsubscribe'))
    one.send(announced('fane-1', 'a'))
    await vi.waitUntil(() => one.frames.length === 3)
    expect(told(one)).toEqual([])
  })

  test.each([
    ['nonsense', 'nonsense', 1008],
    ['a call too long to be a tab’s', JSON.stringify(announced('fane', 'a'.repeat(20_000))), 1009],
  ])('is closed on someone who sends %s, and tells nobody', async (_, text, code) => {
    await using lake = await runningLake()
    using one = await lakeSocket(lake, path)
    one.send(call('s', 'presence_subscribe'))
    await vi.waitUntil(() => one.frames.length === 1)
    using other = await lakeSocket(lake, path)
    other.socket.send(text)
    expect((await other.closed)[0]).toBe(code)
    expect(told(one)).toEqual([])
  })

  test('answers false to what it cannot tell on', async () => {
    await using lake = await runningLake()
    using one = await lakeSocket(lake, path)
    one.send(call('a', 'presence_announce', { data: { sessionId: 'x'.repeat(101), locations: [] } }))
    one.send(call('b', 'presence_announce', { data: { sessionId: 'x', locations: Array(101).fill({}) } }))
    one.send(call('c', 'presence_rollcall', {}))
    await vi.waitUntil(() => one.frames.length === 3)
    expect(one.frames.map((frame) => JSON.parse(frame).result)).toEqual([false, false, false])
  })
})

/** A WebSocket server that hands each socket to `use`, and a way to open sockets to it. */
async function socketServer(use: (socket: WebSocket) => void) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  server.on('connection', use)
  const { port } = Object(server.address())
  return {
    clients: server.clients,
    open: (options = {}) => lakeSocket({ port, token: '' }, '/', options),
    async [Symbol.asyncDispose]() {
      for (const socket of server.clients) socket.terminate()
      await new Promise((closed) => server.close(closed))
    },
  }
}

describe('the presence of many', () => {
  test('is kept from one tab that talks without end', async () => {
    const presence = new Presence(() => 'id', { calls: 50 })
    await using server = await socketServer((socket) => presence.join(socket, 'anna'))
    using tab = await server.open()
    for (let n = 0; n < 60; n += 1) tab.send(call(String(n), 'presence_rollcall', { session: 'fane' }))
    expect((await tab.closed)[0]).toBe(1008)
    expect(tab.frames).toHaveLength(50)
    presence.close()
  })

  test('is refused beyond so many tabs, and has room again when some are gone', async () => {
    const presence = new Presence(() => 'id', { peers: 2 })
    await using server = await socketServer((socket) => presence.join(socket, 'anna'))
    using _first = await server.open()
    using second = await server.open()
    using third = await server.open()
    expect((await third.closed)[0]).toBe(1013)
    second.socket.terminate()
    await vi.waitUntil(() => server.clients.size === 1)
    using fourth = await server.open()
    fourth.send(call('s', 'presence_subscribe'))
    await vi.waitUntil(() => fourth.frames.length === 1)
    presence.close()
  })

  test('lets a tab go that reads nothing, instead of keeping it all in memory', async () => {
    const presence = new Presence(() => 'id', { unreadBytes: 0, callLength: 1_000_000 })
    await using server = await socketServer((socket) => presence.join(socket, 'anna'))
    using deaf = await server.open()
    deaf.send(call('s', 'presence_subscribe'))
    await vi.waitUntil(() => deaf.frames.length === 1)
    deaf.socket.pause()
    using loud = await server.open()
    const locations = [{ type: 'document', documentId: 'x'.repeat(500_000) }]
    let calls = 0
    while (server.clients.size === 2) {
      const heard = loud.frames.length
      loud.send(call(String(calls++), 'presence_announce', { data: { sessionId: 'fane', locations } }))
      await vi.waitUntil(() => loud.frames.length > heard)
    }
    expect(loud.socket.readyState).toBe(loud.socket.OPEN)
    presence.close()
  })
})

describe('the pulse of a socket', () => {
  test('ends it when the other end is gone without a word', async () => {
    const pulse = new Pulse()
    await using server = await socketServer((socket) => pulse.watch(socket))
    using gone = await server.open({ autoPong: false })
    pulse.beat()
    await once(gone.socket, 'ping')
    pulse.beat()
    expect((await gone.closed)[0]).toBe(1006)
    pulse.close()
  })

  test('leaves it alone as long as it answers', async () => {
    const pulse = new Pulse()
    await using server = await socketServer((socket) => pulse.watch(socket))
    using there = await server.open()
    for (let beats = 0; beats < 10; beats += 1) {
      const answered = [...server.clients].map((socket) => once(socket, 'pong'))
      pulse.beat()
      await Promise.all(answered)
    }
    expect(there.socket.readyState).toBe(there.socket.OPEN)
    pulse.close()
  })
})
