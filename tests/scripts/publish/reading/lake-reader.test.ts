import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { lakeClient } from '../../../../scripts/publish/lake-client.ts'
import { type LakeReader, lakeReader } from '../../../../scripts/publish/reading/lake-reader.ts'
import { Problem } from '../../../../scripts/terminal/problem.ts'
import { type SwiftClock, swiftClock } from '../../../rigs/swift-clock.ts'

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A lake that gives these answers one after the other, and the last of them for ever. */
interface FaultyLake extends AsyncDisposable {
  reader: LakeReader
  clock: SwiftClock
  asked: number
}

async function faultyLake(...answers: Answer[]): Promise<FaultyLake> {
  const server = createServer((request, response) => {
    request.resume()
    const answer = answers[Math.min(lake.asked, answers.length - 1)]
    lake.asked++
    answer?.(response, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const clock = swiftClock()
  const client = lakeClient({ kind: 'embedded', url: `http://127.0.0.1:${port}`, token: 'secret' })
  const lake: FaultyLake = {
    reader: lakeReader({ client: client.withConfig({ timeout: 300 }), name: 'the lake', clock }),
    clock,
    asked: 0,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return lake
}

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
const [created, updated, now] = ['2026-03-01T08:00:00Z', '2026-03-02T08:00:00.000Z', '2026-03-03T12:00:00Z']
const head = (_id: string, _rev: string) => ({
  ...{ _id, _rev, _type: 'article', _createdAt: created, _updatedAt: updated },
})
const twoHeads = [head('a', '1'), head('b', '2')]
const twoDocuments = json({ ms: 1, result: { heads: twoHeads, number: 2, now } })
const truncated: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"ms":1,"result":{"heads":[{"_id":"a","_re')
}
const webPage: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Log in to the hotel wifi</title>')
}
const reset: Answer = (response) => {
  response.socket?.destroy()
}
const silence: Answer = () => {}
const types = ['article']

describe('reading the lake', () => {
  test.each([
    ['500', json({ error: 'broken' }, 500)],
    ['502', json({}, 502)],
    ['503', json({}, 503)],
    ['408', json({}, 408)],
    ['a truncated answer', truncated],
    ['a web page with status 200', webPage],
    ['an empty answer', json({})],
    ['an answer of another shape', json({ result: { nothing: true } })],
    ['rows without revisions', json({ result: { heads: [{ ...head('a', '1'), _rev: undefined }], number: 1, now } })],
    ['a list that is shorter than it says', json({ result: { heads: [head('a', '1')], number: 2, now } })],
    ['a broken connection', reset],
    ['no answer in time', silence],
  ])('tries again after %s', async (_name, fault) => {
    await using lake = await faultyLake(fault, fault, twoDocuments)
    expect((await lake.reader.published(types)).heads).toEqual(twoHeads)
    expect(lake.asked).toBe(3)
    expect(lake.clock.waits).toHaveLength(2)
  })

  test('waits as long as Retry-After asks, in seconds or until a date', async () => {
    const until = 'Tue, 03 Mar 2026 12:00:20 GMT'
    await using lake = await faultyLake(
      json({}, 429, { 'retry-after': '7' }),
      json({}, 503, { 'retry-after': until }),
      twoDocuments,
    )
    await lake.reader.published(types)
    expect(lake.clock.waits).toEqual([7000, 13_000])
  })

  test('pauses longer and longer, with jitter', async () => {
    await using lake = await faultyLake(...Array.from({ length: 4 }, () => json({}, 500)), twoDocuments)
    await lake.reader.published(types)
    expect(lake.clock.waits).toEqual([100, 200, 400, 800])
  })

  test('gives up at its deadline in one sentence', async () => {
    await using lake = await faultyLake(webPage)
    const fault = await faultOf(lake.reader.published(types))
    expect(fault).toMatch(
      /^Could not read the list of documents from the lake: its answer was not whole JSON but "<!doctype html><title>.*…" \(tried \d+ times in \d+ s\); what readers see is unchanged, so try again when the lake answers$/,
    )
    expect(lake.clock.elapsed()).toBeLessThan(60_000)
  })

  test('gives up at once when it may not wait as long as it is asked to', async () => {
    await using lake = await faultyLake(json({}, 429, { 'retry-after': '3600' }))
    expect(await faultOf(lake.reader.published(types))).toContain('it answered 429')
    expect(lake.asked).toBe(1)
  })

  test('does not try again what cannot succeed', async () => {
    await using refused = await faultyLake(json({ message: 'no' }, 401))
    expect(await faultOf(refused.reader.documents(['a']))).toBe(
      'Could not read documents from the lake: it refused the token (401); check SANITY_API_TOKEN or the token file in the home folder',
    )
    await using wrong = await faultyLake(json({ error: { description: 'unable to parse' } }, 400))
    expect(await faultOf(wrong.reader.count(types))).toContain(
      'Could not count the documents from the lake: it answered 400',
    )
    expect([refused.asked, wrong.asked]).toEqual([1, 1])
  })

  test('waits until queries show what was told of a document, and not for ever', async () => {
    const document = (_updatedAt: string) => json({ result: [{ _id: 'a', _type: 'article', _rev: '1', _updatedAt }] })
    const told = { id: 'a', at: '2026-03-03T11:59:59.700Z', isGone: false }
    const before = document('2026-03-03T11:00:00Z')
    await using lake = await faultyLake(json({ result: [] }), before, document('2026-03-03T11:59:59Z'))
    expect(await lake.reader.heard([told])).toMatchObject([{ _updatedAt: '2026-03-03T11:59:59Z' }])
    expect(lake.asked).toBe(3)
    await using slow = await faultyLake(before)
    expect(await slow.reader.heard([told])).toMatchObject([{ _updatedAt: '2026-03-03T11:00:00Z' }])
    expect(slow.clock.elapsed()).toBeLessThan(10_000)
  })

  test('does not wait for what is told to be gone and is, or is told with no time', async () => {
    await using lake = await faultyLake(json({ result: [] }))
    expect(await lake.reader.heard([{ id: 'a', isGone: true, at: '2026-03-03T11:59:59.000Z' }])).toEqual([])
    expect(lake.asked).toBe(1)
  })

  test('says what cannot be reached', async () => {
    const lake = await faultyLake(twoDocuments)
    await lake[Symbol.asyncDispose]()
    expect(await faultOf(lake.reader.published(types))).toContain('it cannot be reached (ECONNREFUSED)')
  })

  test('ends at once when it is told to', async () => {
    const ending = new AbortController()
    await using lake = await faultyLake(json({}, 500))
    const client = lakeClient({ kind: 'embedded', url: 'http://127.0.0.1:1', token: 'secret' })
    const reader = lakeReader({ client, name: 'the lake', clock: lake.clock, signal: ending.signal })
    ending.abort(new Problem('told to stop'))
    expect(await faultOf(reader.published(types))).toBe('told to stop')
  })
})

async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work
  } catch (fault) {
    if (fault instanceof Problem) return fault.message
    throw fault
  }
  return 'no fault'
}
