import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Change, openEdition, type PictureFile } from '#site'
import { compiledApp } from '../../scripts/publish/compile.ts'

const siteUrl = 'https://fjorden.example'

/** The site's pages, compiled once, reading one edition at a time. */
type Entry = { render(address: string): Promise<Response>; useEdition(file: string): void }

/** A published edition, and any of its pages. */
export interface PublishedEdition extends Disposable {
  /** Every address of the site. */
  addresses: string[]
  pictures: PictureFile[]
  /** The folder with the styles, fonts and other files that every site has. */
  clientFolder: string
  render(address: string): Promise<Response>
}

const root = join(import.meta.dirname, '../..')

/**
 * The compiled app's folder. Test files share what one of them compiled, for apps are named by what they are made of;
 * so do later runs, until a page changes.
 */
async function compiledFolder(): Promise<string> {
  const apps = join(tmpdir(), 'notits-test-apps')
  const { folder } = await compiledApp({ root, apps, siteUrl, environment: process.env, report: () => {} })
  return folder
}

/**
 * Puts `changes` into a new edition as of `now` and gives its pages. One at a time in a test file, since all of them
 * are rendered by one app; closed with `using`.
 */
export async function publishedEdition(changes: Change[], now: string): Promise<PublishedEdition> {
  const app = await compiledFolder()
  const entry: Entry = await import(pathToFileURL(join(app, 'server/entry.mjs')).href)
  const home = mkdtempSync(join(tmpdir(), 'notits-edition-'))
  const file = join(home, 'edition.db')
  const writer = openEdition(file, { siteUrl })
  writer.apply(changes, now)
  entry.useEdition(file)
  return {
    addresses: writer.addresses(),
    pictures: writer.pictures(),
    clientFolder: join(app, 'client'),
    render: (address) => entry.render(address),
    [Symbol.dispose]() {
      writer.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
