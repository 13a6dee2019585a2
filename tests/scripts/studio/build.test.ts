import { existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildStudio } from '../../../scripts/studio/build.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { harmless, strayHosts } from '../../../studio/offline-hosts.ts'
import { builtStudio } from '../../rigs/built-studio.ts'

const textFiles = '**/*.{html,js,css,json,webmanifest,svg}'

async function filesOf(folder: string): Promise<{ path: string; code: string }[]> {
  const paths = globSync(textFiles, { cwd: folder })
  return Promise.all(paths.map(async (path) => ({ path, code: await readFile(join(folder, path), 'utf8') })))
}

describe('the built Studio', () => {
  test('names no host that it would call', async () => {
    const files = await filesOf(await builtStudio())
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap(({ path, code }) => strayHosts(code).map((host) => `${path}: ${host}`))).toEqual([])
  })

  test('fetches no font, style or script from elsewhere', async () => {
    const files = await filesOf(await builtStudio())
    const fetching = {
      html: /<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?\/\//,
      css: /@import|url\(["']?(?:https?:)?\/\//,
      js: /(?:\bfrom|\bimport\(|\bimport) ?["'`](?:https?:)?\/\//,
    }
    const fetches = ({ path, code }: { path: string; code: string }) =>
      Object.entries(fetching).some(([kind, pattern]) => path.endsWith(`.${kind}`) && pattern.test(code))
    expect(files.filter(fetches).map(({ path }) => path)).toEqual([])
  })

  test('needs every host that is called harmless', async () => {
    const all = (await filesOf(await builtStudio())).map(({ code }) => code).join('\n')
    const named = Object.values(harmless)
      .flat()
      .map((host) => host.split('*')[0] ?? host)
    expect(named.filter((host) => !all.includes(`://${host}`))).toEqual([])
  })
})

/** Stands in for `sanity build` where only what comes of it matters: the page is the config, unless that is broken. */
const standIn = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs')
const config = readFileSync('sanity.config.ts', 'utf8')
const [, , , outDir] = process.argv
mkdirSync(outDir)
writeFileSync(outDir + '/index.html', config)
if (config === 'broken') { console.error('Error: it does not hold together'); process.exit(1) }
if (config === 'slow') setInterval(() => {}, 1000)
`

function aHouse(): Disposable & { root: string; outDir: string; write(config: string): void; page(): Promise<string> } {
  const root = mkdtempSync(join(tmpdir(), 'notits-studio-'))
  for (const folder of ['studio', 'schemas', 'node_modules/.bin']) mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'node_modules/.bin/sanity'), standIn)
  const outDir = join(root, 'data/studio')
  return {
    root,
    outDir,
    write: (config) => writeFileSync(join(root, 'studio/sanity.config.ts'), config),
    page: () => readFile(join(outDir, 'index.html'), 'utf8'),
    [Symbol.dispose]: () => rmSync(root, { recursive: true }),
  }
}

describe('building the Studio', () => {
  test('is done once, while nothing changes', async () => {
    using house = aHouse()
    house.write('first')
    expect(await buildStudio({ ...house, settings: {} })).toMatchObject({ built: true })
    expect(await buildStudio({ ...house, settings: {} })).toMatchObject({ built: false })
  })

  test('is done again when a source changes, and the new one takes the place of the old', async () => {
    using house = aHouse()
    house.write('first')
    await buildStudio({ ...house, settings: {} })
    house.write('second')
    expect(await buildStudio({ ...house, settings: {} })).toMatchObject({ built: true })
    expect(await house.page()).toBe('second')
    expect(readdirSync(join(house.root, 'data'))).toEqual(['studio'])
  })

  test('is done again for another lake', async () => {
    using house = aHouse()
    house.write('first')
    await buildStudio({ ...house, settings: {} })
    const hosted = { projectId: 'a1b2c3d4', dataset: 'production' }
    expect(await buildStudio({ ...house, settings: { hosted } })).toMatchObject({ built: true })
  })

  test('tells what went wrong when it fails, and leaves the old one where it is', async () => {
    using house = aHouse()
    house.write('first')
    await buildStudio({ ...house, settings: {} })
    house.write('broken')
    const failing = buildStudio({ ...house, settings: {} })
    await expect(failing).rejects.toThrow(
      `Cannot build the Studio in ${house.root}/studio:\nError: it does not hold together`,
    )
    await expect(failing).rejects.toBeInstanceOf(Problem)
    expect(await house.page()).toBe('first')
    expect(readdirSync(join(house.root, 'data'))).toEqual(['studio'])
  })

  test('ends at once when it is told to, and leaves nothing behind', async () => {
    using house = aHouse()
    house.write('slow')
    const stop = new AbortController()
    const building = buildStudio({ ...house, settings: {}, signal: stop.signal })
    await expect.poll(() => globSync('data/*/index.html', { cwd: house.root })).toHaveLength(1)
    stop.abort(new Problem('Interrupted'))
    await expect(building).rejects.toThrow('Interrupted')
    expect(readdirSync(join(house.root, 'data'))).toEqual([])
  })

  test('clears away what a build left that was killed', async () => {
    using house = aHouse()
    const leftover = join(house.root, 'data/studio.building-999999999')
    mkdirSync(leftover, { recursive: true })
    house.write('first')
    await buildStudio({ ...house, settings: {} })
    expect(existsSync(leftover)).toBe(false)
  })
})
