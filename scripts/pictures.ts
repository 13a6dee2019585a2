import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Command } from 'commander'
import { readableDuration } from './terminal/duration.ts'
import { progressOn } from './terminal/progress.ts'
import { readSettings } from './terminal/settings.ts'

const folder = resolve(import.meta.dirname, 'pictures')

/** `notits pictures`: makes the README's pictures anew, of a newsroom that runs with the demo content. */
export function picturesCommand(): Command {
  return new Command('pictures')
    .description('Makes the pictures of the README anew, of the newsroom that runs with the demo content.')
    .option('--dry-run', 'only say which pictures would be taken')
    .action(run)
}

async function run({ dryRun }: { dryRun?: boolean }): Promise<void> {
  const { lakePort, sitePort } = readSettings(process.env)
  const places = { site: `http://localhost:${sitePort}`, studio: `http://localhost:${lakePort}` }
  const { views } = await import('./pictures/views.ts')
  if (dryRun) {
    for (const { name, of, address } of views) console.log(`${name}.webp  ${places[of]}${address}`)
    console.log(`Nothing was changed: ${views.length} pictures would be taken (${readableDuration(performance.now())})`)
    return
  }
  using progress = progressOn(process.stderr)
  const [{ launchChromium }, { takePicture }] = await Promise.all([
    import('./pictures/chromium.ts'),
    import('./pictures/take.ts'),
  ])
  await mkdir(folder, { recursive: true })
  const browser = await launchChromium(process.env)
  try {
    for (const view of views) {
      progress.report(`Taking the picture ${view.name}`)
      await takePicture(browser, view, places, folder)
    }
  } finally {
    await browser.close()
  }
  progress.say(`Took ${views.length} pictures into scripts/pictures (${readableDuration(performance.now())})`)
}
