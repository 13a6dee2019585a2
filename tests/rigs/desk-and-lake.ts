import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { builtStudio } from './built-studio.ts'
import { type LakeRig, runningLake } from './running-lake.ts'

/** The Studio in a browser on a lake of its own, without press or site. */
export interface DeskRig extends AsyncDisposable {
  lake: LakeRig
  page: Page
  /** What went wrong in the browser so far. */
  faults: string[]
  /** Opens a place on the desk, such as `articles;drafts`. */
  open(path: string): Promise<void>
}

/** Lets a lake run, serves the built Studio from it and opens a browser, until the end of the scope. */
export async function deskAndLake(): Promise<DeskRig> {
  await using opened = new AsyncDisposableStack()
  const lake = opened.use(await runningLake())
  symlinkSync(await builtStudio(), join(lake.home, 'studio'))
  const browser = opened.use(await openBrowser())
  // An editor far away: what forms and lists say in Danish time must not lean on the machine's.
  const { page, faults } = await browser.open({
    viewport: { width: 1600, height: 1000 },
    timezoneId: 'Pacific/Auckland',
  })
  const all = opened.move()
  return {
    lake,
    page,
    faults,
    open: async (path) => {
      await page.goto(`${lake.url}/structure/${path}`)
      await page.getByTestId('studio-navbar').waitFor()
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
