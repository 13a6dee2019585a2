import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startLake } from '../../../../scripts/lake.ts'
import { addUser, type TestUser } from '../../../rigs/lake-users.ts'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'

const mutate = '/v2025-02-19/data/mutate/production'
const query = '/v2025-02-19/data/query/production?query=*'

type Asked = { method?: string; path?: string; headers?: Record<string, string>; body?: string }

/** Sends exactly these headers: fetch would not send a foreign Host. */
async function asked(
  lake: { port: number },
  { method = 'POST', path = mutate, headers = {}, body = note('injected') }: Asked,
) {
  const sent = request({
    host: '127.0.0.1',
    agent: false,
    port: lake.port,
    method,
    path,
    headers: { 'content-type': 'application/json', ...headers },
  })
  sent.end(method === 'GET' || method === 'OPTIONS' ? undefined : body)
  const [response] = await once(sent, 'response')
  const text = Buffer.concat(await response.toArray()).toString()
  return { status: Number(response.statusCode), headers: response.headers as Record<string, string>, text }
}

const note = (id: string) => JSON.stringify({ mutations: [{ create: { _id: id, _type: 'note' } }] })
const bearer = (lake: { token: string }) => ({ authorization: `Bearer ${lake.token}` })

async function cookieOf(lake: LakeRig): Promise<string> {
  await mkdir(`${lake.home}/studio`, { recursive: true })
  await writeFile(`${lake.home}/studio/index.html`, '<!doctype html><title>Studio</title>')
  const { headers } = await fetch(lake.url)
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}

const written = (lake: LakeRig) => lake.client.fetch('count(*)', {}, { perspective: 'raw' })

