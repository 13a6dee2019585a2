import { connect } from 'node:net'
import { Hono } from 'hono'
import { describe, expect, test, vi } from 'vitest'
import { listenRoutes } from '../../../../scripts/lake/http/data/listen.ts'
import { EventStreams } from '../../../../scripts/lake/http/event-streams.ts'
import type { Env } from '../../../../scripts/lake/http/wire.ts'
import { lakeSocket } from '../../../rigs/lake-socket.ts'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'
import { temporaryLake } from '../temporary-lake.ts'

/** The six listeners that a tab of the Studio with an open document holds. */
function listenersOfTab(documentId: string): string[] {
  const ids = { $ids: JSON.stringify([documentId, `drafts.${documentId}`]) }
  const form = { includeAllVersions: 'true', visibility: 'query' }
  return [
    { query: '*[_type=="system.release" && _id in path("_.releases.*")]' },
    { query: '*', ...form, includeMutations: 'false', effectFormat: 'mendoza' },
    { query: '*[_type == $type]', ...form, $type: '"note"' },
    { query: '*[_id in $ids]', ...ids, ...form, effectFormat: 'mendoza', enableResume: 'true' },
    { query: '*[sanity::versionOf($id)]', $id: JSON.stringify(documentId), ...form, includeMutations: 'false' },
    { query: '*[_type == "sanity.canvas.link" && studioDocumentId in $ids]', ...ids, ...form },
  ].map((options) => `/v2025-02-19/data/listen/production?${new URLSearchParams(options)}`)
}

/** Asks for a stream and reads nothing of it. */
async function deafListener({ port, token }: LakeRig, path: string) {
  const socket = connect(port, '127.0.0.1')
  socket.pause()
  socket.on('error', () => {})
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n\r\n`)
  return { [Symbol.dispose]: () => socket.destroy() }
}

describe('six hundred listeners, a hundred of which never read', () => {
  test('leave the lake quick: reading and writing take less than a second, and all who read hear of it', async () => {
    await using lake = await runningLake()
    await using open = new AsyncDisposableStack()
    const tabs = await Promise.all(
      Array.from({ length: 84 }, async (_, at) => {
        const tab = open.use(await lakeSocket(lake, '/_lake/mux'))
        for (const [id, path] of listenersOfTab(`note-${at}`).entries()) tab.send({ id, path })
        return tab
      }),
    )
    const everything = listenersOfTab('note-0')[1] ?? ''
    for (let at = 0; at < 100; at += 1) open.use(await deafListener(lake, everything))
    const heard = (text: string) => tabs.filter(({ frames }) => frames.some((frame) => frame.includes(text))).length
    await vi.waitUntil(() => tabs.every(({ frames }) => frames.join().split('event: welcome').length > 6), {
      timeout: 20_000,
    })
    const times: number[] = []
    for (let at = 0; at < 40; at += 1) {
      const start = performance.now()
      await lake.client.createOrReplace({
        _id: `note-${at}`,
        _type: 'note',
        text: 'Der stod en historie her. '.repeat(100),
      })
      await lake.client.fetch('*[_type == "note"] | order(_updatedAt desc) [0...5] {_id}')
      times.push(performance.now() - start)
    }
    const { _rev } = await lake.client.create({ _id: 'the-end', _type: 'note' })
    await vi.waitUntil(() => heard(`${_rev}#the-end`) === tabs.length, { timeout: 20_000 })
    expect(Math.max(...times)).toBeLessThan(1000)
  }, 60_000)

  test('take no more memory than is allowed, however much they leave unread', async () => {
    using lake = temporaryLake()
    const megabyte = 1024 * 1024
    const streams = new EventStreams(15_000, { unreadByAll: 4 * megabyte })
    const app = new Hono<Env>()
      .use((c, next) => {
        c.set('caller', { ...c.var.caller, id: 'anna' })
        c.set('origin', 'http://localhost')
        c.set('origins', new Set())
        return next()
      })
      .route('/:version', listenRoutes({ lake, streams }))
    const readers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => listenersOfTab(`note-${at}`).map((path) => app.request(path))).flat(),
    )
    expect(streams.load.readers).toBe(600)
    const most = { unreadBytes: 0 }
    for (let at = 0; at < 150; at += 1) {
      lake.written({ createOrReplace: { _id: `note-${at % 100}`, _type: 'note', text: `${at}`.repeat(20_000) } })
      most.unreadBytes = Math.max(most.unreadBytes, streams.load.unreadBytes)
    }
    expect(most.unreadBytes).toBeGreaterThan(2 * megabyte)
    expect(most.unreadBytes).toBeLessThanOrEqual(4 * megabyte)
    expect(streams.load.readers).toBeGreaterThan(0)
    await Promise.all(readers.map(({ body }) => body?.cancel()))
    expect(streams.load).toEqual({ readers: 0, unreadBytes: 0 })
  }, 60_000)
})
