import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { httpServer, type RunningServer } from '../../../../../scripts/publish/http-server.ts'
import type { News } from '../../../../../scripts/publish/reading/listener.ts'
import { pendingNews } from '../../../../../scripts/publish/reading/pending.ts'
import { webhookApp } from '../../../../../scripts/publish/reading/webhook/app.ts'
import { swiftClock } from '../../../../rigs/swift-clock.ts'
import { type Sent, webhookTo } from '../../../../rigs/webhook-sender.ts'

const secret = 'kun-sanity-og-avisen-kender-den'
const clock = swiftClock()
const minutes = (count: number) => new Date(Date.parse(clock.now()) + count * 60_000).toISOString()

describe('the app that takes in Sanity’s webhooks', () => {
  let server: RunningServer
  let news: News[] = []
  beforeAll(async () => {
    const app = webhookApp({ secret, now: clock.now, news: (told) => news.push(told) })
    server = await httpServer({ fetch: app.fetch, port: 0, variable: '--webhook' })
  })
  afterAll(() => server.close())
  beforeEach(() => {
    news = []
  })

  let sent = 0
  /** A message like no other, unless it says the same. */
  const aMessage = (about: object) => JSON.stringify({ ...about, sent: sent++ })
  const send = (body: string, differing: Partial<Sent> = {}) =>
    webhookTo(server.url, body, { secret, signedAt: clock.now(), ...differing })

  test('passes on what a message tells of a document', async () => {
    const headers = {
      'sanity-operation': 'update',
      'sanity-transaction-time': '2026-03-03T11:59:58Z',
      'idempotency-key': 'first',
    }
    expect(await send(aMessage({ _id: 'story', _type: 'article' }), { headers })).toEqual([202, 'Passed on.'])
    expect(news).toEqual([{ kind: 'heard', id: 'story', isGone: false, at: '2026-03-03T11:59:58.000Z' }])
  })

  test('passes on that a document is said to be gone', async () => {
    const headers = { 'sanity-operation': 'delete', 'sanity-document-id': 'story' }
    await send('null', { headers })
    expect(news).toEqual([{ kind: 'heard', id: 'story', isGone: true }])
  })

  test.each([
    ['a text without an id', () => aMessage({ headline: 'Havnen' })],
    ['an id that no document can have', () => aMessage({ _id: '../../etc/passwd' })],
    ['what is no JSON', () => `headline=Havnen&sent=${sent++}`],
    ['a list', () => `[{"_id": "story"}, ${sent++}]`],
  ])('asks for a sweep when the message is %s', async (_name, body) => {
    expect((await send(body()))[0]).toBe(202)
    expect(news).toEqual([{ kind: 'sweep' }])
  })

  test.each(['drafts.story', 'versions.summer.story'])('wakes nobody for %s', async (_id) => {
    expect((await send(aMessage({ _id, _type: 'article' })))[0]).toBe(200)
    expect(news).toEqual([])
  })

  test('wakes nobody for a type that the site does not have', async () => {
    expect((await send(aMessage({ _id: 'x', _type: 'sanity.fileAsset' })))[0]).toBe(200)
    expect(news).toEqual([])
  })

  test.each<[string, Partial<Sent>]>([
    ['with no signature', { secret: undefined }],
    ['signed with another secret', { secret: 'gættet' }],
    ['signed over five minutes ago', { signedAt: minutes(-5.1) }],
    ['signed over five minutes from now', { signedAt: minutes(5.1) }],
    ['with a signature that cannot be read', { secret: undefined, headers: { 'sanity-webhook-signature': 't=1,v1=' } }],
  ])('refuses a message %s', async (_name, differing) => {
    expect((await send(aMessage({ _id: 'story' }), differing))[0]).toBe(401)
    expect(news).toEqual([])
  })

  test('takes a message that was under way for almost five minutes', async () => {
    expect((await send(aMessage({ _id: 'story' }), { signedAt: minutes(-4.9) }))[0]).toBe(202)
  })

  test('refuses a text that is not the one that was signed', async () => {
    const signed = '{"_id": "story"}'
    const { encodeSignatureHeader } = await import('@sanity/webhook')
    const signature = await encodeSignatureHeader(signed, Date.parse(clock.now()), secret)
    const headers = { 'sanity-webhook-signature': signature }
    expect((await send('{"_id":"story"}', { secret: undefined, headers }))[0]).toBe(401)
    expect((await send(signed, { secret: undefined, headers }))[0]).toBe(202)
  })

  test('does nothing for a message that it knows, and accepts it, so that it is not sent again', async () => {
    const body = aMessage({ _id: 'story' })
    expect((await send(body))[0]).toBe(202)
    expect((await send(body))[0]).toBe(200)
    expect((await send(body, { headers: { 'idempotency-key': 'forged' } }))[0]).toBe(200)
    expect(news).toHaveLength(1)
  })

  test('knows a message that Sanity sends again by its key', async () => {
    const headers = { 'idempotency-key': 'sent-twice' }
    const body = aMessage({ _id: 'story' })
    expect((await send(body, { headers }))[0]).toBe(202)
    expect((await send(body, { headers, signedAt: minutes(1) }))[0]).toBe(200)
    expect(news).toHaveLength(1)
  })

  test('takes one message that comes ten times at once a single time', async () => {
    const body = aMessage({ _id: 'story' })
    const states = await Promise.all(Array.from({ length: 10 }, async () => (await send(body))[0]))
    expect(states.toSorted()).toEqual([...Array(9).fill(200), 202])
    expect(news).toHaveLength(1)
  })

  test('gives ten messages that come at once to a single publish', async () => {
    const pending = pendingNews()
    const bodies = Array.from({ length: 10 }, (_, n) => aMessage({ _id: `story-${n}` }))
    await Promise.all(bodies.map((body) => send(body)))
    for (const told of news) pending.add(told)
    const order = pending.take()
    expect(order.kind === 'changes' && order.heard?.map(({ id }) => id).toSorted()).toEqual(
      bodies.map((_, n) => `story-${n}`),
    )
    expect(pending.any()).toBe(false)
  })

  test('refuses ten megabytes without reading them', async () => {
    expect((await send('x'.repeat(10_000_000)))[0]).toBe(413)
    const chunked = { 'transfer-encoding': 'chunked' }
    expect(await stateOf(server, Buffer.alloc(10_000_000, 'x'), chunked)).toBe(413)
    expect(news).toEqual([])
  })

  test('refuses what is no text', async () => {
    expect(await stateOf(server, Buffer.from([0x7b, 0xff, 0x7d]), {})).toBe(400)
  })

  test('refuses other methods', async () => {
    const response = await fetch(server.url)
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  test('goes on after all that', async () => {
    expect((await send(aMessage({ _id: 'story' })))[0]).toBe(202)
  })
})

/** The state of the answer to a body that is sent piece by piece, as far as the server takes it. */
function stateOf({ port }: RunningServer, body: Buffer, headers: Record<string, string>): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>()
  const asked = request({ host: '127.0.0.1', port, method: 'POST', headers }, (response) => {
    response.resume()
    resolve(response.statusCode)
  })
  asked.on('error', reject)
  asked.end(body)
  return promise
}
