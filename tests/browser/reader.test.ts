import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type TestBrowser } from '../rigs/browser.ts'
import { type NewsroomRig, runningNewsroom } from '../rigs/newsroom.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** How readers see the paper: on a telephone, a tablet and a desk, and in the dark. */
const views: readonly { width: number; colorScheme: 'light' | 'dark' }[] = [
  { width: 360, colorScheme: 'light' },
  { width: 768, colorScheme: 'light' },
  { width: 1440, colorScheme: 'light' },
  { width: 1440, colorScheme: 'dark' },
]

/** One of every kind of page; the demo content has them all. */
const kindsOfPage: Record<string, RegExp> = {
  'the front': /^\/$/,
  'a section': /^\/sikkerhed\/$/,
  'a month of a section': /^\/sikkerhed\/\d{4}\/\d\d\/$/,
  'an article': /^\/artikel\/[^/]+\/$/,
  'the front of navnenyt': /^\/navnenyt\/$/,
  'a month of navnenyt': /^\/navnenyt\/\d{4}\/\d\d\/$/,
  'a kind of navnenyt': /^\/navnenyt\/type\/[^/]+\/$/,
  'a notice': /^\/navnenyt\/(?!type)[^/]{5,}\/$/,
  'a company': /^\/virksomhed\/[^/]+\/$/,
  'a topic': /^\/emne\/[^/]+\/$/,
  'an author': /^\/skribent\/[^/]+\/$/,
  'a standing page': /^\/om-os\/$/,
  'the page about feeds': /^\/rss\/$/,
}

describe('a reader’s visit', () => {
  let newsroom: NewsroomRig
  let browser: TestBrowser
  let addresses: string[]

  beforeAll(async () => {
    newsroom = await runningNewsroom({ studio: false })
    browser = await openBrowser()
    addresses = await everyPage(newsroom)
  })
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
    await newsroom?.[Symbol.asyncDispose]()
  })

  for (const [name, pattern] of Object.entries(kindsOfPage))
    test(`${name} is accessible, fits its window and has nothing to complain of, at every width and in the dark`, async () => {
      const address = addresses.find((each) => pattern.test(each))
      expect(address).toBeDefined()
      for (const view of views)
        expect(await findings(view, address ?? '/'), `${address} ${Object.values(view)}`).toEqual([])
    })

  test('a page that is not there says so in Danish, accessibly', async () => {
    const { page, faults } = await browser.open()
    const response = await page.goto(`${newsroom.siteUrl}/findes-ikke/`)
    expect(response?.status()).toBe(404)
    expect(await axeViolations(page)).toEqual([])
    expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
  })

  test('a feed that is opened in the browser can be read, and says what it is', async () => {
    const { page, faults } = await browser.open()
    await page.goto(`${newsroom.siteUrl}/rss.xml`)
    const said = await page.evaluate(() => getComputedStyle(document.documentElement, '::before').content)
    expect(said).toContain('Dette er et feed')
    expect(faults).toEqual([])
  })

  test('everything can be read and reached without JavaScript', async () => {
    const { page } = await browser.open({ javaScriptEnabled: false })
    await page.goto(newsroom.siteUrl)
    await page.locator('main a[href^="/artikel/"]').first().click()
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe('')
    expect(await page.getByText('Navnenyt fra it-Danmark').count()).toBeGreaterThan(0)
  })

  /** What is wrong with one page in one view: accessibility, console, content security, and what sticks out of the window. */
  async function findings({ width, colorScheme }: (typeof views)[number], address: string): Promise<string[]> {
    const { page, faults } = await browser.open({ viewport: { width, height: 900 }, colorScheme })
    await page.goto(newsroom.siteUrl + address, { waitUntil: 'load' })
    const found = [...(await axeViolations(page)), ...(await stickingOut(page)), ...faults]
    await page.context().close()
    return found
  }
})

async function everyPage({ siteUrl }: NewsroomRig): Promise<string[]> {
  const waiting = ['/']
  const seen = new Set(waiting)
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const html = await (await fetch(siteUrl + address)).text()
    for (const [, link = ''] of html.matchAll(/<a [^>]*href="(\/[^"#?]*\/)"/g)) {
      if (seen.has(link)) continue
      seen.add(link)
      waiting.push(link)
    }
  }
  return ['/', ...[...seen].sort()]
}

type AxeResult = { violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }

async function axeViolations(page: Page): Promise<string[]> {
  // By way of the debugger, since the site's own policy rightly refuses a script that is put into the page.
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResult>('axe.run()')
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  )
}

async function stickingOut(page: Page): Promise<string[]> {
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const)
  return needed > given ? [`the page is ${needed} px wide in a window of ${given} px`] : []
}
