import type { SanityDocumentStub } from '@sanity/client'
import type { FrameLocator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../builders/documents.ts'
import { deskAndPreview, type PreviewDeskRig } from '../rigs/desk-and-preview.ts'
import { openStudio, type StudioDesk } from '../rigs/studio-desk.ts'

const later = '2099-03-03T08:12:00.000Z'
const documents: SanityDocumentStub[] = [
  aSection(),
  anAuthor(),
  aCompany(),
  aJobAnnouncement(),
  siteSettings(),
  anArticle({ headline: 'Ny kaj på vej', publishedAt: later, firstPublishedAt: later }),
]

let rig: PreviewDeskRig
let desk: StudioDesk

beforeAll(async () => {
  rig = await deskAndPreview()
  await rig.client.mutate(documents.map(({ _rev, ...document }) => ({ create: document })))
  desk = await openStudio(rig.page, rig.lakeUrl)
}, 180_000)

afterAll(() => rig[Symbol.asyncDispose]())

/** The page in the frame beside the form. */
const page = (): FrameLocator => rig.page.getByTestId('preview-pane').frameLocator('iframe')

const inField = (name: string) => rig.page.getByTestId(`field-${name}`).locator(':focus')

describe('the preview beside the form', () => {
  test('opens by itself in a wide window, and shows an article before a word is written', async () => {
    await desk.newArticle()
    await page().getByRole('heading', { name: 'Uden overskrift' }).waitFor()
    await rig.page.getByTestId('preview-pane').getByText('Kan ikke udgives endnu').waitFor()
  }, 60_000)

  test('follows what is typed, before it is published', async () => {
    await desk.fill('headline', 'Havnen bygger et tårn')
    await page().getByRole('heading', { level: 1, name: 'Havnen bygger et tårn' }).waitFor()
    await desk.fill('standfirst', 'Det bliver højt.')
    await desk.writeBody('Første afsnit.', 'Andet afsnit om havnen.')
    await page().getByText('Andet afsnit om havnen.').waitFor()
    expect(await page().locator('html').getAttribute('data-tilstand')).toBe('Kladde')
  }, 60_000)

  test('follows every keystroke', async ({ annotate }) => {
    const field = rig.page.getByTestId('field-headline').locator('input')
    await field.click()
    await field.press('End')
    const times: number[] = []
    for (const letter of 'ogkajer') times.push(await millisecondsUntilSeen(letter))
    const sorted = times.toSorted((one, other) => one - other)
    await annotate(`From the keystroke to the pane: median ${sorted[times.length >> 1]} ms, most ${sorted.at(-1)} ms`)
  }, 60_000)

  test('leads from a word on the page to the field that it stands in, behind another tab too', async () => {
    await desk.showTab('Placering')
    await page().getByText('Det bliver højt.').click()
    await inField('standfirst').waitFor()
    await page().getByText('Andet afsnit om havnen.').click()
    await inField('body').waitFor()
    await page().getByRole('heading', { level: 1 }).focus()
    await rig.page.keyboard.press('Enter')
    await inField('headline').waitFor()
  }, 60_000)

  test('lets the editor walk on to other pages, which show the draft too', async () => {
    await page().getByRole('banner').getByRole('link', { name: 'Kajen' }).click()
    await page().getByRole('article').getByText('Havnen bygger et tårn').waitFor()
    await desk.fill('headline', 'Havnen bygger to tårne')
    await page().getByRole('article').getByText('Havnen bygger to tårne').waitFor()
  }, 60_000)

  test('shows the page as wide as the editor likes, and remembers it', async () => {
    const pane = rig.page.getByTestId('preview-pane')
    const widthOf = () =>
      pane.locator('iframe').evaluate((frame: HTMLIFrameElement) => frame.contentWindow && frame.offsetWidth)
    expect(await widthOf()).toBe(390)
    await pane.getByRole('button', { name: 'Skærm' }).click()
    await expect.poll(widthOf).toBe(1280)
    await rig.page.reload()
    await page().locator('main').waitFor()
    expect(await widthOf()).toBe(1280)
    await pane.getByRole('button', { name: 'Telefon' }).click()
  }, 60_000)

  test('shows a story that waits for its hour', async () => {
    await desk.openDocument('articles;all;article-ny-kaj-paa-vej')
    await page().getByRole('heading', { level: 1, name: 'Ny kaj på vej' }).waitFor()
    expect(await page().locator('html').getAttribute('data-tilstand')).toBe('Planlagt til 3. marts 2099 kl. 9.12')
  }, 60_000)

  test('opens in a tab of its own, which follows what is typed', async () => {
    const opening = rig.page.context().waitForEvent('page')
    await rig.page.getByRole('link', { name: 'Åbn i ny fane' }).click()
    const tab = await opening
    await tab.getByRole('heading', { level: 1, name: 'Ny kaj på vej' }).waitFor()
    expect(tab.url()).toBe(`${rig.preview.url}/artikel/ny-kaj-paa-vej/`)
    await tab.bringToFront()
    await desk.fill('headline', 'Ny kaj er næsten færdig')
    await tab.getByRole('heading', { level: 1, name: 'Ny kaj er næsten færdig' }).waitFor()
    await tab.close()
  }, 60_000)

  test('stays closed once it was closed', async () => {
    await rig.page.getByRole('button', { name: 'Luk forhåndsvisningen' }).click()
    await desk.openDocument('articles;all;article-ny-kaj-paa-vej')
    expect(await rig.page.getByTestId('preview-pane').count()).toBe(0)
    await rig.page.getByRole('button', { name: 'Forhåndsvisning' }).click()
    await page().getByRole('heading', { level: 1 }).waitFor()
  }, 60_000)

  test('reports no error, calls nobody else and keeps the security policy', () => {
    expect(rig.faults).toEqual([])
    expect(rig.failures).toEqual([])
  })
})

/** Types a letter at the end of the headline; gives how long it took until the pane showed it. */
async function millisecondsUntilSeen(letter: string): Promise<number> {
  const wanted = (await rig.page.getByTestId('field-headline').locator('input').inputValue()) + letter
  const heading = page().getByRole('heading', { level: 1 })
  const seen = await heading.evaluateHandle(seenIn, wanted)
  const typed = await rig.page.evaluateHandle(typedAt)
  await rig.page.keyboard.press(letter)
  const [end, start] = await Promise.all([seen.evaluate(({ at }) => at), typed.evaluate(({ at }) => at)])
  return Math.round(end - start)
}

/** Runs in the pane: resolves when the heading says what is wanted. In an object, since a handle waits for what it is given. */
function seenIn(heading: Element, wanted: string): { at: Promise<number> } {
  const at = new Promise<number>((resolve) => {
    const look = () => heading.textContent === wanted && resolve(performance.timeOrigin + performance.now())
    new MutationObserver(look).observe(heading, { subtree: true, childList: true, characterData: true })
  })
  return { at }
}

/** Runs in the Studio: resolves at the next key. */
function typedAt(): { at: Promise<number> } {
  const at = new Promise<number>((resolve) => {
    const note = () => resolve(performance.timeOrigin + performance.now())
    document.addEventListener('keydown', note, { once: true, capture: true })
  })
  return { at }
}
