import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appDigest, appNaming } from '../../../scripts/publish/app-sources.ts'
import { compiledApp } from '../../../scripts/publish/compile.ts'

const root = resolve(import.meta.dirname, '../../..')

describe('the name of a compiled app', () => {
  let copy: string
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'notits-sources-'))
    for (const source of ['site', 'schemas', 'astro.config.ts', 'package-lock.json']) {
      cpSync(join(root, source), join(copy, source), { recursive: true })
    }
  })
  afterEach(() => rmSync(copy, { recursive: true, force: true }))

  test('is the same for the same sources, wherever they lie', () => {
    expect(appDigest(copy, 'https://avis.example')).toBe(appDigest(root, 'https://avis.example'))
  })

  test('is another when a page, the content model, the packages or the site’s address are others', () => {
    const names = new Set([appDigest(copy, 'https://avis.example'), appDigest(copy, 'https://andet.example')])
    for (const file of ['site/src/pages/ny.astro', 'schemas/poem.ts', 'package-lock.json', 'site/public/robots.png']) {
      writeFileSync(join(copy, file), 'changed')
      names.add(appDigest(copy, 'https://avis.example'))
    }
    expect(names.size).toBe(6)
  })

  test('follows the sources while it is asked again and again', () => {
    const name = appNaming(copy, 'https://avis.example')
    const first = name()
    expect(first).toBe(appDigest(copy, 'https://avis.example'))
    writeFileSync(join(copy, 'site/src/pages/ny.astro'), 'changed')
    const second = name()
    expect(second).toBe(appDigest(copy, 'https://avis.example'))
    rmSync(join(copy, 'site/src/pages/ny.astro'))
    expect([second === first, name() === first]).toEqual([false, true])
  })

  test('does not depend on what is not part of the app', () => {
    const before = appDigest(copy, 'https://avis.example')
    mkdirSync(join(copy, 'scripts'))
    writeFileSync(join(copy, 'scripts/start.ts'), 'changed')
    writeFileSync(join(copy, 'README.md'), 'changed')
    expect(appDigest(copy, 'https://avis.example')).toBe(before)
  })
})

describe('compiling the site’s app', () => {
  let folder: string
  const said: string[] = []
  const compiling = () => ({
    ...{ root, apps: join(folder, 'app'), siteUrl: 'http://localhost:4321', environment: process.env },
    report: (sentence: string) => void said.push(sentence),
  })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-apps-'))
    said.length = 0
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is not done again while the app is there', async () => {
    const kept = join(folder, 'app', appDigest(root, 'http://localhost:4321'))
    mkdirSync(join(kept, 'server'), { recursive: true })
    writeFileSync(join(kept, 'server/entry.mjs'), '')
    expect(await compiledApp(compiling())).toEqual({ folder: kept, digest: expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect(said).toEqual([])
  })

  test('leaves nothing half-made behind when it is interrupted', async () => {
    const ending = new AbortController()
    const report = (): void => {
      setTimeout(() => ending.abort(new Error('told to stop')), 300)
    }
    await expect(compiledApp({ ...compiling(), report, signal: ending.signal })).rejects.toThrow('told to stop')
    expect(readdirSync(join(folder, 'app'))).toEqual(['node_modules'])
  })

  test('tells Astro’s own words when a page does not compile', async () => {
    const broken = join(folder, 'broken')
    for (const source of ['schemas', 'astro.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']) {
      cpSync(join(root, source), join(broken, source), { recursive: true })
    }
    cpSync(join(root, 'site'), join(broken, 'site'), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(broken, 'node_modules'))
    writeFileSync(join(broken, 'site/src/pages/index.astro'), '---\nimport gone from "./gone.ts"\n---\n{gone}')
    await expect(compiledApp({ ...compiling(), root: broken })).rejects.toThrow(
      /^Could not build the site with Astro; .*\n/,
    )
    expect(existsSync(join(folder, 'app', 'server'))).toBe(false)
  })
})
