import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'parse5'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { UserFile } from '../../../scripts/lake/users/user-file.ts'
import { withChange, withoutUser } from '../../../scripts/lake/users/user-list.ts'
import { type LakeEvent, startLake } from '../../../scripts/lake.ts'
import { addUser, changed, logIn, sendLogin, type TestUser } from '../../rigs/lake-users.ts'
import { type LakeRig, lakeClient, runningLake } from '../../rigs/running-lake.ts'

let lake: LakeRig
let mette: TestUser
let ole: TestUser

beforeEach(async () => {
  lake = await runningLake()
  mkdirSync(join(lake.home, 'studio'))
  writeFileSync(join(lake.home, 'studio', 'index.html'), '<!doctype html><title>Studio</title>')
  mette = await addUser(lake.home, 'Mette Holm', 'administrator')
  ole = await addUser(lake.home, 'Ole Krog', 'editor')
})
afterEach(() => lake[Symbol.asyncDispose]())

const opened = (path: string, headers: Record<string, string> = {}) =>
  fetch(lake.url + path, { headers, redirect: 'manual' })
const cookieOf = async (user: TestUser) => (await logIn(lake.url, user)) ?? 'refused'
const statusOf = async (cookie: string) => (await opened('/v1/users/me', { cookie })).status

function change(make: (list: ReturnType<UserFile['list']>) => Parameters<typeof changed>[0]): void {
  const file = new UserFile(lake.home)
  file.keep(changed(make(file.list())))
}

describe('the Studio of a lake with users', () => {
  test('sends whoever is not logged in to the login, and afterwards where they wanted to go', async () => {
    const sent = await opened('/structure/articles;all?x=1')
    expect([sent.status, sent.headers.get('set-cookie')]).toEqual([303, null])
    const login = sent.headers.get('location') ?? ''
    const page = await (await opened(login)).text()
    const next = /name="next" value="([^"]*)"/.exec(page)?.[1] ?? ''
    expect(next).toBe('/structure/articles;all?x=1')
    const { name, password } = ole
    const entered = await sendLogin(lake.url, { name, password, next })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, next])
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^notits-\d+=[\w-]{20,}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Strict$/)
    expect(await (await opened(next, { cookie: cookie.split(';')[0] ?? '' })).text()).toContain('<title>Studio</title>')
  })

  test('no longer takes the cookie that anyone on this machine was given before there were users', async () => {
    await using other = await runningLake()
    mkdirSync(join(other.home, 'studio'))
    writeFileSync(join(other.home, 'studio', 'index.html'), '<!doctype html><title>Studio</title>')
    const cookie = (await fetch(other.url)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = () => fetch(`${other.url}/v1/users/me`, { headers: { cookie } })
    expect((await answer()).status).toBe(200)
    await addUser(other.home, 'Mette Holm', 'administrator')
    expect((await answer()).status).toBe(401)
  })

  test('says who someone is, and gives what they write their name in the history', async () => {
    const cookie = await cookieOf(ole)
    const me = await (await opened('/v1/users/me', { cookie })).json()
    expect(me).toMatchObject({
      id: ole.id,
      name: 'Ole Krog',
      role: 'editor',
      roles: [{ name: 'editor', title: 'Redaktør' }],
    })
    const body = JSON.stringify({ mutations: [{ create: { _id: 'note-1', _type: 'note' } }] })
    const headers = { cookie, 'content-type': 'application/json' }
    await fetch(`${lake.url}/v1/data/mutate/production`, { method: 'POST', headers, body })
    const history = await opened('/v2025-02-19/data/history/production/transactions/note-1', { cookie })
    expect(JSON.parse(await history.text())).toMatchObject({ author: ole.id })
    change((list) => withoutUser(list, 'Ole Krog'))
    const author = await opened(`/v1/users/${ole.id}`, { authorization: `Bearer ${lake.token}` })
    expect(await author.json()).toMatchObject({ displayName: 'Ole Krog' })
  })

  test('tells its listeners whose change it was', async () => {
    const events: unknown[] = []
    const heard = Promise.withResolvers<void>()
    const listening = lake.client
      .listen('*[_type == "note"]', {}, { events: ['welcome', 'mutation'] })
      .subscribe((event) => {
        if (event.type === 'welcome') void lakeClient(lake.url, ole.token).create({ _id: 'note-2', _type: 'note' })
        else heard.resolve(void events.push(event))
      })
    await heard.promise
    listening.unsubscribe()
    expect(events).toMatchObject([{ identity: ole.id, documentId: 'note-2' }])
  })
})

