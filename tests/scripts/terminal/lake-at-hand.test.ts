import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lakeAtHand, runningLake as lakeThatRuns, type StartLake } from '../../../scripts/terminal/lake-at-hand.ts'
import { readSettings } from '../../../scripts/terminal/settings.ts'
import { runningLake } from '../../rigs/running-lake.ts'

const never: StartLake = () => Promise.reject(new Error('no lake was to be started'))
const silent = (): void => {}

describe('the lake at hand', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'notits-at-hand-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  test('is the hosted one when the settings name it', async () => {
    const settings = readSettings({ NOTITS_HOME: home, SANITY_PROJECT_ID: 'a1b2c3d4' })
    await using lake = await lakeAtHand(settings, never, silent)
    expect(lake.address).toEqual({ kind: 'hosted', projectId: 'a1b2c3d4', dataset: 'production' })
  })

  test('is the embedded one of another machine when the settings name that', async () => {
    const remote = { NOTITS_LAKE_URL: 'https://cms.avis.example', NOTITS_LAKE_TOKEN: 'secret' }
    await using lake = await lakeAtHand(readSettings({ NOTITS_HOME: home, ...remote }), never, silent)
    expect(lake.address).toEqual({ kind: 'embedded', url: 'https://cms.avis.example', token: 'secret' })
  })

  test('is the embedded one that runs on this home', async () => {
    await using running = await runningLake()
    await using lake = await lakeAtHand(readSettings({ NOTITS_HOME: running.home }), never, silent)
    expect(lake.address).toEqual({ kind: 'embedded', url: running.url, token: running.token })
  })

  test('is otherwise started on a free port, and ended again', async () => {
    let open = 0
    const start: StartLake = async ({ port }) => {
      expect(port).toBe(0)
      open++
      return { url: 'http://localhost:1', token: 'secret', close: async () => void open-- }
    }
    {
      await using lake = await lakeAtHand(readSettings({ NOTITS_HOME: home }), start, silent)
      expect([lake.address.kind, open]).toEqual(['embedded', 1])
    }
    expect(open).toBe(0)
  })

  test('does not run when its process is gone, or the file that announced it was cut short', async () => {
    writeFileSync(join(home, 'token'), 'secret\n')
    expect(await lakeThatRuns(home)).toBeUndefined()
    writeFileSync(join(home, 'lake.json'), '{"pid": 12')
    expect(await lakeThatRuns(home)).toBeUndefined()
    writeFileSync(join(home, 'lake.json'), JSON.stringify({ pid: 4_194_304, url: 'http://localhost:1' }))
    expect(await lakeThatRuns(home)).toBeUndefined()
  })

  test('does not run when another program has taken over its process id', async () => {
    writeFileSync(join(home, 'token'), 'secret\n')
    writeFileSync(join(home, 'lake.json'), JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:1' }))
    expect(await lakeThatRuns(home)).toBeUndefined()
  })
})
