import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { DeskPlace } from '#schemas/desk-place.ts'
import { startLake } from '../../../../scripts/lake.ts'
import { runningLake } from '../../../rigs/running-lake.ts'

const place = { site: 'http://localhost:4321', preview: { url: 'http://localhost:4322', key: 'secret' } }

describe('what stands beside the desk', () => {
  test('is told to the Studio and to programs that hold the token', async () => {
    await using lake = await lakeBeside(place)
    const answer = await fetch(lake.address, { headers: { cookie: lake.cookie } })
    expect([answer.status, answer.headers.get('cache-control'), await answer.json()]).toEqual([200, 'no-store', place])
    const program = await fetch(lake.address, { headers: { authorization: `Bearer ${lake.token}` } })
    expect(await program.json()).toEqual(place)
  })

  test('is told to nobody else', async () => {
    await using lake = await lakeBeside(place)
    const { cookie } = lake
    const requests: [number, Record<string, string>][] = [
      [401, {}],
      [401, { authorization: 'Bearer guessed' }],
      [403, { cookie, 'sec-fetch-site': 'cross-site' }],
      [403, { cookie, 'sec-fetch-site': 'same-site' }],
      [403, { cookie, origin: 'http://localhost:4321' }],
    ]
    for (const [status, headers] of requests) {
      const answer = await fetch(lake.address, { headers })
      expect([answer.status, await answer.text()], JSON.stringify(headers)).toEqual([
        status,
        expect.not.stringContaining('secret'),
      ])
    }
  })

  test('may be asked and shown by the Studio’s page, and nothing else may', async () => {
    await using lake = await lakeBeside(place)
    const policy = (await fetch(lake.url)).headers.get('content-security-policy')
    expect(policy).toContain("; connect-src 'self' ws://localhost:")
    expect(policy).toMatch(/connect-src [^;]* http:\/\/localhost:4321 http:\/\/localhost:4322;/)
    expect(policy).toContain("; frame-src 'self' http://localhost:4322;")
  })

  test('is nothing where the lake runs alone', async () => {
    await using lake = await runningLake()
    const answer = await fetch(`${lake.url}/notits/desk`, { headers: { authorization: `Bearer ${lake.token}` } })
    expect(await answer.json()).toEqual({})
  })
})

/** A lake with the least of a Studio, and the cookie that its page sets. */
async function lakeBeside(desk: DeskPlace) {
  const home = mkdtempSync(join(tmpdir(), 'notits-desk-'))
  mkdirSync(join(home, 'studio'))
  writeFileSync(join(home, 'studio/index.html'), '<!doctype html><title>Studio</title>')
  const { url, token, close } = await startLake({ home, port: 0, desk: () => desk, report: () => {} })
  const cookie = (await fetch(url)).headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    ...{ url, token, cookie, address: `${url}/notits/desk` },
    async [Symbol.asyncDispose]() {
      await close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
