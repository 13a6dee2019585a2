import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startLake } from '../../../scripts/lake.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { addUser } from '../../rigs/lake-users.ts'
import { runningLake } from '../../rigs/running-lake.ts'

const quiet = () => {}

async function temporaryHome() {
  const home = await mkdtemp(join(tmpdir(), 'notits-serve-'))
  return { home, [Symbol.asyncDispose]: () => rm(home, { recursive: true }) }
}

async function problemOf(start: Promise<unknown>): Promise<string> {
  const fault = await start.then(
    () => 'it started',
    (reason: unknown) => reason,
  )
  if (!(fault instanceof Problem)) throw new Error(`Expected a Problem, got ${fault}`)
  return fault.message
}

describe('a lake that runs', () => {
  test('leaves its address and its token in the home folder, the token for its owner alone', async () => {
    await using lake = await runningLake()
    expect(JSON.parse(await readFile(join(lake.home, 'lake.json'), 'utf8'))).toEqual({
      pid: process.pid,
      url: lake.url,
    })
    expect((await readFile(join(lake.home, 'token'), 'utf8')).trim()).toBe(lake.token)
    for (const name of ['token', 'session']) expect((await stat(join(lake.home, name))).mode & 0o777).toBe(0o600)
  })

  test('keeps its token across starts and closes it again to others', async () => {
    await using lake = await runningLake()
    const { token } = lake
    await chmod(join(lake.home, 'token'), 0o644)
    await lake.restart()
    expect(lake.token).toBe(token)
    expect((await stat(join(lake.home, 'token'))).mode & 0o777).toBe(0o600)
  })

  test('makes a new token when a start that was cut short left an empty file', async () => {
    await using place = await temporaryHome()
    await writeFile(join(place.home, 'token'), '')
    const lake = await startLake({ home: place.home, port: 0, report: quiet })
    await lake.close()
    expect(lake.token).toMatch(/^[\w-]{20,}$/)
    expect(await readFile(join(place.home, 'token'), 'utf8')).toBe(`${lake.token}\n`)
    expect((await stat(join(place.home, 'token'))).mode & 0o777).toBe(0o600)
  })

  test('ends at once although listeners and sockets are open, and takes its address away', async () => {
    await using place = await temporaryHome()
    const lake = await startLake({ home: place.home, port: 0, report: quiet })
    const authorization = `Bearer ${lake.token}`
    const address = `${lake.url}/v2025-02-19/data/listen/production?query=*`
    const streams = await Promise.all(Array.from({ length: 5 }, () => fetch(address, { headers: { authorization } })))
    const slow = fetch(`${lake.url}/v1/ping?tag=protocol-check`).catch(() => 'ended')
    const started = performance.now()
    await lake.close()
    await lake.close()
    expect(performance.now() - started).toBeLessThan(2500)
    expect(await slow).toBe('ended')
    for (const stream of streams) expect(await stream.text()).toContain('event: welcome')
    expect(existsSync(join(place.home, 'lake.json'))).toBe(false)
  })
})