describe('a session', () => {
  test('lasts across restarts, and ends with the password, the user, or logging out', async () => {
    const [one, two, three] = [await cookieOf(ole), await cookieOf(ole), await cookieOf(mette)]
    await lake.restart()
    expect(await Promise.all([one, two, three].map(statusOf))).toEqual([200, 200, 200])
    const left = await fetch(`${lake.url}/v1/auth/logout`, { method: 'POST', headers: { cookie: one } })
    expect([left.status, left.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringMatching(/^notits-\d+=; .*Max-Age=0;/),
    ])
    expect(await Promise.all([one, two, three].map(statusOf))).toEqual([401, 200, 200])
    const password = { salt: 'another-salt-now', key: 'A'.repeat(43) }
    change((list) => withChange(list, 'Ole Krog', { password }))
    expect(await Promise.all([two, three].map(statusOf))).toEqual([401, 200])
  })

  test('that is over is told in the words that make the Studio show its login, which leads to ours', async () => {
    const answer = await opened('/v1/users/me', { cookie: 'notits=none' })
    expect(await answer.json()).toMatchObject({ statusCode: 401, errorCode: 'SIO-401-ANF' })
    const providers = await (await opened('/v1/auth/providers')).json()
    expect(providers).toMatchObject({ providers: [{ name: 'notits', url: `${lake.url}/login` }] })
    const asked = new URLSearchParams({ origin: `${lake.url}/structure`, projectId: 'notits', type: 'dual' })
    expect(await (await opened(`/login?${asked}`)).text()).toContain('name="next" value="/structure"')
  })

  test('that ends takes its sockets and streams with it', async () => {
    const cookie = await cookieOf(ole)
    const paths = ['/_lake/mux', '/v2022-06-30/socket/production']
    const ended = paths.map((path) => {
      const socket = new WebSocket(lake.url.replace('http', 'ws') + path, { headers: { cookie, origin: lake.url } })
      const opening = new Promise((open) => socket.once('open', open))
      return { opening, closing: new Promise((closed) => socket.once('close', () => closed('closed'))) }
    })
    await Promise.all(ended.map(({ opening }) => opening))
    const stream = await opened('/v2025-02-19/data/listen/production?query=*', { cookie })
    const heard = stream.text()
    await fetch(`${lake.url}/v1/auth/logout`, { method: 'POST', headers: { cookie } })
    expect(await Promise.all(ended.map(({ closing }) => closing))).toEqual(['closed', 'closed'])
    expect(await heard).toContain('event: welcome')
  })

  test('of someone who comes by a link from elsewhere is found on the way', async () => {
    const passing = await opened('/login?next=%2Fstructure', { 'sec-fetch-site': 'cross-site' })
    expect(await passing.text()).toContain('content="0; url=/structure"')
    const known = await opened('/login?next=%2Fstructure', { cookie: await cookieOf(ole) })
    expect([known.status, known.headers.get('location')]).toEqual([303, '/structure'])
  })
})

