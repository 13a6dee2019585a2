import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { ImagesAt } from '#site'
import { fileOf, openEdition } from '#site'
import { type CompiledApp, compiledApp } from '../../scripts/publish/compile.ts'
import type { Order } from '../../scripts/publish/conduct.ts'
import { type LakeSource, lakeSource, openPress } from '../../scripts/publish/open-press.ts'
import { pictureName } from '../../scripts/publish/pictures/cache.ts'
import type { Press } from '../../scripts/publish/press.ts'
import type { Published } from '../../scripts/publish/published.ts'
import { openRenderer } from '../../scripts/publish/render.ts'
import { copiedEdition } from '../../scripts/publish/room/edition-copy.ts'
import { sweep } from '../../scripts/publish/sync.ts'
import { buildWhole, type WholeBuilt } from '../../scripts/publish/whole-build.ts'
import { testSiteUrl as siteUrl, testCache } from './newsroom.ts'
import type { LakeRig } from './running-lake.ts'
import { type SwiftClock, swiftClock } from './swift-clock.ts'

const root = resolve(import.meta.dirname, '../..')

/** Every file of a site by its name, byte for byte (a character for each byte), without `build.json`, which alone tells the time. */
export type Tree = Map<string, string>

/** A press on a running lake, with a home, an out folder and a clock of its own. */
export interface PressRig extends Disposable {
  /** The press as it is now; another one after `reopen()`. */
  readonly press: Press
  clock: SwiftClock
  home: string
  out: string
  /** Lets the clock tell this time, which may not lie before what it tells. */
  at(now: string): void
  /** Publishes, until nothing is left for later: what the lake has (a sweep), or what it told of. */
  publish(order?: Order): Promise<Published>
  /** Closes the press and opens it again on the same folder, as a new process would, perhaps with the images elsewhere. */
  reopen(imagesAt?: ImagesAt): void
  /** The text of the file that stands at an address; `undefined` when there is none. */
  file(address: string): string | undefined
  tree(): Tree
}

/** The lake to publish from, and where its site goes. */
export type PressPlace = {
  lake: Pick<LakeRig, 'url' | 'token'>
  now?: string
  /** A folder of encoded pictures that several presses share; otherwise each encodes its own. */
  images?: string
  /** Where the images of the site lie; its own unless told otherwise. */
  imagesAt?: ImagesAt
}

