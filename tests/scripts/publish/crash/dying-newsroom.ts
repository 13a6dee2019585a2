import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { aBlock, aReferringBlock, parts } from '../../../builders/body.ts'
import { anArticle, anAuthor, aSection, aTopic } from '../../../builders/documents.ts'
import { aReference, references } from '../../../builders/stored.ts'
import { furnishPress, pressProcess } from '../../../rigs/press-process.ts'
import { type Tree, treeOf } from '../../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'
import type { SeededChance } from '../../../rigs/seeded-chance.ts'
import { archive, type Images, pictureOf, uploadImages, type Written } from '../step-by-step/archive.ts'

/** A lake with ninety stories, a press home beside it, and the edits that a newsroom makes while presses die. */
export class DyingNewsroom implements AsyncDisposable {
  readonly lake: LakeRig
  readonly home = mkdtempSync(join(tmpdir(), 'notits-crash-'))
  readonly out = join(this.home, 'site')
  #images: Images = ['', '', '']
  #edits = 0

  constructor(lake: LakeRig) {
    this.lake = lake
  }

  static async open(): Promise<DyingNewsroom> {
    const newsroom = new DyingNewsroom(await runningLake())
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
    if (chance.happens(0.3)) documents.push(this.#section(n))
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

  /** An author under another name and address, who keeps those from before. */
  #author(n: number): Written {
    return anAuthor({ _id: 'author-0', name: `Ida Brandt ${n}`, earlierSlugs: numbered('ida-brandt', n) })
  }

  /** The same of a section, which changes every page. */
  #section(n: number): Written {
    return aSection({ _id: 'section-0', title: `Erhverv ${n}`, order: 0, earlierSlugs: numbered('erhverv', n) })
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
  async clean(): Promise<Tree> {
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

/** The slug without a number, and with each number below this one. */
const numbered = (slug: string, end: number) => Array.from({ length: end }, (_, n) => (n === 0 ? slug : `${slug}-${n}`))

function slugOf({ slug }: Written): string[] {
  return typeof slug === 'object' && slug !== null && 'current' in slug ? [String(slug.current)] : []
}