describe('the login', () => {
  test('is a Danish page that needs no script and names its fields', async () => {
    await lake.client.create({ _id: 'siteSettings', _type: 'siteSettings', title: 'Kajen <i>' })
    const response = await opened('/login')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; .*form-action 'self'; .*frame-ancestors 'none'$/,
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await response.text()
    const faults: string[] = []
    parse(page, { onParseError: ({ code }) => faults.push(code) })
    expect(faults).toEqual([])
    expect(page).toContain('<html lang="da">')
    expect(page).toContain('<h1>Kajen &lt;i&gt;</h1>')
    expect(page).toContain('<label for="password">Adgangskode</label>')
    expect(page).not.toMatch(/<script|http:|https:/)
  })

  test('refuses a wrong password and an unknown name in the same words', async () => {
    const wrong = await sendLogin(lake.url, { name: 'Ole Krog', password: 'forkert' })
    const unknown = await sendLogin(lake.url, { name: 'Ole Krog', password: mette.password })
    const nobody = await sendLogin(lake.url, { name: 'Per "Ukendt"', password: ole.password })
    expect([wrong, unknown, nobody].map(({ status }) => status)).toEqual([401, 401, 401])
    expect([wrong, nobody].map(({ headers }) => headers.get('set-cookie'))).toEqual([null, null])
    const [one, other] = [await wrong.text(), await nobody.text()]
    expect(one).toContain('Navnet eller adgangskoden er forkert.')
    expect(other).toContain('value="Per &quot;Ukendt&quot;"')
    expect(other.replace('Per &quot;Ukendt&quot;', 'Ole Krog')).toBe(one)
  })

  test('makes whoever guesses wait, even once they guess right, and nobody else', async () => {
    const guesses = await Promise.all(
      Array.from({ length: 7 }, () => sendLogin(lake.url, { name: 'Ole Krog', password: 'gæt' })),
    )
    expect(guesses.map(({ status }) => status).toSorted()).toEqual([401, 401, 401, 401, 401, 429, 429])
    const right = await sendLogin(lake.url, ole)
    expect([right.status, Number(right.headers.get('retry-after'))]).toEqual([429, expect.any(Number)])
    expect(await right.text()).toMatch(/Der har været for mange forsøg. Vent [2-5] sekunder, og prøv så igen./)
    expect(await logIn(lake.url, mette)).toBeDefined()
  })

  test('tells nobody by the waiting who is known here, or under which names', async () => {
    const statusesOf = async (names: string[]) => {
      const statuses: number[] = []
      for (const name of names) statuses.push((await sendLogin(lake.url, { name, password: 'gæt' })).status)
      return statuses
    }
    const written = (name: string, other: string) => [name, name, name, name, name, other]
    const known = await statusesOf(written('Ole Krog', 'ＯＬＥ Krog'))
    const unknown = await statusesOf(written('Per Ukendt', 'ＰＥＲ Ukendt'))
    expect(known).toEqual([401, 401, 401, 401, 401, 429])
    expect(unknown).toEqual(known)
    const file = new UserFile(lake.home)
    const { users, former } = file.list()
    const email = 'mette@avis.example'
    file.keep({ former, users: users.map((user) => (user.id === mette.id ? { ...user, email } : user)) })
    expect(await statusesOf(written('Mette Holm', email))).toEqual([401, 401, 401, 401, 401, 401])
  })

  test('counts the address someone logs in by among what only they and administrators see', async () => {
    const file = new UserFile(lake.home)
    const { users, former } = file.list()
    file.keep({ former, users: users.map((user) => ({ ...user, email: `${user.id}@avis.example` })) })
    const emailSeen = async (by: TestUser, of: TestUser) => {
      const answer = await opened(`/v1/users/${of.id}`, { authorization: `Bearer ${by.token}` })
      return (await answer.json()).email
    }
    expect(await emailSeen(ole, mette)).toBe('')
    expect(await emailSeen(ole, ole)).toBe(`${ole.id}@avis.example`)
    expect(await emailSeen(mette, ole)).toBe(`${ole.id}@avis.example`)
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/login',
    'http://localhost:1/',
    '/%2f%2fevil.example/..//evil.example',
  ])('leads to no other place than ours when told to go on to %j', async (next) => {
    const { name, password } = ole
    const { headers } = await sendLogin(lake.url, { name, password, next })
    const location = new URL(headers.get('location') ?? '', lake.url)
    expect([location.origin, location.pathname.startsWith('/login')]).toEqual([lake.url, false])
  })

  test.each([
    ['another page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
    ['a sandbox', { origin: 'null' }, 403],
    ['a script in JSON', { 'content-type': 'application/json' }, 415],
    ['a form of plain text', { 'content-type': 'text/plain' }, 415],
  ])('takes no form from %s', async (_, headers, status) => {
    const { name, password } = ole
    const answer = await sendLogin(lake.url, { name, password }, headers)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([status, null])
  })

  test('takes no form without end, and none without a name', async () => {
    expect((await sendLogin(lake.url, { name: 'x'.repeat(20_000), password: 'x' })).status).toBe(413)
    expect((await sendLogin(lake.url, { password: 'x' })).status).toBe(400)
  })
})

describe('a lake whose list of users is damaged', () => {
  test('lets nobody in by cookie, says so in its log, and recovers when the list is mended', async () => {
    const faults: unknown[] = []
    const home = mkdtempSync(join(tmpdir(), 'notits-damaged-'))
    const report = (event: LakeEvent) => faults.push(event)
    const { url, port, close } = await startLake({ home, port: 0, report })
    const status = async () => (await fetch(`${url}/v1/users/me`, { headers: { cookie: `notits-${port}=x` } })).status
    writeFileSync(join(home, 'users.json'), '{"users": [')
    expect(await status()).toBe(500)
    writeFileSync(join(home, 'users.json'), '{"users": []}')
    expect(await status()).toBe(401)
    expect(faults).toMatchObject([{ fault: { message: expect.stringContaining('users.json') } }])
    await close()
    rmSync(home, { recursive: true })
  })

  test('refuses sockets too, and goes on', async () => {
    const faults: LakeEvent[] = []
    const home = mkdtempSync(join(tmpdir(), 'notits-damaged-'))
    const { port, close } = await startLake({ home, port: 0, report: (event) => faults.push(event) })
    writeFileSync(join(home, 'users.json'), '{"users": [')
    const socket = new WebSocket(`ws://127.0.0.1:${port}/_lake/mux`, { headers: { cookie: `notits-${port}=x` } })
    const [fault] = await once(socket, 'error')
    expect(String(fault)).toContain('500')
    expect(faults).toMatchObject([{ kind: 'fault', method: 'WebSocket', path: '/_lake/mux' }])
    await close()
    rmSync(home, { recursive: true })
  })
})