describe('a lake that others shall reach', () => {
  test.each([
    ['at every address', { host: '0.0.0.0' }, '0.0.0.0'],
    ['at every address, the newer way', { host: '::' }, '::'],
    ['at one address', { host: '192.0.2.7' }, '192.0.2.7'],
    ['through a proxy', { urls: ['https://cms.avis.example'] }, '127.0.0.1 and https://cms.avis.example'],
  ])('%s does not start without someone to log in, and says so', async (_, reach, where) => {
    await using place = await temporaryHome()
    const refused = await problemOf(startLake({ home: place.home, port: 0, ...reach, report: quiet }))
    expect(refused).toBe(
      `Cannot serve the lake at ${where}: there is nobody who could log in; add an administrator with npx notits users add NAME --role administrator`,
    )
    expect(existsSync(join(place.home, 'token'))).toBe(false)
  })

  test('starts once there is an administrator, and is still found by this machine’s own programs', async () => {
    await using place = await temporaryHome()
    await addUser(place.home, 'Mette Holm', 'administrator')
    const lake = await startLake({ home: place.home, port: 0, host: '0.0.0.0', report: quiet })
    expect(lake.url).toBe(`http://localhost:${lake.port}`)
    const headers = { authorization: `Bearer ${lake.token}` }
    expect((await fetch(`${lake.url}/v1/users/me`, { headers })).status).toBe(200)
    await lake.close()
  })

  test('says that an address is not this machine’s', async () => {
    await using place = await temporaryHome()
    await addUser(place.home, 'Mette Holm', 'administrator')
    expect(await problemOf(startLake({ home: place.home, port: 0, host: '192.0.2.7', report: quiet }))).toBe(
      'Cannot serve the lake at 192.0.2.7: that is no address of this machine; choose one of its own with --host, or 0.0.0.0 for all of them',
    )
  })

  test('says that its list of users is damaged', async () => {
    await using place = await temporaryHome()
    await writeFile(join(place.home, 'users.json'), '{"users": ')
    expect(await problemOf(startLake({ home: place.home, port: 0, host: '0.0.0.0', report: quiet }))).toMatch(
      /^Cannot read the users in .*users.json: .*nobody can log in until then$/,
    )
  })
})

describe('a lake that cannot start', () => {
  test('says that its port is taken', async () => {
    await using place = await temporaryHome()
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((listening) => other.once('listening', listening))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await problemOf(startLake({ home: place.home, port, report: quiet }))).toBe(
      `Cannot serve the lake on port ${port}: another program uses it; stop what uses it, or choose another port with NOTITS_PORT or --port`,
    )
    other.close()
  })

  test('says that its folder cannot be one', async () => {
    await using place = await temporaryHome()
    const home = join(place.home, 'fil')
    await writeFile(home, '')
    expect(await problemOf(startLake({ home, port: 0, report: quiet }))).toMatch(
      /^Cannot keep the newsroom's data in .*fil: /,
    )
  })

  test('says that a folder is in the way of its token', async () => {
    await using place = await temporaryHome()
    await mkdir(join(place.home, 'token'))
    expect(await problemOf(startLake({ home: place.home, port: 0, report: quiet }))).toBe(
      `Cannot keep the newsroom's data in ${place.home}: a folder is in the way of a file (${place.home}); see to that, or choose another folder with NOTITS_HOME or --home`,
    )
  })

  test('says that a file is in the way of its assets', async () => {
    await using place = await temporaryHome()
    await (await startLake({ home: place.home, port: 0, report: quiet })).close()
    const assets = join(place.home, 'lake', 'assets')
    await rm(assets, { recursive: true })
    await writeFile(assets, '')
    expect(await problemOf(startLake({ home: place.home, port: 0, report: quiet }))).toContain(
      `something else than a folder is in the way (${assets})`,
    )
  })

  test('says that its database was emptied, when there are assets', async () => {
    await using place = await temporaryHome()
    await (await startLake({ home: place.home, port: 0, report: quiet })).close()
    await writeFile(join(place.home, 'lake', 'lake.db'), '')
    expect(await problemOf(startLake({ home: place.home, port: 0, report: quiet }))).toContain(
      'lake.db is damaged (it is empty, though there are assets)',
    )
  })

  test('says that its token is no token', async () => {
    await using place = await temporaryHome()
    await writeFile(join(place.home, 'token'), 'kort')
    expect(await problemOf(startLake({ home: place.home, port: 0, report: quiet }))).toContain('delete the file')
  })

  test('says that another process holds the same home', async () => {
    await using lake = await runningLake()
    expect(await problemOf(startLake({ home: lake.home, port: 0, report: quiet }))).toMatch(/\S/)
    expect(JSON.parse(await readFile(join(lake.home, 'lake.json'), 'utf8'))).toEqual({
      pid: process.pid,
      url: lake.url,
    })
  })
})
