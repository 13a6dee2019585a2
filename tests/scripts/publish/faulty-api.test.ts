import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type EditionWriter, openEdition } from '#site'
import { lakeSource } from '../../../scripts/publish/open-press.ts'
import { type Synced, sweep } from '../../../scripts/publish/sync.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { runningLake } from '../../rigs/running-lake.ts'
import { swiftClock } from '../../rigs/swift-clock.ts'

type Fault = (response: ServerResponse, body: string) => void

const answer =
  (status: number, type: string, body: string, headers: Record<string, string> = {}): Fault =>
  (response) =>
    void response.writeHead(status, { 'content-type': type, ...headers }).end(body)

const faults: Record<string, Fault> = {
  '500': answer(500, 'application/json', '{"error":"broken"}'),
  '502': answer(502, 'text/html', '<h1>Bad gateway</h1>'),
  '429': answer(429, 'application/json', '{}', { 'retry-after': '2' }),
  'a web page': answer(200, 'text/html', '<!doctype html><title>Log in</title>'),
  'an empty answer': answer(200, 'application/json', ''),
  'an empty result': answer(200, 'application/json', '{"ms":1,"result":[]}'),
  'no result': answer(200, 'application/json', '{"ms":1}'),
  'half a list': (response, body) => {
    const { result } = JSON.parse(body)
    const half = Array.isArray(result) ? result.slice(0, Math.ceil(result.length / 2)) : result
    answer(200, 'application/json', JSON.stringify({ ms: 1, result: half }))(response, body)
  },
  'a truncated answer': (response, body) =>
    answer(200, 'application/json', body.slice(0, Math.floor(body.length * 0.7)))(response, body),
  'a broken connection': (response) => void response.socket?.destroy(),
  'a connection cut in the middle': (response, body) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length + 500 })
    response.write(body.slice(0, 50), () => response.socket?.destroy())
  },
}

/** A server between the press and the lake that spoils three answers of ten, always the same ones for one seed. */
async function spoiling(
  lake: { url: string },
  seed: number,
): Promise<AsyncDisposable & { url: string; spoiled: number }> {
  const chance = numbersFrom(seed)
  const rig = { url: '', spoiled: 0, [Symbol.asyncDispose]: async () => void server.close() }
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const sent: Buffer[] = []
    for await (const chunk of request) sent.push(chunk)
    const { method = 'GET', headers } = request
    const passed = await fetch(lake.url + request.url, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
      ...(method === 'POST' && { body: Buffer.concat(sent) }),
    })
    const body = await passed.text()
    const names = Object.keys(faults)
    const name = chance() < 0.3 ? names[Math.floor(chance() * names.length)] : undefined
    if (name === undefined) return answer(passed.status, 'application/json', body)(response, body)
    rig.spoiled++
    faults[name]?.(response, body)
  }
  const server = createServer((request, response) => void pass(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  rig.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return rig
}

/** Numbers from 0 to 1 that are the same for the same seed (a linear congruential generator). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

/** What an edition holds, and every address and picture of its site. */
const contentOf = (edition: EditionWriter) => [
  [...edition.revisions()].toSorted(),
  edition.addresses().toSorted(),
  edition.pictures().length,
]

describe('syncing with a lake that spoils three answers of ten', () => {
  test('ends with what a faultless lake gives, or refuses in a sentence; never with less', async () => {
    await using lake = await runningLake()
    const transaction = lake.client.transaction()
    const stories = Array.from({ length: 30 }, (_, n) =>
      anArticle({ _id: `story-${n}`, headline: `Historie nummer ${n}` }),
    )
    const notices = Array.from({ length: 12 }, (_, n) =>
      aJobAnnouncement({ _id: `notice-${n}`, person: `Person ${n}` }),
    )
    const documents: { _id: string; _type: string }[] = [aSection(), anAuthor(), aCompany(), siteSettings()]
    for (const document of [...documents, ...stories, ...notices]) transaction.create(document)
    await transaction.commit({ visibility: 'sync' })
    const folder = mkdtempSync(join(tmpdir(), 'notits-faults-'))
    const synced = async (url: string, edition: EditionWriter): Promise<Synced> => {
      const source = lakeSource({ kind: 'embedded', url, token: lake.token }, swiftClock())
      return sweep({ ...source, edition, now: '2026-03-03T12:00:00.000Z', acceptFewer: false, heldBefore: 46 })
    }
    const open = (name: string) => openEdition(join(folder, `${name}.db`), { siteUrl: 'https://avis.example' })
    const faultless = open('faultless')
    await synced(lake.url, faultless)
    let [complete, spoiled] = [0, 0]
    for (let seed = 1; seed <= 40; seed++) {
      await using between = await spoiling(lake, seed)
      const edition = open(`seed-${seed}`)
      try {
        await synced(between.url, edition)
        expect(contentOf(edition), `seed ${seed}`).toEqual(contentOf(faultless))
        complete++
      } catch (fault) {
        if (!(fault instanceof Problem)) throw fault
        expect(fault.message).toMatch(/^Refused to publish: .*what readers see is unchanged/)
      }
      spoiled += between.spoiled
      edition.close()
    }
    faultless.close()
    rmSync(folder, { recursive: true, force: true })
    expect(complete).toBeGreaterThan(25)
    expect(spoiled).toBeGreaterThan(30)
  })
})
