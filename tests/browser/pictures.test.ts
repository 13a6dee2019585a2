import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from '../rigs/browser.ts'
import { type NewsroomRig, runningNewsroom } from '../rigs/newsroom.ts'

const views = [
  { width: 360, deviceScaleFactor: 3 },
  { width: 768, deviceScaleFactor: 2 },
  { width: 1440, deviceScaleFactor: 1 },
] as const

/** A picture as it stands on a page: its place in CSS pixels, what the browser chose for it, and how wide that is. */
type Shown = { width: number; height: number; file: string; pixels: number; widest: number; soon: number[] | undefined }

describe('pictures as a reader sees them', () => {
  let newsroom: NewsroomRig
  let browser: TestBrowser
  beforeAll(async () => {
    newsroom = await runningNewsroom({ studio: false })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
    await newsroom?.[Symbol.asyncDispose]()
  })

  const addresses = async () => [
    '/',
    '/sikkerhed/',
    ...(
      await newsroom.client.fetch<string[]>(
        '*[_type in ["article", "author", "company"] && defined(coalesce(leadImage, portrait, logo).asset)] | order(_id)' +
          '{"address": "/" + select(_type == "article" => "artikel", _type == "author" => "skribent", "virksomhed") + "/" + slug.current + "/", _type}' +
          '{_type, address} | order(_type)[0...40].address',
      )
    ).filter((address, at, all) => all.findIndex((other) => other.split('/')[1] === address.split('/')[1]) === at),
  ]

  for (const { width, deviceScaleFactor } of views)
    test(`are AVIF files that fit their place in a window ${width} wide at ${deviceScaleFactor} pixels for one`, async () => {
      for (const address of await addresses()) {
        const { page, faults } = await browser.open({ viewport: { width, height: 900 }, deviceScaleFactor })
        await page.goto(newsroom.siteUrl + address)
        const pictures = await everyPicture(page)
        expect(pictures.length, address).toBeGreaterThan(0)
        for (const picture of pictures) {
          expect(picture.file, address).toMatch(/^\/billeder\/[\w-]+\.avif$/)
          const wanted = picture.width * deviceScaleFactor
          expect(picture.pixels, `${address} ${picture.file}`).toBeGreaterThanOrEqual(
            Math.min(wanted * 0.85, picture.widest),
          )
          expect(picture.pixels, `${address} ${picture.file}`).toBeLessThanOrEqual(Math.max(wanted * 2.2, 200))
        }
        expect(faults).toEqual([])
        await page.context().close()
      }
    })

  test('have their place, with a blur in it, before they come, and shift nothing when they do', async () => {
    for (const { width } of views) {
      const { page, faults } = await browser.open({ viewport: { width, height: 900 } })
      const held = Promise.withResolvers<void>()
      await page.route('**/billeder/**', async (route) => {
        await held.promise
        await route.continue()
      })
      await page.goto(newsroom.siteUrl, { waitUntil: 'domcontentloaded' })
      await page.waitForFunction(isStyled)
      await page.evaluate(() => document.fonts.ready)
      const before = await places(page)
      expect(before.length).toBeGreaterThan(5)
      for (const { place, soon } of before) expect(soon).toEqual(place)
      held.resolve()
      await everyPicture(page)
      expect(await places(page)).toEqual(before)
      expect(faults).toEqual([])
      await page.context().close()
    }
  })

  test('leave their words when they do not come', async () => {
    const article = (await addresses()).find((address) => address.startsWith('/artikel/'))
    const { page } = await browser.open()
    await page.route('**/billeder/**', (route) => route.abort())
    await page.goto(`${newsroom.siteUrl}${article}`)
    const words = page.locator('.story > .story-picture picture img')
    expect(await words.getAttribute('alt')).toMatch(/\w+ \w+/)
    expect((await words.boundingBox())?.height).toBeGreaterThan(20)
  })

  test('are links to the story as a whole card is, though they lie behind the link', async () => {
    const { page } = await browser.open()
    await page.goto(newsroom.siteUrl)
    const href = await page.locator('.card-lead .cover').getAttribute('href')
    const { x, y } = (await page.locator('.card-lead .photo').boundingBox()) ?? { x: 0, y: 0 }
    await page.mouse.click(x + 20, y + 20)
    await page.waitForURL(`**${href}`)
  })
})

/** Every picture of the page, when all have come. */
async function everyPicture(page: Page): Promise<Shown[]> {
  await page.evaluate(async () => {
    const images = [...document.querySelectorAll<HTMLImageElement>('.photo picture img')]
    for (const image of images) image.loading = 'eager'
    await Promise.all(images.map((image) => image.decode()))
  })
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLImageElement>('.photo picture img')].map((image) => {
      const { width, height } = image.getBoundingClientRect()
      const source = image.parentElement?.querySelector('source')?.srcset ?? image.srcset
      const widths = source.split(', ').map((each) => Number(/ (\d+)w$/.exec(each)?.[1]))
      const file = new URL(image.currentSrc).pathname
      const pixels = Number(/-(\d+)\.\w+$/.exec(file)?.[1])
      return { width, height, file, pixels, widest: Math.max(...widths), soon: undefined }
    }),
  )
}

/** Where pictures stand in the page, and their blurs. */
function places(page: Page) {
  return page.evaluate(() => {
    const boxOf = (element: Element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return [left, top + scrollY, width, height].map(Math.round)
    }
    return [...document.querySelectorAll('.photo:has(.photo-soon)')].map((photo) => ({
      place: [...photo.querySelectorAll('picture img')].flatMap(boxOf),
      soon: [...photo.querySelectorAll('.photo-soon')].flatMap(boxOf),
    }))
  })
}

/** Runs in the page: whether its style sheets are there, which a document that has been read need not wait for. */
function isStyled(): boolean {
  return [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].every(({ sheet }) => sheet !== null)
}
