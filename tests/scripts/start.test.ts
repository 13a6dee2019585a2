import { globSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lakeSource } from '../../scripts/publish/open-press.ts'
import { buildWhole } from '../../scripts/publish/whole-build.ts'
import { machineClock } from '../../scripts/terminal/clock.ts'
import { anArticle } from '../builders/documents.ts'
import { aReference } from '../builders/stored.ts'
import { type NewsroomRig, runningNewsroom, testSiteUrl } from '../rigs/newsroom.ts'

const root = resolve(import.meta.dirname, '../..')

describe('a newsroom, the first time it opens', () => {
  let newsroom: NewsroomRig
  beforeAll(async () => {
    newsroom = await runningNewsroom({ studio: false, fresh: true })
  })
  afterAll(() => newsroom[Symbol.asyncDispose]())

  const page = async (address: string): Promise<string> => (await fetch(newsroom.siteUrl + address)).text()

  test('shows the demo content on the site and in the feed', async () => {
    const lead = await newsroom.client.fetch<string>('*[_type == "frontPage"][0].lead->headline')
    expect(await page('/')).toContain(lead)
    expect(await page('/rss.xml')).toContain('<rss')
    expect(newsroom.said.filter((sentence) => !sentence.includes('pages written'))).toEqual([])
  })

  test('puts a story on the site when it is published, and takes it away when it is not any more', async () => {
    const [section, author] = await newsroom.client.fetch<string[]>(
      '[*[_type == "section"][0]._id, *[_type == "author"][0]._id]',
    )
    const story = anArticle({
      _id: 'fresh',
      headline: 'Frisk fra pressen',
      section: aReference(section ?? ''),
      authors: [{ ...aReference(author ?? ''), _key: 'a' }],
    })
    const appeared = newsroom.published()
    await newsroom.client.create(story)
    await appeared
    expect(await page('/artikel/frisk-fra-pressen/')).toContain('Frisk fra pressen')
    const vanished = newsroom.published()
    await newsroom.client.delete('fresh')
    await vanished
    expect((await fetch(`${newsroom.siteUrl}/artikel/frisk-fra-pressen/`)).status).toBe(404)
  })

  test('has a site that is byte for byte what npm run build makes of the same content', async () => {
    const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })
    const token = readFileSync(join(newsroom.home, 'token'), 'utf8').trim()
    const source = lakeSource({ kind: 'embedded', url: newsroom.lakeUrl, token }, clock)
    const out = join(newsroom.home, 'dist')
    const images = join(newsroom.home, 'images')
    const work = {
      root,
      out,
      siteUrl: testSiteUrl,
      source,
      images,
      acceptFewer: false,
      clock,
      environment: process.env,
    }
    const built = await buildWhole({ ...work, report: () => {} })
    expect([built.leftOut, built.failedPictures]).toEqual([[], []])
    const [site, dist] = [treeOf(join(newsroom.home, 'site')), treeOf(out)]
    expect([...dist.keys()]).toEqual([...site.keys()])
    expect([...dist].filter(([file, bytes]) => site.get(file) !== bytes).map(([file]) => file)).toEqual([])
    expect(dist.size).toBeGreaterThan(200)
  })

  test('keeps everything when it closes and opens again', async () => {
    const before = treeOf(join(newsroom.home, 'site'))
    const { documents } = JSON.parse(readFileSync(join(newsroom.home, 'site/build.json'), 'utf8'))
    newsroom.said.length = 0
    await newsroom.restart()
    expect(newsroom.said).toEqual([])
    expect(treeOf(join(newsroom.home, 'site'))).toEqual(before)
    expect(JSON.parse(readFileSync(join(newsroom.home, 'site/build.json'), 'utf8'))).toMatchObject({ documents })
    expect(await newsroom.client.fetch('count(*[_type == "article"])')).toBeGreaterThan(11)
  })
})

function treeOf(folder: string): Map<string, string> {
  const files = globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile())
  return new Map(
    files
      .filter((file) => file !== 'build.json')
      .toSorted()
      .map((file) => [file, readFileSync(join(folder, file), 'latin1')]),
  )
}
