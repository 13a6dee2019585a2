import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdIn } from '../../../scripts/publish/room/hold.ts'
import { publishesOf } from '../../../scripts/publish/room/site-history.ts'
import { serveSite } from '../../../scripts/site-server/serve.ts'
import { machineClock } from '../../../scripts/terminal/clock.ts'
import { aBlock, aReferringBlock, parts } from '../../builders/body.ts'
import { anArticle, anAuthor, aSection, aTopic } from '../../builders/documents.ts'
import { aReference, references } from '../../builders/stored.ts'
import { furnishPress, type PressProcess, pressProcess } from '../../rigs/press-process.ts'
import { differencesBetween, treeOf } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { runs } from '../../rigs/runs.ts'
import { type SeededChance, seededChance } from '../../rigs/seeded-chance.ts'
import { brokenIn, crawl } from '../../rigs/site-links.ts'
import { archive, type Images, pictureOf, uploadImages, type Written } from './step-by-step/archive.ts'

const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

/** A lake with ninety stories, a press home beside it, and the edits that a newsroom makes while presses die. */
class Newsroom implements AsyncDisposable {
  readonly lake: LakeRig
  readonly home = mkdtempSync(join(tmpdir(), 'notits-crash-'))
  readonly out = join(this.home, 'site')
  #images: Images = ['', '', '']
  #edits = 0

  constructor(lake: LakeRig) {
    this.lake = lake
  }