/** Opens a press until the end of the scope: `using site = pressOn({ lake })`. */
export function pressOn({ lake, now, images, imagesAt = 'own' }: PressPlace): PressRig {
  const home = mkdtempSync(join(tmpdir(), 'notits-press-'))
  const out = join(home, 'site')
  if (images !== undefined) {
    mkdirSync(images, { recursive: true })
    symlinkSync(images, join(home, 'images'))
  }
  const clock = swiftClock(now)
  const source = sourceOf(lake, clock)
  const apps = join(testCache, 'app')
  const opened = (at: ImagesAt) =>
    openPress({
      root,
      home,
      out,
      siteUrl,
      images: at,
      source,
      clock,
      apps,
      environment: process.env,
      report: () => {},
    })
  let press = opened(imagesAt)
  return {
    ...{ clock, home, out },
    get press() {
      return press
    },
    at: (instant) => clock.pass(Date.parse(instant) - Date.parse(clock.now())),
    async publish(order = { kind: 'sweep' }) {
      const published = await press.publishToTheEnd(order)
      await aBreath()
      return published
    },
    reopen(at = imagesAt) {
      press[Symbol.dispose]()
      press = opened(at)
    },
    file: (address) => textIn(join(out, address.endsWith('/') ? `${address}index.html` : address)),
    tree: () => treeOf(out),
    [Symbol.dispose]() {
      press[Symbol.dispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/**
 * Some turns of the event loop. The lake of a test runs in the same process; on a busy machine, a publish may keep both so long
 * that the lake gives up connections which the client still takes for good.
 */
export async function aBreath(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await setImmediate()
}

function sourceOf({ url, token }: PressPlace['lake'], clock: SwiftClock): LakeSource {
  return lakeSource({ kind: 'embedded', url, token }, clock)
}

/** The whole site of what the lake has at `now`, rendered by a press that knows nothing and into an empty folder. */
export async function wholeSite(place: PressPlace): Promise<{ tree: Tree; published: Published }> {
  using site = pressOn(place)
  const published = await site.publish()
  return { tree: site.tree(), published }
}

/**
 * The same, without a press: every address of a new edition rendered by the compiled app, and nothing written. Images are read from
 * the folder `images`, where a press has put them.
 */
export async function wholeRender({ lake, now, images }: PressPlace & { images: string }): Promise<Tree> {
  const clock = swiftClock(now)
  using copy = copiedEdition(undefined)
  const edition = openEdition(copy.file, { siteUrl })
  try {
    const filling = { ...sourceOf(lake, clock), edition: { ...edition, apply: edition.fill } }
    await sweep({ ...filling, now: clock.now(), acceptFewer: false, heldBefore: 0 })
    const app = await compiled()
    const render = await openRenderer(app, copy.file)
    const pages = new Map<string, string>()
    for (const address of edition.addresses()) {
      const page = await render(address)
      pages.set(fileOf(address), page.ok ? Buffer.from(page.bytes).toString('latin1') : page.why)
    }
    for (const picture of edition.pictures()) {
      pages.set(fileOf(picture.address), readFileSync(join(images, pictureName(picture)), 'latin1'))
    }
    return new Map(
      [...treeOf(join(app.folder, 'client')), ...pages].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    )
  } finally {
    edition.close()
  }
}

let known: Promise<CompiledApp> | undefined

function compiled(): Promise<CompiledApp> {
  const apps = join(testCache, 'app')
  known ??= compiledApp({ root, apps, siteUrl, environment: process.env, report: () => {} })
  return known
}

/** The whole site by plain `astro build`, which encodes every picture for itself. Anything said on the way is thrown away. */
export async function plainlyBuilt({
  lake,
  now,
  imagesAt = 'own',
  environment = {},
}: PressPlace & { environment?: Record<string, string> }): Promise<{ tree: Tree; built: WholeBuilt }> {
  const home = mkdtempSync(join(tmpdir(), 'notits-build-'))
  try {
    const out = join(home, 'dist')
    const clock = swiftClock(now)
    const built = await buildWhole({
      ...{ root, out, siteUrl, clock, source: sourceOf(lake, clock), images: join(home, 'images'), imagesAt },
      ...{ acceptFewer: false, environment: { ...process.env, ...environment }, report: () => {} },
    })
    return { tree: treeOf(out), built }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Every file of a folder. */
export function treeOf(folder: string): Tree {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []
  const paths = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths
    .map((path) => relative(folder, path).replaceAll('\\', '/'))
    .filter((file) => file !== 'build.json')
  return new Map(files.toSorted().map((file) => [file, readFileSync(join(folder, file), 'latin1')]))
}

/** In what one site differs from another that it should equal, a line for each file; none when they are the same bytes. */
export function differencesBetween(site: Tree, expected: Tree): string[] {
  const files = [...new Set([...site.keys(), ...expected.keys()])].toSorted()
  return files.flatMap((file) => {
    const [is, should] = [site.get(file), expected.get(file)]
    if (is === should) return []
    if (is === undefined) return [`${file} is missing`]
    if (should === undefined) return [`${file} should not be there`]
    const from = firstDifference(is, should)
    return [`${file} says ${excerpt(is, from)} where it should say ${excerpt(should, from)}`]
  })
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at++
  return at
}

const excerpt = (text: string, at: number) =>
  JSON.stringify(Buffer.from(text.slice(Math.max(0, at - 40), at + 60), 'latin1').toString('utf8'))

function textIn(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}
