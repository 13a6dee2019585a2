import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepPublishing, lakeSource, openPress } from '../../../scripts/publish/open-press.ts'
import type { Press } from '../../../scripts/publish/press.ts'
import type { Published } from '../../../scripts/publish/published.ts'
import { buildWhole } from '../../../scripts/publish/whole-build.ts'
import { machineClock } from '../../../scripts/terminal/clock.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import { testSiteUrl as siteUrl, testCache } from '../../rigs/newsroom.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { type SwiftClock, swiftClock } from '../../rigs/swift-clock.ts'

const root = resolve(import.meta.dirname, '../../..')
const sweep = { kind: 'sweep' } as const

/** A press on a lake, with a home and an out folder of its own. */
interface PressRig extends Disposable {
  press: Press
  clock: SwiftClock
  home: string
  out: string
  publish(): Promise<Published>
  /** The file that stands at an address; `undefined` when there is none. */
  file(address: string): string | undefined
  /** Every file by name, without `build.json`. */
  tree(): Map<string, string>
}

function pressOn(lake: Pick<LakeRig, 'url' | 'token'>, given: { home?: string; out?: string } = {}): PressRig {
  const home = given.home ?? mkdtempSync(join(tmpdir(), 'notits-press-'))
  const out = given.out ?? join(home, 'site')
  const clock = swiftClock()
  const source = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, clock)
  const apps = join(testCache, 'app')
  const setting = { root, home, out, siteUrl, source, clock, apps, environment: process.env, report: () => {} }
  const press = openPress(setting)
  return {
    ...{ press, clock, home, out },
    publish: () => press.publishToTheEnd(sweep),
    file: (address) => textIn(join(out, address.endsWith('/') ? `${address}index.html` : address)),
    tree: () => treeOf(out),
    [Symbol.dispose]() {
      press[Symbol.dispose]()
      if (given.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
}

function textIn(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function treeOf(folder: string): Map<string, string> {
  const files = globSync('**/*', { cwd: folder }).filter((file) => statSync(join(folder, file)).isFile())
  return new Map(
    files
      .filter((file) => file !== 'build.json')
      .toSorted()
      .map((file) => [file, readFileSync(join(folder, file), 'latin1')]),
  )
}

const story = { headline: 'Havnen får strøm fra land', _id: 'story' }
const address = '/artikel/havnen-faar-stroem-fra-land/'

describe('the press on a running lake', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), anAuthor(), aCompany(), siteSettings(), anArticle(story), aJobAnnouncement())
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  async function put(...documents: { _id: string; _type: string }[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  }

  test('puts a story on its page, the front, its section and the feeds', async () => {
    using site = pressOn(lake)
    const published = await site.publish()
    expect([published.leftOut, published.failedPages, published.failedPictures]).toEqual([[], [], []])
    for (const place of [address, '/', '/erhverv/', '/rss.xml', '/erhverv/rss.xml', '/skribent/ida-brandt/']) {
      expect(site.file(place), place).toContain(story.headline)
    }
    expect(site.file('/404.html')).toBeDefined()
    expect(site.file('/_headers')).toContain('Content-Security-Policy')
    expect(JSON.parse(site.file('/build.json') ?? '')).toMatchObject({
      ...{ publishedAt: site.clock.now(), leftOut: [] },
      documents: { article: 1, author: 1, company: 1, jobAnnouncement: 1, section: 1, siteSettings: 1 },
    })
  })

  test('rewrites what an edit changes and touches nothing else', async () => {
    using site = pressOn(lake)
    await site.publish()
    const before = site.tree()
    await put(anArticle({ ...story, standfirst: 'Fra næste sommer er der ro på kajen.' }))
    const { changed } = await site.publish()
    const after = site.tree()
    const different = [...after].filter(([file, bytes]) => before.get(file) !== bytes).map(([file]) => file)
    expect(changed.map((place) => place.slice(1).replace(/(^|\/)$/, '$1index.html')).toSorted()).toEqual(different)
    expect(different).toContain('artikel/havnen-faar-stroem-fra-land/index.html')
    expect(different).not.toContain('navnenyt/index.html')
    expect([...before.keys()]).toEqual([...after.keys()])
    await put(anArticle(story))
  })

  test('does nothing when nothing was published', async () => {
    using site = pressOn(lake)
    await site.publish()
    const build = site.file('/build.json')
    site.clock.pass(60_000)
    expect(await site.publish()).toMatchObject({ rendered: 0, written: 0, removed: 0, changed: [] })
    expect(site.file('/build.json')).toBe(build)
  })

  test('removes an unpublished story from everything at once', async () => {
    using site = pressOn(lake)
    const short = anArticle({ _id: 'short', headline: 'Kort historie om en kran' })
    await put(short)
    await site.publish()
    expect(site.file('/artikel/kort-historie-om-en-kran/')).toBeDefined()
    await lake.client.delete('short')
    const { removed } = await site.publish()
    expect(removed).toBe(1)
    const leftovers = [...site.tree()].filter(
      ([file, bytes]) => file.includes('kort-historie') || bytes.includes('Kort historie'),
    )
    expect(leftovers.map(([file]) => file)).toEqual([])
    expect(existsSync(join(site.out, 'artikel/kort-historie-om-en-kran'))).toBe(false)
  })

  test('holds a story back until its hour, and then publishes it with no word from the lake', async () => {
    using site = pressOn(lake)
    const due = '2026-03-03T18:00:00.000Z'
    await put(
      anArticle({ _id: 'later', headline: 'Hemmelig til klokken seks', publishedAt: due, firstPublishedAt: due }),
    )
    await site.publish()
    expect([...site.tree().values()].filter((bytes) => bytes.includes('Hemmelig til'))).toEqual([])
    expect(site.press.nextDue()).toBe(due)
    site.clock.pass(6 * 3_600_000 + 1)
    const { changed } = await site.press.publish({ kind: 'changes', altered: [], gone: [] })
    expect(changed).toContain('/artikel/hemmelig-til-klokken-seks/')
    expect(site.file('/')).toContain('Hemmelig til klokken seks')
    expect(site.press.nextDue()).toBeUndefined()
    await lake.client.delete('later')
  })

  test('leaves a broken document out, names it with its field, publishes the rest, and takes it in when it is mended', async () => {
    using site = pressOn(lake)
    await put(anArticle({ _id: 'broken', headline: 'Ødelagt historie', body: 'not blocks at all' }))
    const { leftOut } = await site.publish()
    expect(leftOut.map(({ id, faults }) => [id, faults[0]?.path])).toEqual([['broken', 'body']])
    expect(site.file(address)).toContain(story.headline)
    expect(site.file('/artikel/oedelagt-historie/')).toBeUndefined()
    expect((await site.publish()).leftOut).toHaveLength(1)
    await put(anArticle({ _id: 'broken', headline: 'Ødelagt historie' }))
    expect((await site.publish()).leftOut).toEqual([])
    expect(site.file('/artikel/oedelagt-historie/')).toBeDefined()
    await lake.client.delete('broken')
  })

  test('plans without changing anything, and then does what it planned', async () => {
    using site = pressOn(lake)
    await site.publish()
    const before = site.tree()
    await put(anArticle({ ...story, kicker: 'Grøn omstilling' }))
    const { steps } = await site.press.plan(sweep)
    expect(steps.find((step) => step.address === address)).toMatchObject({ action: 'render' })
    expect(steps.every(({ reason }) => reason.length > 0)).toBe(true)
    expect(site.tree()).toEqual(before)
    const { changed } = await site.publish()
    const planned = new Set(steps.map((step) => step.address))
    expect(changed.filter((place) => !planned.has(place))).toEqual([])
    await put(anArticle(story))
  })

  test('makes the folder whole again, whatever happened to it, when it is told to be thorough', async () => {
    using site = pressOn(lake)
    await site.publish()
    const whole = site.tree()
    truncateSync(join(site.out, address, 'index.html'), 100)
    writeFileSync(join(site.out, 'artikel/forgotten.html'), 'from nobody knows where')
    rmSync(join(site.out, 'rss.xml'))
    await site.press.publish({ ...sweep, thorough: true })
    expect(site.tree()).toEqual(whole)
  })

  test.each([1, 12])('completes what a publish left that was killed after %i pages', async (pages) => {
    using site = pressOn(lake)
    mkdirSync(join(testCache, 'app'), { recursive: true })
    symlinkSync(join(testCache, 'app'), join(site.home, 'app'))
    cpSync(join(lake.home, 'token'), join(site.home, 'token'))
    cpSync(join(lake.home, 'lake.json'), join(site.home, 'lake.json'))
    const env = { PATH: process.env.PATH, NOTITS_HOME: site.home, NOTITS_SITE_URL: siteUrl }
    const child = spawn(process.execPath, [join(root, 'scripts/notits.ts'), 'publish'], { env, stdio: 'ignore' })
    const gone = once(child, 'exit')
    const written = () => globSync('**/*.html', { cwd: site.out }).length
    while (child.exitCode === null && written() < pages) await setImmediate()
    child.kill('SIGKILL')
    await gone
    await site.publish()
    using whole = pressOn(lake)
    await whole.publish()
    expect(site.tree()).toEqual(whole.tree())
  })

  test('makes a damaged edition anew from the lake', async () => {
    using site = pressOn(lake)
    await site.publish()
    const whole = site.tree()
    site.press[Symbol.dispose]()
    writeFileSync(join(site.home, 'edition.db'), 'this is no database')
    await site.publish()
    expect(site.tree()).toEqual(whole)
  })

  test('keeps two out folders apart', async () => {
    using site = pressOn(lake)
    await site.publish()
    using other = pressOn(lake, { home: site.home, out: join(site.home, 'elsewhere') })
    await other.publish()
    expect(other.tree()).toEqual(site.tree())
  })

  test('refuses to write where somebody else’s files stand', async () => {
    using site = pressOn(lake)
    writeFileSync(join(site.home, 'thesis.doc'), 'years of work')
    using wrong = pressOn(lake, { home: site.home, out: site.home })
    await expect(wrong.publish()).rejects.toThrow(
      'holds files that Notits did not make; choose an empty folder with --out',
    )
  })

  test('ends in one sentence when the lake cannot be reached, and leaves the site as it was', async () => {
    using site = pressOn(lake)
    await site.publish()
    const before = site.tree()
    using cut = pressOn({ url: 'http://127.0.0.1:1', token: 'secret' }, { home: site.home })
    const fault = await cut.publish().catch((thrown: unknown) => thrown)
    expect(fault).toBeInstanceOf(Problem)
    expect(String(fault)).toMatch(
      /^Problem: Could not read the newest changes from the lake at .*: it cannot be reached .*\)/,
    )
    expect(site.tree()).toEqual(before)
    expect(await site.publish()).toMatchObject({ rendered: 0 })
  })

  test('refuses a lake that lists far fewer documents, unless it is told to accept that', async () => {
    const many = Array.from({ length: 10 }, (_, n) =>
      aJobAnnouncement({ _id: `many-${n}`, person: `Person Nummer ${n}` }),
    )
    await put(...many)
    using site = pressOn(lake)
    await site.publish()
    const before = site.tree()
    await lake.client.delete({ query: '*[_id in $ids]', params: { ids: many.map(({ _id }) => _id) } })
    await expect(site.publish()).rejects.toThrow(/lists 6 documents where the site holds 16.*--accept-fewer$/)
    expect(site.tree()).toEqual(before)
    await site.press.publish({ ...sweep, acceptFewer: true })
    expect(site.file('/navnenyt/')).not.toContain('Person Nummer 3')
  })

  test('makes a story’s pictures, and lets its page stand when one cannot be made', async () => {
    using site = pressOn(lake)
    const color = { create: { width: 900, height: 600, channels: 3, background: '#2a6' } } as const
    const asset = await lake.client.assets.upload('image', await sharp(color).jpeg().toBuffer(), {
      filename: 'kran.jpg',
    })
    const leadImage = aPicture({ asset: aReference(asset._id) })
    await put(anArticle({ ...story, leadImage }))
    const { pictures, failedPictures } = await site.publish()
    const files = [...site.tree().keys()].filter((file) => file.startsWith('billeder/'))
    expect([files.length, failedPictures]).toEqual([pictures, []])
    expect(site.file(address)).toContain(`src="/${files.find((file) => file.endsWith('.webp'))?.slice(0, 20)}`)

    rmSync(join(lake.home, 'lake/assets'), { recursive: true, force: true })
    using late = pressOn(lake)
    const without = await late.publish()
    expect(without.failedPictures).toHaveLength(1)
    expect(without.failedPictures[0]).toMatch(
      new RegExp(`^Could not fetch the image ${asset._id} from http://localhost:\\d+: it answered 404`),
    )
    expect(late.file(address)).toContain('Containere på kajen i morgenlys')
    await put(anArticle(story))
  })

  test('step by step gives byte for byte what publishing at once gives', async () => {
    using stepwise = pressOn(lake)
    await stepwise.publish()
    const steps: (() => Promise<unknown>)[] = [
      () =>
        put(
          anArticle({
            _id: 'second',
            headline: 'Anden historie',
            companies: [{ ...aReference('company-norrbit'), _key: 'a' }],
          }),
        ),
      () => put(anAuthor({ name: 'Ida Brandt Holm' })),
      () =>
        put(anArticle({ ...story, slug: { current: 'ny-adresse' }, earlierSlugs: ['havnen-faar-stroem-fra-land'] })),
      () => put(aSection({ title: 'Erhvervsliv' })),
      () => put(aJobAnnouncement({ _id: 'notice-2', person: 'Bo Lund', kind: 'Forfremmelse' })),
      () => lake.client.delete('second'),
      () => put(anAuthor(), aSection(), anArticle(story)),
      () => lake.client.delete('notice-2'),
    ]
    for (const step of steps) {
      await step()
      await stepwise.publish()
      using atOnce = pressOn(lake)
      await atOnce.publish()
      expect(stepwise.tree()).toEqual(atOnce.tree())
    }
  })

  test('gives byte for byte what a plain astro build gives', async () => {
    using site = pressOn(lake)
    await site.publish()
    const out = join(site.home, 'dist')
    const source = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, site.clock)
    const images = join(site.home, 'images')
    const build = {
      root,
      out,
      siteUrl,
      source,
      images,
      acceptFewer: false,
      clock: site.clock,
      environment: process.env,
    }
    await buildWhole({ ...build, report: () => {} })
    expect([...treeOf(out).keys()]).toEqual([...site.tree().keys()])
    expect(treeOf(out)).toEqual(site.tree())
    const { addresses, ...record } = JSON.parse(readFileSync(join(out, 'build.json'), 'utf8'))
    expect({ ...record, number: 1 }).toEqual(JSON.parse(site.file('/build.json') ?? ''))
    expect(addresses).toBeGreaterThan(30)
  })

  test('publishes by itself whatever an editor publishes while it watches', async () => {
    using site = pressOn(lake)
    const clock = machineClock({ now: () => '2026-03-03T12:00:00.000Z', chance: Math.random })
    const source = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, clock)
    const ending = new AbortController()
    let heard = Promise.withResolvers<Published>()
    const voice = {
      clock,
      published: (done: Published) => heard.resolve(done),
      failed: (fault: unknown) => heard.reject(fault),
    }
    const watching = keepPublishing(site.press, source, voice, ending.signal)
    await heard.promise
    heard = Promise.withResolvers()
    await put(anArticle({ _id: 'fresh', headline: 'Frisk fra pressen' }))
    expect((await heard.promise).changed).toContain('/artikel/frisk-fra-pressen/')
    heard = Promise.withResolvers()
    await lake.client.delete('fresh')
    expect((await heard.promise).removed).toBe(1)
    expect(site.file('/')).not.toContain('Frisk fra pressen')
    ending.abort()
    await watching
  })
})