describe('a write from another page', () => {
  test.each<[string, (lake: LakeRig) => Asked]>([
    ['with a foreign origin', () => ({ headers: { origin: 'https://evil.example' } })],
    ['with the null origin of a sandbox', () => ({ headers: { origin: 'null' } })],
    [
      'from another port of this machine',
      () => ({ headers: { origin: 'http://localhost:4321', 'sec-fetch-site': 'same-site' } }),
    ],
    ['that the browser calls cross-site', () => ({ headers: { 'sec-fetch-site': 'cross-site' } })],
    ['by a host name that was made to point here', (lake) => ({ headers: { host: `evil.example:${lake.port}` } })],
    ['by a host name that begins like ours', (lake) => ({ headers: { host: `localhost.evil.example:${lake.port}` } })],
    ['as a plain form', () => ({ headers: { 'content-type': 'text/plain', origin: 'https://evil.example' } })],
    [
      'as an upload',
      () => ({
        path: '/v1/assets/files/production',
        headers: { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
      }),
    ],
  ])('%s is refused even with the Studio’s cookie and the token, and nothing is written', async (_, make) => {
    await using lake = await runningLake()
    const attempt = make(lake)
    const cookie = await cookieOf(lake)
    const withCookie = await asked(lake, { ...attempt, headers: { cookie, ...attempt.headers } })
    const withToken = await asked(lake, { ...attempt, headers: { ...bearer(lake), ...attempt.headers } })
    expect([withCookie.status, withToken.status]).toEqual([403, 403])
    expect(await written(lake)).toBe(0)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'cannot pass as JSON under the content type %j',
    async (type) => {
      await using lake = await runningLake()
      const answer = await asked(lake, { headers: { ...bearer(lake), 'content-type': type } })
      expect(answer.status).toBe(415)
      expect(await written(lake)).toBe(0)
    },
  )

  test('is not prepared by a preflight: no other origin is ever allowed', async () => {
    await using lake = await runningLake()
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    const answer = await asked(lake, { method: 'OPTIONS', headers })
    expect(answer.status).toBe(403)
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('whatever acts', () => {
  const acting: [string, string][] = [
    ['POST', mutate],
    ['POST', '/v1/data/mutate/production'],
    ['POST', '/v2025-02-19/data/actions/production'],
    ['POST', '/v2025-02-19/data/query/production'],
    ['POST', '/v1/assets/images/production'],
    ['POST', '/v1/assets/files/production'],
    ['PUT', '/v2025-02-19/users/me/keyvalue'],
    ['POST', '/v1/auth/logout'],
    ['POST', '/v1/intake/batch'],
    ['POST', '/login'],
    ['PATCH', '/v1/no/such/address'],
  ]
  const forgeries = (lake: LakeRig): Record<string, string>[] => [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://localhost:${lake.port}.evil.example` },
    { origin: `https://localhost:${lake.port}` },
    { origin: 'http://localhost:4321', 'sec-fetch-site': 'same-site' },
    { origin: lake.url, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    { 'content-type': 'text/plain', origin: 'https://evil.example' },
    { host: `evil.example:${lake.port}` },
    { host: `127.0.0.1.evil.example:${lake.port}`, origin: lake.url },
    { host: '0.0.0.0' },
    { host: 'evil.example', 'x-forwarded-host': `localhost:${lake.port}`, 'x-forwarded-proto': 'http' },
  ]

  test.each(acting)(
    'by %s %s is refused to every page and name but our own, cookie and token or not',
    async (method, path) => {
      await using lake = await runningLake()
      const cookie = await cookieOf(lake)
      for (const forged of forgeries(lake)) {
        for (const proof of [{ cookie }, bearer(lake), {}]) {
          const answer = await asked(lake, { method, path, headers: { ...proof, ...forged } })
          expect(answer.status, JSON.stringify(forged)).toBe(403)
          expect(Object.keys(answer.headers).filter((name) => /^access-control|^set-cookie/.test(name))).toEqual([])
        }
      }
      expect(await written(lake)).toBe(0)
    },
  )

  test.each(acting)('by %s %s gives no other origin leave to ask, not even without cookies', async (method, path) => {
    await using lake = await runningLake()
    for (const origin of ['https://evil.example', 'null', '*']) {
      const headers = {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization',
      }
      const answer = await asked(lake, { method: 'OPTIONS', path, headers })
      expect(answer.status).toBe(403)
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('a reader from another page', () => {
  test('is refused, and would get no leave to read', async () => {
    await using lake = await runningLake()
    const cookie = await cookieOf(lake)
    const answer = await asked(lake, {
      method: 'GET',
      path: query,
      headers: { cookie, origin: 'https://evil.example' },
    })
    expect(answer.status).toBe(403)
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('cannot reach the Studio’s page by a name of its own, and so gets no cookie', async () => {
    await using lake = await runningLake()
    await cookieOf(lake)
    const answer = await asked(lake, { method: 'GET', path: '/', headers: { host: `evil.example:${lake.port}` } })
    expect(answer.status).toBe(403)
    expect(answer.headers).not.toHaveProperty('set-cookie')
  })

  test('cannot show the Studio in a frame', async () => {
    await using lake = await runningLake()
    await cookieOf(lake)
    expect((await fetch(lake.url)).headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  })
})

describe('a caller', () => {
  test.each([
    '/v2025-02-19/data/query/production?query=*',
    '/v1/users/me',
    '/v1/projects/notits',
    '/v1/data/export/production',
  ])('without token and cookie is turned away from %s', async (path) => {
    await using lake = await runningLake()
    expect((await fetch(`${lake.url}${path}`)).status).toBe(401)
  })

  test('with a wrong token is turned away even with a right cookie', async () => {
    await using lake = await runningLake()
    const cookie = await cookieOf(lake)
    const answer = await asked(lake, { headers: { cookie, authorization: 'Bearer wrong' } })
    expect(answer).toMatchObject({ status: 401, text: expect.stringContaining('"statusCode":401') })
  })

  test('with the Studio’s cookie is the editor, also after a restart', async () => {
    await using lake = await runningLake()
    const cookie = await cookieOf(lake)
    await lake.restart()
    const answer = await asked(lake, { method: 'GET', path: '/v1/users/me', headers: { cookie } })
    expect(JSON.parse(answer.text)).toMatchObject({ id: 'pRedaktion', name: 'Redaktionen', role: 'administrator' })
  })

  test('can always see that the lake is alive', async () => {
    await using lake = await runningLake()
    expect((await fetch(`${lake.url}/v1/ping`)).status).toBe(200)
  })
})

describe('a lake that others can reach', () => {
  const cms = 'https://cms.avis.example'

  async function proxiedLake() {
    const home = await mkdtemp(join(tmpdir(), 'notits-exposed-'))
    const ole = await addUser(home, 'Ole Krog', 'administrator')
    const lake = await startLake({ home, port: 0, urls: [cms], report: () => {} })
    return {
      ...{ ...lake, home, ole },
      async [Symbol.asyncDispose]() {
        await lake.close()
        await rm(home, { recursive: true })
      },
    }
  }

  const form = ({ name, password }: TestUser) => String(new URLSearchParams({ name, password }))
  const fromForm = { host: 'cms.avis.example', origin: cms, 'content-type': 'application/x-www-form-urlencoded' }

  test('through a proxy logs in by a cookie that travels over HTTPS alone', async () => {
    await using lake = await proxiedLake()
    const entered = await asked(lake, { path: '/login', headers: fromForm, body: form(lake.ole) })
    expect(entered).toMatchObject({ status: 303, headers: { location: '/' } })
    const cookie = String(entered.headers['set-cookie'])
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Secure$/)
    const headers = { host: 'cms.avis.example', origin: cms, cookie: cookie.split(';')[0] ?? '' }
    expect((await asked(lake, { headers })).status).toBe(200)
  })

  test('answers under its proxy’s name and this machine’s, and no other, whatever a proxy says of itself', async () => {
    await using lake = await proxiedLake()
    const status = async (headers: Record<string, string>) =>
      (await asked(lake, { headers: { ...bearer(lake), ...headers }, body: '{"mutations": []}' })).status
    expect(await status({ host: 'evil.example', 'x-forwarded-host': 'cms.avis.example' })).toBe(403)
    expect(await status({ host: 'cms.avis.example', origin: 'http://cms.avis.example' })).toBe(403)
    expect(await status({ host: 'cms.avis.example', 'x-forwarded-for': '127.0.0.1', authorization: '' })).toBe(401)
  })

  test.each([
    '/',
    '/structure',
    '/v1/users/me',
    '/v1/data/live/events/production',
    '/v1/data/query/production?query=*',
  ])('shows strangers nothing at %s, also before anyone has logged in', async (path) => {
    await using lake = await proxiedLake()
    const answer = await asked(lake, { method: 'GET', path, headers: { host: 'cms.avis.example' } })
    expect([answer.status, answer.headers['set-cookie']]).toEqual([path.startsWith('/v1') ? 401 : 303, undefined])
  })

  test('lets nobody in by itself when its last user goes', async () => {
    await using lake = await proxiedLake()
    await rm(join(lake.home, 'users.json'))
    const session = (await readFile(join(lake.home, 'session'), 'utf8')).trim()
    const headers = { cookie: `notits-${lake.port}=${session}` }
    expect((await asked(lake, { method: 'GET', path: '/v1/users/me', headers })).status).toBe(401)
    expect((await asked(lake, { method: 'GET', path: '/' })).status).toBe(303)
  })
})

describe('the Studio’s cookie', () => {
  test('is out of reach for scripts and is never sent along by other sites', async () => {
    await using lake = await runningLake()
    await cookieOf(lake)
    const cookie = (await fetch(`${lake.url}/structure/article`)).headers.get('set-cookie')
    expect(cookie).toMatch(/^notits-\d+=[\w-]{20,}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
    expect(cookie).not.toContain(lake.token)
  })
})

describe('a request that is too much or no good', () => {
  test('is refused when its JSON is no JSON', async () => {
    await using lake = await runningLake()
    const answer = await asked(lake, { headers: bearer(lake), body: '{"mutations": [' })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text)).toEqual({
      statusCode: 400,
      error: { type: 'malformedJsonError', description: 'The body is no valid JSON' },
      message: 'The body is no valid JSON',
    })
  })

  test('is refused when its JSON has another shape, naming the place', async () => {
    await using lake = await runningLake()
    const answer = await asked(lake, { headers: bearer(lake), body: '{"mutations": 7}' })
    expect(JSON.parse(answer.text)).toMatchObject({
      statusCode: 400,
      message: /^The body is not as expected at mutations: /,
    })
  })

  test('is refused when its JSON is nested without end', async () => {
    await using lake = await runningLake()
    const endless = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const body = `{"mutations": [{"create": {"_type": "note", "list": ${endless}}}]}`
    const answer = await asked(lake, { headers: bearer(lake), body })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).message).toBe('The body is nested more than 200 levels deep')
  })

  test('is refused when its query is nested without end', async () => {
    await using lake = await runningLake()
    const body = JSON.stringify({ query: `*[${'('.repeat(20_000)}true${')'.repeat(20_000)}]` })
    const answer = await asked(lake, { path: '/v2025-02-19/data/query/production', headers: bearer(lake), body })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).message).toBe('The query is too long, or nested too deeply')
  })

  test('is refused when a parameter is nested without end', async () => {
    await using lake = await runningLake()
    const endless = `${'['.repeat(10_000)}${']'.repeat(10_000)}`
    const answer = await asked(lake, { method: 'GET', path: `${query}&$id=${endless}`, headers: bearer(lake) })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).message).toBe('The parameter $id is nested more than 200 levels deep')
  })

  test('is refused at once when its query is longer than any query', async () => {
    await using lake = await runningLake()
    const body = JSON.stringify({ query: `*[${'true && '.repeat(300_000)}true]` })
    const answer = await asked(lake, { path: '/v2025-02-19/data/query/production', headers: bearer(lake), body })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.text).message).toContain('hand in long lists as parameters')
  })

  test.each(['/v1/assets/files/production', mutate])('to %s that breaks off is no fault of the lake', async (path) => {
    await using lake = await runningLake()
    const headers = { ...bearer(lake), 'content-type': 'application/json', 'content-length': '100' }
    const sent = request({ host: '127.0.0.1', agent: false, port: lake.port, method: 'POST', path, headers })
    sent.on('error', () => {})
    sent.write('{"mutations": ')
    await once(sent, 'socket').then(([socket]) => once(socket, 'connect'))
    sent.destroy()
    expect(await written(lake)).toBe(0)
  })

  test('is refused when a parameter is no JSON', async () => {
    await using lake = await runningLake()
    expect((await asked(lake, { method: 'GET', path: `${query}&$id=x`, headers: bearer(lake) })).status).toBe(400)
  })

  test('is refused above 32 MB of JSON and 50 MB of file, said beforehand or not', async () => {
    await using lake = await runningLake()
    const json = await asked(lake, {
      headers: { ...bearer(lake), 'content-length': String(33 * 1024 * 1024) },
      body: '',
    })
    expect(json).toMatchObject({ status: 413, text: expect.stringContaining('32 MB') })
    const sent = request({
      ...{ host: '127.0.0.1', agent: false, port: lake.port, method: 'POST', path: '/v1/assets/files/production' },
      headers: { ...bearer(lake), 'transfer-encoding': 'chunked' },
    })
    const answered = once(sent, 'response')
    sent.on('error', () => {})
    const megabyte = Buffer.alloc(1024 * 1024)
    for (let megabytes = 0; megabytes < 60 && !sent.destroyed; megabytes += 1) sent.write(megabyte)
    const [response] = await answered
    expect(response.statusCode).toBe(413)
    sent.destroy()
  })
})

describe('a HEAD request', () => {
  test('opens no stream', async () => {
    await using lake = await runningLake()
    const path = '/v2025-02-19/data/listen/production?query=*'
    expect((await fetch(`${lake.url}${path}`, { method: 'HEAD', headers: bearer(lake) })).status).toBe(405)
  })
})

describe('a WebSocket', () => {
  const paths = ['/_lake/mux', '/v2022-06-30/socket/production']

  async function statusOf(lake: LakeRig, path: string, headers: Record<string, string>): Promise<number> {
    const socket = new WebSocket(`ws://127.0.0.1:${lake.port}${path}`, { headers })
    const refused = once(socket, 'unexpected-response').then(([, response]) => Number(response.statusCode))
    const opened = once(socket, 'open').then(() => 101)
    socket.on('error', () => {})
    const status = await Promise.race([refused, opened])
    socket.terminate()
    return status
  }

  test.each(paths)('at %s opens for the Studio alone', async (path) => {
    await using lake = await runningLake()
    const cookie = await cookieOf(lake)
    const origin = lake.url
    expect(await statusOf(lake, path, { cookie, origin })).toBe(101)
    expect(await statusOf(lake, path, { cookie, origin: 'https://evil.example' })).toBe(403)
    expect(await statusOf(lake, path, { cookie, origin: 'null' })).toBe(403)
    expect(await statusOf(lake, path, { cookie, origin: 'http://localhost:4321' })).toBe(403)
    expect(await statusOf(lake, path, { cookie, origin, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await statusOf(lake, path, { cookie, origin, host: `evil.example:${lake.port}` })).toBe(403)
    expect(await statusOf(lake, path, { ...bearer(lake), host: `localhost.evil.example:${lake.port}` })).toBe(403)
    expect(await statusOf(lake, path, { origin, cookie: `notits-${lake.port}=wrong` })).toBe(401)
    expect(await statusOf(lake, path, { origin })).toBe(401)
  })

  test('opens nowhere else', async () => {
    await using lake = await runningLake()
    expect(await statusOf(lake, '/v2022-06-30/socket/other', bearer(lake))).toBe(404)
    expect(lake.unknownPaths.splice(0)).toEqual(['WebSocket /v2022-06-30/socket/other'])
  })
})
