import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FrameLocator } from 'playwright-core'
import { openBrowser, type TestBrowser, type WatchedPage } from '../rigs/browser.ts'
import { type NewsroomRig, runningNewsroom } from '../rigs/newsroom.ts'
import { openStudio, type StudioDesk } from '../rigs/studio-desk.ts'

let newsroom: NewsroomRig
let browser: TestBrowser
let watched: WatchedPage
let desk: StudioDesk

beforeAll(async () => {
  newsroom = await runningNewsroom()
  browser = await openBrowser()
  watched = await browser.open({ viewport: { width: 1920, height: 1000 } })
  desk = await openStudio(watched.page, newsroom.lakeUrl)
}, 180_000)

afterAll(async () => {
  await browser[Symbol.asyncDispose]()
  await newsroom[Symbol.asyncDispose]()
})

const pane = (): FrameLocator => watched.page.getByTestId('preview-pane').frameLocator('iframe')

describe('the preview beside the form', () => {
  test('opens by itself where there is room, and shows an article before a word is written', async () => {
    await desk.newArticle()
    await pane().getByRole('heading', { name: 'Uden overskrift' }).waitFor()
  }, 60_000)

  test('follows the headline as it is typed, before it is published', async () => {
    await desk.fill('headline', 'Havnen bygger et tårn')
    await pane().getByRole('heading', { level: 1, name: 'Havnen bygger et tårn' }).waitFor()
    const field = watched.page.getByTestId('field-headline').locator('input')
    await field.click()
    await field.press('End')
    const times: number[] = []
    for (const letter of 'ogkaj') {
      times.push(await keystroke(letter))
    }
    const sorted = times.toSorted((a, b) => a - b)
    console.log(`keystroke to pane, ms: median ${sorted[2]}, most ${sorted.at(-1)}; ${times.join(' ')}`)
  }, 60_000)
})

async function keystroke(letter: string): Promise<number> {
  const before = await watched.page.getByTestId('field-headline').locator('input').inputValue()
  const frame = watched.page.frames().find((one) => one.url().includes('/artikel/'))
  if (!frame) throw new Error('no frame')
  const seen = frame.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const look = () => document.querySelector('h1')?.textContent === text && resolve(performance.timeOrigin + performance.now())
        new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
    before + letter,
  )
  const started = watched.page.evaluate(
    () => new Promise<number>((resolve) => document.addEventListener('keydown', () => resolve(performance.timeOrigin + performance.now()), { once: true, capture: true })),
  )
  await watched.page.keyboard.press(letter === ' ' ? 'Space' : letter)
  return Math.round((await seen) - (await started))
}
