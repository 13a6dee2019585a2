import { setTimeout as passed } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { anArticle } from '../builders/documents.ts'
import { aReference } from '../builders/stored.ts'
import { openBrowser } from '../rigs/browser.ts'
import { type NewsroomRig, runningNewsroom } from '../rigs/newsroom.ts'
import { runs } from '../rigs/runs.ts'
import { openStudio } from '../rigs/studio-desk.ts'

const address = '/artikel/havnen-i-esbjerg-faar-stroem-fra-land/'
const publishes = runs(3, 40)

describe('a story', () => {
  test('is on the site a blink after the editor presses »Publicér«', async ({ annotate }) => {
    await using newsroom = await runningNewsroom()
    await using browser = await openBrowser()
    await draftIn(newsroom)
    const { page, faults } = await browser.open({ viewport: { width: 1500, height: 1000 } })
    await page.addInitScript(noteClicks)
    const desk = await openStudio(page, newsroom.lakeUrl)
    await desk.openDocument('articles;all;blink')
    const took: number[] = []
    for (let time = 1; time <= publishes; time++) {
      await desk.fill('headline', `Havnen får strøm, ${time}. udgave`)
      const seen = seenOnSite(newsroom, `Havnen får strøm, ${time}. udgave`)
      await desk.publish()
      took.push((await seen) - (await clickedAt(page)))
    }
    const sorted = took.toSorted((one, other) => one - other)
    await annotate(
      `From the click to the headline on the site: median ${sorted[publishes >> 1]} ms, most ${sorted.at(-1)} ms, of ${publishes}`,
    )
    expect(took).toHaveLength(publishes)
    expect(faults).toEqual([])
  }, 600_000)
})

async function draftIn({ client }: NewsroomRig): Promise<void> {
  const [section, author] = await client.fetch<string[]>('[*[_type == "section"][0]._id, *[_type == "author"][0]._id]')
  const { publishedAt: _, firstPublishedAt: __, ...draft } = anArticle({ _id: 'drafts.blink' })
  const authors = [{ ...aReference(author ?? ''), _key: 'a' }]
  await client.create({ ...draft, section: aReference(section ?? ''), authors })
}

/** When the site first answered with these words, in milliseconds since 1970. */
async function seenOnSite({ siteUrl }: NewsroomRig, words: string): Promise<number> {
  for (;;) {
    const answer = await fetch(siteUrl + address)
    if ((await answer.text()).includes(words)) return Date.now()
    await passed(10) // asked without a pause, the site would have no time to be published
  }
}

/** Runs in the page: keeps the time of the last click. */
function noteClicks(): void {
  const note = () => document.documentElement.setAttribute('data-clicked-at', String(Date.now()))
  document.addEventListener('click', note, { capture: true })
}

async function clickedAt(page: Page): Promise<number> {
  return Number(await page.locator('html').getAttribute('data-clicked-at'))
}
