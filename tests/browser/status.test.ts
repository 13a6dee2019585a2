import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { anArticle } from '../builders/documents.ts'
import { aReference } from '../builders/stored.ts'
import { openBrowser } from '../rigs/browser.ts'
import { runningNewsroom } from '../rigs/newsroom.ts'
import { openStudio } from '../rigs/studio-desk.ts'

const headline = 'Fyrtårnet får fibernet'
const soon = () => new Date(Date.now() + 2 * 24 * 60 * 60 * 1000).toISOString()

describe('what the desk says of a story', () => {
  test('is whether readers see it: out, waiting for its hour, or left out and why', async () => {
    await using newsroom = await runningNewsroom()
    await using browser = await openBrowser()
    const { client } = newsroom
    const section = await client.fetch<string>('*[_type == "section"][0]._id')
    const author = await client.fetch<string>('*[_type == "author"][0]._id')
    const story = (overrides: Record<string, unknown>) => {
      const authors = [{ ...aReference(author), _key: 'a' }]
      const { publishedAt: _, firstPublishedAt: __, ...unpublished } = anArticle({ headline, ...overrides })
      return { ...unpublished, section: aReference(section), authors, ...overrides }
    }
    await client.create(story({ _id: 'drafts.ude' }))
    await client.create(story({ _id: 'drafts.venter', headline: 'Havnen venter', publishedAt: soon() }))

    const { page, faults } = await browser.open({ viewport: { width: 1500, height: 1000 } })
    const desk = await openStudio(page, newsroom.lakeUrl)
    await desk.openDocument('articles;all;ude')
    await desk.publish()
    await badge(page, 'Ude på sitet').waitFor()
    await page.getByTestId('action-menu-button').first().click()
    const opened = page.context().waitForEvent('page')
    await page.getByRole('menuitem', { name: 'Se på sitet' }).click()
    const reader = await opened
    await reader.getByRole('heading', { level: 1, name: headline }).waitFor()
    await reader.close()
    await desk.fill('headline', 'Fyrtårnet får hurtigt fibernet')
    await badge(page, 'Ude på sitet, ændret siden').waitFor()

    await desk.openDocument('articles;all;venter')
    await desk.publish()
    await badge(page, /^Venter på \d+\. \S+ kl\. \d\d\.\d\d$/).waitFor()

    const published = { publishedAt: '2026-03-03T08:00:00.000Z', firstPublishedAt: new Date().toISOString() }
    await client.create({ ...story({ _id: 'udeladt' }), ...published })
    await desk.openDocument('articles;all;udeladt')
    await badge(page, 'Kunne ikke udgives').waitFor()
    const why = page.getByRole('status').filter({ hasText: '/artikel/fyrtaarnet-faar-fibernet/ tilhører allerede' })
    await why.waitFor()
    expect(await why.innerText()).toMatch(/^Kunne ikke udgives: /)
    expect(faults).toEqual([])
  }, 300_000)
})

const badge = (page: Page, text: string | RegExp) =>
  page.getByTestId('pane-footer').getByText(text, { exact: true }).first()