  static async open(): Promise<Newsroom> {
    const newsroom = new Newsroom(await runningLake())
    newsroom.#images = await uploadImages(newsroom.lake.client)
    await newsroom.put(archive(newsroom.#images))
    await furnishPress(newsroom.home, newsroom.lake)
    return newsroom
  }

  async put(documents: readonly Written[], removals: readonly string[] = []): Promise<void> {
    const transaction = this.lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    for (const id of removals) transaction.delete(id)
    await transaction.commit({ visibility: 'sync' })
  }

  /** Publishes, in one transaction, what tempts a press to show a link before its end, or to leave one behind. */
  async edit(chance: SeededChance): Promise<void> {
    const n = ++this.#edits
    const now = new Date().toISOString()
    const fresh = anArticle({
      ...{ _id: `fresh-${n}`, headline: `Frisk historie ${n}`, publishedAt: now, firstPublishedAt: now },
      section: aReference(`section-${n % 3}`),
      authors: references(`fresh-author-${n}`),
      topics: references(`fresh-topic-${n}`),
      leadImage: pictureOf(chance.oneOf(this.#images)),
    })
    const author = anAuthor({ _id: `fresh-author-${n}`, name: `Ny Skribent ${n}` })
    const topic = aTopic({ _id: `fresh-topic-${n}`, title: `Nyt emne ${n}` })
    const leads = {
      authors: references(`fresh-author-${n}`),
      topics: references(`fresh-topic-${n}`),
      body: [aBlock('Se her.'), aReferringBlock('Læs mere', fresh._id), parts.readAlso(fresh._id)],
    }
    const documents: Written[] = [author, topic, fresh, this.#story(chance.whole(0, 20), leads)]
    if (chance.happens(0.5)) documents.push(this.#author(n))
    if (chance.happens(0.3)) documents.push(aSection({ _id: 'section-0', title: `Erhverv ${n}`, order: 0 }))
    if (chance.happens(0.5)) {
      const slug = { _type: 'slug', current: `ny-adresse-${n}` }
      documents.push(this.#story(chance.whole(20, 50), { slug }))
    }
    const leaving =
      n > 3 && chance.happens(0.7) ? [`fresh-${n - 3}`, `fresh-author-${n - 3}`, `fresh-topic-${n - 3}`] : []
    await this.put([...documents, ...(await this.#withoutLinksTo(leaving, documents))], leaving)
  }

  /** One of the archive's stories with other fields, and with the address that it had. */
  #story(n: number, fields: Record<string, unknown>): Written {
    const id = `story-${String(n).padStart(2, '0')}`
    const before = this.#archived(id)
    return { ...before, earlierSlugs: ['slug' in fields ? slugOf(before) : []].flat(), ...fields }
  }

  /** An author under another name and address, who keeps the one from before. */
  #author(n: number): Written {
    return anAuthor({
      _id: 'author-0',
      name: `Ida Brandt ${n}`,
      earlierSlugs: Array.from({ length: n }, (_, at) => (at === 0 ? 'ida-brandt' : `ida-brandt-${at}`)),
    })
  }

  #archived(id: string): Written {
    const found = archive(this.#images).find(({ _id }) => _id === id)
    if (found === undefined) throw new Error(`${id} is not in the archive`)
    return found
  }

  /** Those that refer to documents about to leave, as they were in the archive. */
  async #withoutLinksTo(leaving: readonly string[], but: readonly Written[]): Promise<Written[]> {
    if (leaving.length === 0) return []
    const ids: string[] = await this.lake.client.fetch('*[references($leaving)]._id', { leaving: [...leaving] })
    const known = new Set(but.map(({ _id }) => _id))
    return ids.filter((id) => id.startsWith('story-') && !known.has(id)).map((id) => this.#archived(id))
  }

  /** What the same content gives at once, made by a press that knows nothing. */
  async clean(): Promise<Map<string, string>> {
    const home = mkdtempSync(join(tmpdir(), 'notits-clean-'))
    try {
      await furnishPress(home, this.lake)
      const { code, said } = await pressProcess(home).ended
      if (code !== 0) throw new Error(said)
      return treeOf(join(home, 'site'))
    } finally {
      rmSync(home, { recursive: true, force: true })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.lake[Symbol.asyncDispose]()
    rmSync(this.home, { recursive: true, force: true })
  }
}

function slugOf({ slug }: Written): string[] {
  return typeof slug === 'object' && slug !== null && 'current' in slug ? [String(slug.current)] : []
}

/** What a dead press may have left that nobody would ever clear away. */
const leftovers = ({ home }: Newsroom) => globSync('{site,kept,.}/**/*.{part,new}', { cwd: home })

describe('a press that is killed in the middle of its work', () => {
  let newsroom: Newsroom
  beforeAll(async () => {
    newsroom = await Newsroom.open()
    const { code, said } = await pressProcess(newsroom.home).ended
    expect(code, said).toBe(0)
  })
  afterAll(() => newsroom[Symbol.asyncDispose]())

  test(
    'never shows half a publish, and the next one makes it whole',
    async () => {
      const site = await serveSite({ folder: newsroom.out, port: 0, variable: 'NOTITS_SITE_PORT' })
      const crawling = crawl(site.url, 2)
      const chance = seededChance(8)
      for (let kill = 0; kill < runs(12, 200); kill++) {
        await newsroom.edit(chance)
        const press = pressProcess(newsroom.home, kill % 2 === 0 ? [] : ['--watch'])
        await press.changes(chance.whole(1, 60))
        if (kill % 2 === 1) await killAtAnEdit(newsroom, press, chance)
        await press.kill()
        expect(brokenIn(newsroom.out), `after kill ${kill}`).toEqual([])
        if (kill % 4 !== 3) continue // several presses may die one after the other
        const { code, said } = await pressProcess(newsroom.home).ended
        expect(code, said).toBe(0)
        expect(differencesBetween(treeOf(newsroom.out), await newsroom.clean()), `after kill ${kill}`).toEqual([])
        expect(leftovers(newsroom)).toEqual([])
      }
      const { read, faults } = await crawling.end()
      await site.close()
      expect(faults).toEqual([])
      expect(read).toBeGreaterThan(100)
    },
    runs(300_000, 3_000_000),
  )

  test('is killed while it puts a site back, and the next command completes that', async () => {
    expect((await pressProcess(newsroom.home).ended).code).toBe(0)
    const before = treeOf(newsroom.out)
    await newsroom.edit(seededChance(9))
    expect((await pressProcess(newsroom.home).ended).code).toBe(0)
    const after = treeOf(newsroom.out)
    const rollingBack = pressProcess(newsroom.home, ['--rollback'])
    await rollingBack.changes(5)
    await rollingBack.kill()
    const here = { home: newsroom.home, out: newsroom.out, clock }
    const [latest] = await publishesOf(here)
    expect(latest).toMatchObject({ kind: 'rollback' })
    expect(differencesBetween(treeOf(newsroom.out), before)).toEqual([])
    expect(holdIn(join(newsroom.home, 'held'))).toMatchObject({ to: latest?.backTo })
    expect((await pressProcess(newsroom.home).ended).code).toBe(0)
    expect(differencesBetween(treeOf(newsroom.out), after)).toEqual([])
  })

  test('works in turn with nine others: one order, and the last content wins', async () => {
    const chance = seededChance(10)
    const presses: PressProcess[] = []
    for (let n = 0; n < 10; n++) {
      await newsroom.edit(chance)
      presses.push(pressProcess(newsroom.home, ['--json']))
    }
    const ended = await Promise.all(presses.map((press) => press.ended))
    expect(ended.filter(({ code }) => code !== 0)).toEqual([])
    expect(differencesBetween(treeOf(newsroom.out), await newsroom.clean())).toEqual([])
    const publishes = await publishesOf({ home: newsroom.home, out: newsroom.out, clock })
    expect(publishes.filter(({ ended }) => ended === undefined)).toEqual([])
    expect(publishes.map(({ number }) => number)).toEqual(publishes.map((_, n) => (publishes[0]?.number ?? 0) - n))
  })
})

/** Lets a watching press come to rest, and begins to publish an edit with it. */
async function killAtAnEdit(newsroom: Newsroom, press: PressProcess, chance: SeededChance): Promise<void> {
  if (chance.happens(0.5)) return
  await press.says(newsroom.out)
  await newsroom.edit(chance)
  await press.changes(chance.whole(1, 30))
}
