import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aSection, siteSettings } from '../builders/documents.ts'
import { builtStudio } from '../rigs/built-studio.ts'
import { testCache } from '../rigs/newsroom.ts'
import { runningLake } from '../rigs/running-lake.ts'

const program = resolve(import.meta.dirname, '../../scripts/notits.ts')

/** What a command did: its exit code, and what it said. */
type Ran = { code: number | null; out: string; err: string }

describe('the notits command', () => {
  let home: string
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'notits-command-'))
    symlinkSync(await builtStudio(), join(home, 'studio'))
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  function started(words: string[], settings: Record<string, string> = {}) {
    const { PATH = '' } = process.env
    const env = { PATH, NOTITS_HOME: home, NOTITS_PORT: '0', NOTITS_SITE_PORT: '0', ...settings }
    const child = spawn(process.execPath, [program, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => (said.out += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (said.err += text))
    const ended = once(child, 'close').then(([code]): Ran => ({ code, ...said }))
    /** Resolves when the command has said this; rejects when it ends before. */
    const says = async (words: string): Promise<void> => {
      const heard = (): boolean => said.out.includes(words) || said.err.includes(words)
      while (!heard()) {
        const last = await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended])
        if ('code' in last && !heard())
          throw new Error(`It ended with code ${last.code} and said: ${last.out}${last.err}`)
      }
    }
    return { child, ended, says }
  }
  const ran = (words: string[], settings?: Record<string, string>): Promise<Ran> => started(words, settings).ended

  test('tells what it can do', async () => {
    const { code, out } = await ran(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'start',
      'publish',
      'build',
      'lake',
      'studio',
      'demo',
      'pictures',
      'export',
      'import',
      'users',
      'bench',
      'check',
    ])
      expect(out).toContain(`  ${name} `)
  })

  test.each([
    'start',
    'publish',
    'build',
    'lake',
    'studio',
    'demo',
    'pictures',
    'export',
    'import',
    'users',
    'bench',
    'check',
  ])('tells what %s can do', async (name) => {
    const { code, out } = await ran([name, '--help'])
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringContaining(`Usage: notits ${name}`)])
  })

  test('ends with 1 and a sentence for words that it does not know', async () => {
    const unknown = await ran(['publsh'])
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining("unknown command 'publsh'")])
    const option = await ran(['publish', '--al'])
    expect([option.code, option.err]).toEqual([1, expect.stringContaining("unknown option '--al'")])
  })

  test('ends with 1 and one sentence, without a stack, for a setting that cannot be used', async () => {
    const { code, err } = await ran(['publish'], { NOTITS_PORT: 'high' })
    expect(code).toBe(1)
    expect(err).toBe(
      'Cannot use the setting NOTITS_PORT "high": set it to a port number from 0 to 65535, such as 3333\n',
    )
  })

  test.each(['start', 'lake', 'studio', 'pictures'])(
    '%s --dry-run says what it would do, and does nothing',
    async (name) => {
      const nowhere = join(home, 'not-made')
      const { code, out, err } = await ran([name, '--dry-run'], { NOTITS_HOME: nowhere })
      expect([code, out + err]).toEqual([0, expect.stringMatching(/would .* \(.*s\)\n$/)])
      expect(existsSync(nowhere)).toBe(false)
    },
  )

  test('publishes with the lake that runs, tells one object, and then has nothing to do', async () => {
    await using lake = await runningLake()
    await lake.client.transaction().create(aSection()).create(siteSettings()).commit()
    mkdirSync(join(testCache, 'app'), { recursive: true })
    symlinkSync(join(testCache, 'app'), join(lake.home, 'app'))
    const where = ['--home', lake.home]
    const planned = await ran(['publish', ...where, '--dry-run'])
    expect([planned.code, planned.out]).toEqual([0, expect.stringContaining('render /erhverv/ (')])
    expect(existsSync(join(lake.home, 'site'))).toBe(false)
    const first = await ran(['publish', ...where, '--json'])
    const told = JSON.parse(first.out)
    expect([first.code, told.written, told.leftOut]).toEqual([0, told.rendered, []])
    expect(told.ms.total).toBeGreaterThan(0)
    expect(first.err).toMatch(/\d+ pages written in .*site \(.*s\)\n$/)
    const second = await ran(['publish', ...where])
    expect([second.code, second.err]).toEqual([0, expect.stringMatching(/^Nothing to change .* \(.*s\)\n$/)])
  })

  test('says which port is taken, and by which setting to choose another', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = String(typeof address === 'object' ? address?.port : '')
    const site = await ran(['start'], { NOTITS_SITE_PORT: port })
    expect([site.code, site.err]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^.*port ${port}.*NOTITS_SITE_PORT.*\n$`)),
    ])
    const lake = await ran(['start'], { NOTITS_PORT: port })
    expect([lake.code, lake.err]).toEqual([1, expect.stringMatching(new RegExp(`^.*port ${port}.*NOTITS_PORT.*\n$`))])
    other.close()
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'ends a first start that has only begun soon after %s, and leaves the lake closed',
    async (signal) => {
      const { child, ended, says } = started(['start'])
      await says('Drawing the demo’s pictures')
      const asked = performance.now()
      child.kill(signal)
      expect(await ended).toMatchObject({
        code: 0,
        err: expect.stringContaining('Closing the newsroom; everything is kept'),
      })
      // Two seconds on an idle machine: a picture that is being drawn is finished first.
      expect(performance.now() - asked).toBeLessThan(8000)
      expect(existsSync(join(home, 'lake.json'))).toBe(false)
    },
  )

  test('ends a first build soon after SIGINT, with the site that stood there before', async () => {
    const { child, ended, says } = started(['build', '--out', join(home, 'dist')])
    await says('Drawing the demo’s pictures')
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ code: 1, err: expect.stringMatching(/\nInterrupted; nothing is lost, .*\n$/) })
    expect([existsSync(join(home, 'lake.json')), existsSync(join(home, 'dist'))]).toEqual([false, false])
  })
})
