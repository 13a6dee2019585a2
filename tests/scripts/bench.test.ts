import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runs } from '../rigs/runs.ts'

/** The press compiles its app and builds a site for each of them, which is too long for every day. */
const longRows = ['build,warm-new,cold-new'].slice(0, runs(0, 1))

const notits = resolve(import.meta.dirname, '../../scripts/notits.ts')

describe('notits bench', { timeout: 240_000 }, () => {
  let temporary: string
  beforeEach(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'notits-bench-test-'))
  })
  afterEach(() => rm(temporary, { recursive: true, force: true }))

  function started(...words: string[]) {
    const env = { ...process.env, TMPDIR: temporary }
    const child = spawn(process.execPath, [notits, 'bench', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = Promise.all([child.stdout.setEncoding('utf8').toArray(), child.stderr.setEncoding('utf8').toArray()])
    const ended = once(child, 'close').then(async ([code]) => {
      const [out, err] = (await output).map((texts) => texts.join(''))
      return { code, out: out ?? '', err: err ?? '' }
    })
    return { child, ended }
  }

  test('measures every figure of a small lake, prints one object, and leaves nothing behind', async () => {
    const { code, out, err } = await started('lake', '--articles', '60', '--turns', '2', '--json').ended
    expect([code, err]).toEqual([0, expect.stringMatching(/\nMeasured \d+ figures \(.*s\)\n$/)])
    const told = JSON.parse(out)
    expect(told).toMatchObject({ subject: 'lake', machine: { cores: expect.any(Number), node: process.versions.node } })
    const [measurement] = told.measurements
    expect(measurement).toMatchObject({ articles: 60, documents: 409, bytes: expect.any(Number) })
    const ids = measurement.figures.map(({ id }: { id: string }) => id)
    expect(ids).toEqual(
      expect.arrayContaining(['import', 'start', 'list-20', 'versions', 'count', 'slug', 'edit-heard']),
    )
    for (const figure of measurement.figures) {
      expect(figure).toMatchObject({ what: expect.any(String), median: expect.any(Number), p95: expect.any(Number) })
      expect(figure.n).toBeGreaterThan(0)
      if (figure.aim) expect(figure).toHaveProperty('met')
    }
    expect(await leftIn(temporary)).toEqual([])
  })

  test('measures a few figures when they are named, and prints them as a table', async () => {
    const { code, out } = await started('--articles', '60', '--turns', '2', '--rows', 'count,memory').ended
    expect(code).toBe(0)
    expect(out).toMatch(/^60 articles \(409 documents, [\d,]+ bytes each; load .*\)$/m)
    expect(out).toMatch(/^count\(\) of articles, ms +≤ 2 +\d+\.\d+ [✓✗]/m)
    expect(out).not.toContain('versionOf')
    expect(
      Math.max(
        ...out
          .split('\n')
          .slice(1)
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(100)
  })

  test.each(longRows)('measures the press from the lake to the files: %s', async (rows) => {
    const words = ['publish', '--articles', '60', '--turns', '1', '--rows', rows, '--json']
    const { code, out, err } = await started(...words).ended
    expect([code, err]).toEqual([0, expect.stringMatching(/\nMeasured \d+ figures \(.*s\)\n$/)])
    const { subject, measurements } = JSON.parse(out)
    expect(subject).toBe('publish')
    const figures = new Map(measurements[0].figures.map((figure: { id: string }) => [figure.id, figure]))
    for (const id of rows.split(','))
      expect(figures.get(id)).toMatchObject({ median: expect.any(Number), n: expect.any(Number) })
    const press = { press: { written: expect.any(Number) }, met: expect.any(Boolean) }
    expect(figures.get('warm-new')).toMatchObject(press)
    expect(figures.has('warm-section')).toBe(false)
    expect(await leftIn(temporary)).toEqual([])
  })

  test('says which figures there are when one is asked for that there is not', async () => {
    const { code, err } = await started('--rows', 'speed').ended
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^There is no figure "speed"; there are import, start, .*\n$/),
    ])
  })

  test('never fills a folder that holds something', async () => {
    const { code, err } = await started('--home', resolve(import.meta.dirname), '--articles', '60').ended
    expect([code, err]).toEqual([1, expect.stringMatching(/^Cannot measure in .*: it is not empty; .*\n$/)])
  })

  test('ends at Ctrl-C in the midst of it, and leaves nothing behind', async () => {
    const { child, ended } = started('--articles', '60')
    child.stderr.on('data', (text: string) => {
      if (text.includes('Measuring')) child.kill('SIGINT')
    })
    expect(await ended).toMatchObject({ code: 1, err: expect.stringContaining('\nInterrupted; ') })
    expect(await leftIn(temporary)).toEqual([])
  })
})

/** What was left behind, but for what Node itself keeps for the next start. */
async function leftIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name !== 'node-compile-cache')
}
