import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { Problem } from '../terminal/problem.ts'
import type { View } from './views.ts'

/** Where the newsroom answers: `http://localhost:4321`. */
export type Places = Record<View['of'], string>

/**
 * Takes one picture of a running newsroom, twice as sharp as the window is wide, and keeps it as `<name>.webp` in a folder.
 * @throws Problem when the page does not come, or does not show what it should
 */
export async function takePicture(browser: Browser, view: View, places: Places, folder: string): Promise<void> {
  const { name, of, address, width, height, shows } = view
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 2, locale: 'da-DK' })
  try {
    await page.goto(places[of] + address)
    await page.getByText(shows).first().waitFor()
    await settled(page)
    const picture = await page.screenshot()
    await sharp(picture)
      .webp({ quality: 80 })
      .toFile(join(folder, `${name}.webp`))
  } catch (fault) {
    const said = fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : String(fault)
    throw new Problem(
      `Cannot take the picture ${name} of ${places[of]}${address} (${said}); run npm start with the demo content, and try again`,
    )
  } finally {
    await page.close()
  }
}

/** Every image in the window is drawn and nothing is being fetched. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.evaluate(async () => {
    const seen = [...document.images].filter(({ loading, complete }) => loading !== 'lazy' || complete)
    await Promise.all(seen.map((image) => image.decode().catch(() => undefined)))
    await document.fonts.ready
  })
}
