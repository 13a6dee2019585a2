import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readDocument } from '#schemas/documents.ts'
import type { Change } from '#site'
import { compiledApp } from '../scripts/publish/compile.ts'
import { runSanityBuild } from '../scripts/studio/sanity-build.ts'
import { anArticle, anAuthor, aSection, siteSettings } from './builders/documents.ts'
import { builtStudio } from './rigs/built-studio.ts'
import { publishedEdition } from './rigs/compiled-site.ts'
import { canary, fakeSecrets, withSecrets } from './rigs/fake-secrets.ts'

const root = resolve(import.meta.dirname, '..')

/** The files of a folder, however deep, that hold the text anywhere among their bytes. */
function filesWith(folder: string, text: string): string[] {
  const files = globSync('**/*', { cwd: folder }).filter((path) => statSync(join(folder, path)).isFile())
  expect(files.length).toBeGreaterThan(5)
  return files.filter((path) => readFileSync(join(folder, path)).includes(text))
}

function changeTo(raw: unknown): Change[] {
  const read = readDocument(raw)
  if (!read.ok) throw new Error(`${read.id} is no document of ours`)
  return [{ id: read.document._id, document: read.document }]
}

describe('a secret in the environment of a build', () => {
  test('is in no byte of the Studio', async () => {
    expect(filesWith(await builtStudio(), canary)).toEqual([])
  })

  test('is in no byte of the compiled site', async () => {
    const apps = mkdtempSync(join(tmpdir(), 'notits-secrets-'))
    const environment = { ...process.env, ...fakeSecrets }
    const { folder } = await compiledApp({
      root,
      apps,
      siteUrl: 'https://fjorden.example',
      environment,
      report: () => {},
    })
    expect(filesWith(folder, canary)).toEqual([])
    rmSync(apps, { recursive: true })
  })

  test('is in no page or feed that the site gives', async () => {
    const documents = [aSection(), anAuthor(), anArticle(), siteSettings()]
    using edition = await publishedEdition(documents.flatMap(changeTo), '2026-11-23T12:00:00.000Z')
    const pages = await withSecrets(() =>
      Promise.all(edition.addresses.map(async (address) => (await edition.render(address)).text())),
    )
    expect(pages.length).toBeGreaterThan(10)
    expect(pages.filter((page) => page.includes(canary))).toEqual([])
  })

  test('never reaches the tool that builds the Studio', async () => {
    const house = mkdtempSync(join(tmpdir(), 'notits-secrets-'))
    const sanity = join(house, 'node_modules/.bin/sanity')
    mkdirSync(join(house, 'studio'))
    mkdirSync(dirname(sanity), { recursive: true })
    writeFileSync(sanity, "require('node:fs').writeFileSync(process.argv[3], JSON.stringify(process.env))")
    chmodSync(sanity, 0o755)
    const outDir = join(house, 'out')
    const hosted = { projectId: 'a1b2c3d4', dataset: 'production', token: fakeSecrets['SANITY_API_TOKEN'] ?? canary }
    await withSecrets(() => runSanityBuild({ studio: join(house, 'studio'), outDir, hosted, signal: undefined }))
    const environment = readFileSync(outDir, 'utf8')
    expect(environment).toContain('a1b2c3d4')
    expect(environment).not.toContain(canary)
    rmSync(house, { recursive: true })
  })
})
