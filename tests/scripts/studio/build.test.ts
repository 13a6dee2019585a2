import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildStudio } from '../../../scripts/studio/build.ts'
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

  test('is left as it is while nothing has changed', async () => {
    const outDir = await builtStudio()
    expect(await buildStudio({ outDir, settings: {} })).toMatchObject({ built: false })
  })
})
