import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { openBrowser } from '../rigs/browser.ts'
import { type NewsroomRig, runningNewsroom } from '../rigs/newsroom.ts'
import { openStudio, type StudioDesk } from '../rigs/studio-desk.ts'

const headline = 'Rødgrød med fløde får sin egen app i Ærøskøbing'
const address = '/artikel/roedgroed-med-floede-faar-sin-egen-app-i-aeroeskoebing/'
const corrected = 'Rødgrød med fløde får to apps i Ærøskøbing'

describe('an editor’s errand', () => {
  test('an article is written with an image, published, read, edited and taken back', async () => {
    await using newsroom = await runningNewsroom()
    await using browser = await openBrowser()
    using photo = aPhoto()
    await photo.ready
    const { page, faults } = await browser.open({ viewport: { width: 1500, height: 1000 } })
    const desk = await openStudio(page, newsroom.lakeUrl)

    await writeArticle(desk, photo.file)
    await publishing(newsroom, () => desk.publish())
    expect(
      await page
        .context()
        .newPage()
        .then((reader) => readArticle(reader, newsroom)),
    ).toEqual({
      headline,
      standfirst: 'Byen går forrest.',
      alt: 'Et fad rødgrød ved havnen',
      caption: 'Rødgrøden koges fra morgenstunden. Foto: Anna Bager',
      words: ['Første afsnit om bær.', 'Andet afsnit om fløde.'],
    })
    for (const place of ['/', '/sikkerhed/', '/rss.xml', '/sikkerhed/rss.xml', '/feed.json'])
      expect(await textAt(newsroom, place), place).toContain(headline)

    await desk.showTab('Tekst')
    await desk.fill('headline', corrected)
    await publishing(newsroom, () => desk.publish())
    expect(await textAt(newsroom, address)).toContain(corrected)
    expect(await textAt(newsroom, '/rss.xml')).toContain(corrected)

    await publishing(newsroom, () => desk.unpublish())
    expect((await fetch(newsroom.siteUrl + address)).status).toBe(404)
    for (const place of ['/', '/sikkerhed/', '/rss.xml', '/sikkerhed/rss.xml', '/feed.json', '/sitemap.xml'])
      expect(await textAt(newsroom, place), place).not.toMatch(/Rødgrød med fløde|roedgroed/)
    expect(faults).toEqual([])
  }, 180_000)
})

async function writeArticle(desk: StudioDesk, photo: string): Promise<void> {
  await desk.newArticle()
  await desk.fill('headline', headline)
  await desk.generateSlug()
  await desk.fill('standfirst', 'Byen går forrest.')
  await desk.writeBody('Første afsnit om bær.', 'Andet afsnit om fløde.')
  await desk.showTab('Billede')
  await desk.uploadImage('leadImage', photo)
  await desk.fill('leadImage.alt', 'Et fad rødgrød ved havnen')
  await desk.fill('leadImage.caption', 'Rødgrøden koges fra morgenstunden.')
  await desk.fill('leadImage.credit', 'Foto: Anna Bager')
  await desk.showTab('Placering')
  await desk.choose('section', 'Sikkerhed')
}

/** Does something in the Studio, and waits until readers see it. */
async function publishing(newsroom: NewsroomRig, act: () => Promise<void>): Promise<void> {
  const published = newsroom.published()
  await act()
  await published
}

async function readArticle(page: Page, { siteUrl }: NewsroomRig) {
  await page.goto(siteUrl + address)
  const image = page.locator('main figure picture img').first()
  await image.evaluate((picture: HTMLImageElement) => picture.decode())
  return {
    headline: await page.getByRole('heading', { level: 1 }).innerText(),
    standfirst: await page.getByText('Byen går forrest.').first().innerText(),
    alt: await image.getAttribute('alt'),
    caption: (await page.locator('main figcaption').first().innerText()).replace(/\s+/g, ' '),
    words: await page.locator('main p').filter({ hasText: 'afsnit om' }).allInnerTexts(),
  }
}

async function textAt({ siteUrl }: NewsroomRig, place: string): Promise<string> {
  const response = await fetch(siteUrl + place)
  expect(response.status, place).toBe(200)
  return response.text()
}

function aPhoto(): Disposable & { file: string; ready: Promise<unknown> } {
  const folder = mkdtempSync(join(tmpdir(), 'notits-photo-'))
  const file = join(folder, 'roedgroed.jpg')
  const ready = sharp({ create: { width: 1600, height: 1067, channels: 3, background: '#b3122b' } })
    .jpeg()
    .toFile(file)
  return { file, ready, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
}
