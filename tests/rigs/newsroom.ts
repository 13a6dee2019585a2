import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { SanityClient } from '@sanity/client'
import type { Published } from '../../scripts/publish/published.ts'
import { type Newsroom, openNewsroom } from '../../scripts/start.ts'
import { builtStudio } from './built-studio.ts'
import { lakeClient } from './running-lake.ts'

/** Where test runs keep what is the same for all of them: the compiled app, the encoded pictures. */
export const testCache = resolve(import.meta.dirname, '../../node_modules/.cache/notits')

const root = resolve(import.meta.dirname, '../..')

/** The public address that the sites of tests are made for; where they are served is another matter. */
export const testSiteUrl = 'http://localhost:4321'

/** A whole newsroom as `npm start` opens it, with the demo content, on free ports and a folder of its own. */
export interface NewsroomRig extends AsyncDisposable {
  /** The lake, and the Studio when it was asked for. */
  lakeUrl: string
  siteUrl: string
  /** The data folder; the site's files are in `site`. */
  home: string
  client: SanityClient
  /** Resolves after the next publish that changes what readers see; ask before you change something. */
  published(): Promise<Published>
  /** What the newsroom said at its terminal. */
  said: string[]
  /** Closes the newsroom and opens it again on the same folder; addresses and client are new ones. */
  restart(): Promise<void>
}

/**
 * Runs a newsroom until the end of the scope: `await using newsroom = await runningNewsroom()`. The Studio is built once for all
 * test runs, until its sources change; without it, the newsroom opens sooner. Unless it shall be `fresh`, it is a copy of one that
 * was opened once before, which spares the drawing of the demo's pictures and the first publish.
 */
export async function runningNewsroom({ studio = true, fresh = false } = {}): Promise<NewsroomRig> {
  const home = mkdtempSync(join(tmpdir(), 'notits-newsroom-'))
  if (fresh) furnish(home)
  else cpSync(await openedBefore(), home, { recursive: true, verbatimSymlinks: true })
  if (studio) symlinkSync(await builtStudio(), join(home, 'studio'))
  const said: string[] = []
  let running = await opened(home, said)
  const rig: NewsroomRig = {
    ...reached(running.newsroom),
    ...{ home, said },
    async restart() {
      await closed(running)
      running = await opened(home, said)
      Object.assign(rig, reached(running.newsroom))
    },
    async [Symbol.asyncDispose]() {
      await closed(running)
      rmSync(home, { recursive: true, force: true })
    },
  }
  return rig
}

/** Whatever a newsroom with the demo content comes of. */
const sources = ['schemas/**/*.ts', 'scripts/**/*.ts', 'site/**/*', 'astro.config.ts', 'package-lock.json']

/** The folder of a newsroom that was opened, filled, published and closed again; made anew when anything of it would be another. */
async function openedBefore(): Promise<string> {
  const template = join(testCache, `newsroom-${digestOf(sources)}`)
  if (existsSync(template)) return template
  mkdirSync(testCache, { recursive: true })
  const making = mkdtempSync(join(testCache, 'making-'))
  furnish(making)
  await closed(await opened(making, []))
  for (const name of readdirSync(testCache)) {
    const outdated = name.startsWith('newsroom-') && join(testCache, name) !== template
    if (outdated) rmSync(join(testCache, name), { recursive: true, force: true })
  }
  try {
    renameSync(making, template)
  } catch {
    rmSync(making, { recursive: true, force: true }) // a test file beside this one was faster
  }
  return template
}

function furnish(home: string): void {
  mkdirSync(join(testCache, 'images'), { recursive: true })
  symlinkSync(join(testCache, 'images'), join(home, 'images'))
}

function digestOf(patterns: string[]): string {
  const hash = createHash('sha256')
  for (const file of globSync(patterns, { cwd: root }).toSorted()) {
    const path = join(root, file)
    if (statSync(path).isFile()) hash.update(`${file}\0`).update(readFileSync(path))
  }
  return hash.digest('hex').slice(0, 16)
}

type Running = { newsroom: Newsroom; ending: AbortController }

async function opened(home: string, said: string[]): Promise<Running> {
  const ending = new AbortController()
  const newsroom = await openNewsroom({
    settings: { home, lakePort: 0, sitePort: 0, previewPort: 0, siteUrl: testSiteUrl, images: 'own' },
    say: (sentence) => {
      said.push(sentence)
    },
    report: () => {},
    signal: ending.signal,
    apps: join(testCache, 'app'),
    studio: async () => {},
  })
  return { newsroom, ending }
}

async function closed({ newsroom, ending }: Running): Promise<void> {
  ending.abort()
  await newsroom[Symbol.asyncDispose]()
}

function reached({ lake, studioUrl, siteUrl, published }: Newsroom) {
  const token = lake.kind === 'embedded' ? lake.token : undefined
  return { lakeUrl: studioUrl, siteUrl, published, client: lakeClient(studioUrl, token) }
}
