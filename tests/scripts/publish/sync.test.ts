import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lakeSource } from '../../../scripts/publish/open-press.ts'
import { siteTypes } from '../../../scripts/publish/reading/door.ts'
import type { LakeReader, RawDocument } from '../../../scripts/publish/reading/lake-reader.ts'
import { aCompany, anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { aReference, references } from '../../builders/stored.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { runs } from '../../rigs/runs.ts'
import { seededChance } from '../../rigs/seeded-chance.ts'
import { contentOf, following } from '../../rigs/syncing.ts'

const story = (n: number, overrides: Record<string, unknown> = {}) =>
  anArticle({ _id: `story-${n}`, headline: `Historie nummer ${n}`, ...overrides })

describe('an edition that follows a lake', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  beforeEach(async () => {
    await lake.client.delete({ query: '*[!(_id in path("_.**"))]' })
    await put(aSection(), anAuthor(), aCompany(), siteSettings(), ...Array.from({ length: 12 }, (_, n) => story(n)))
  })

  async function put(...documents: { _id: string; _type: string }[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  }

  /** What an edition would be that knew nothing before. */
  async function fresh() {
    using edition = following(lake)
    await edition.sweep()
    return contentOf(edition.edition, edition.clock.now())
  }

  test('begins with everything, and composes nothing twice', async () => {
    const sources = Array.from({ length: 20 }, (_, n) =>
      story(100 + n, { _id: `a-story-${n}`, section: aReference('z-section'), authors: references('z-author') }),
    )
    await put(...sources, aSection({ _id: 'z-section', title: 'Zoologi' }), anAuthor({ _id: 'z-author', name: 'Zoe' }))
    using edition = following(lake)
    const { leftOut, missing } = await edition.sweep()
    expect([leftOut, missing]).toEqual([[], []])
    expect(edition.edition.unsettled()).toBe(0)
    expect(edition.edition.counts()).toMatchObject({ article: 32, section: 2, author: 2 })
  })

  test('then asks only what changed last', async () => {
    using edition = following(lake)
    await edition.sweep()
    edition.questions()
    await edition.sweep()
    expect(edition.questions()).toEqual(['newest'])
    await put(story(3, { headline: 'Historie nummer tre, rettet' }))
    await edition.sweep()
    expect(edition.questions()).toEqual(['newest', 'documents'])
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('compares everything when documents are gone', async () => {
    using edition = following(lake)
    await edition.sweep()
    edition.questions()
    await lake.client.delete('story-3')
    await edition.sweep()
    expect(edition.questions()).toEqual(['newest', 'published'])
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('finds that one document is gone and another has come', async () => {
    using edition = following(lake)
    await edition.sweep()
    await lake.client.delete('story-3')
    await put(story(99))
    await edition.sweep()
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('compares everything once a day, when it is told to, and when its own clock was ahead', async () => {
    using edition = following(lake)
    await edition.sweep()
    edition.questions()
    edition.clock.pass(25 * 3_600_000)
    await edition.sweep()
    expect(edition.questions()).toEqual(['published'])
    await edition.sweep()
    expect(edition.questions()).toEqual(['newest'])
    await edition.sweep({ thorough: true })
    expect(edition.questions()).toEqual(['published'])
    edition.clock.pass(-3_600_000)
    await edition.sweep()
    expect(edition.questions()).toEqual(['published'])
  })

  test('finds what nobody told of, also when news of something later came', async () => {
    using edition = following(lake)
    await edition.sweep()
    await put(story(3, { headline: 'Rettet' }))
    await setTimeout(5) // The next change comes later, as the lake's clock tells it.
    await put(story(4, { headline: 'Rettet også' }))
    await edition.take({ altered: ['story-4'], gone: [] })
    await edition.sweep()
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('names those that cannot be read each time, and fetches them once', async () => {
    await put(story(50, { headline: 42 }), story(51, { section: { ...aReference('nowhere'), _weak: true } }))
    using edition = following(lake)
    const { leftOut } = await edition.sweep()
    expect(leftOut.map(({ id, faults }) => [id, faults[0]?.path])).toEqual([
      ['story-50', 'headline'],
      ['story-51', ''],
    ])
    edition.questions()
    const again = await edition.sweep()
    expect(again.leftOut).toEqual(leftOut)
    expect(edition.questions()).toEqual(['newest'])
    await put(story(50))
    expect((await edition.sweep()).leftOut.map(({ id }) => id)).toEqual(['story-51'])
    await lake.client.delete('story-51')
    expect((await edition.sweep()).leftOut).toEqual([])
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('does not shrink by over a fifth on the lake’s word alone, whether it followed it before or not', async () => {
    using edition = following(lake)
    await edition.sweep()
    const before = contentOf(edition.edition, edition.clock.now())
    await lake.client.delete({ query: '*[_id in $ids]', params: { ids: ['story-1', 'story-2', 'story-3', 'story-4'] } })
    await expect(edition.sweep()).rejects.toThrow(/lists 12 documents where the site holds 16.*--accept-fewer$/)
    await expect(edition.sweep({ thorough: true })).rejects.toThrow('Refused to publish')
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(before)
    using lost = following(lake)
    await expect(lost.sweep({ heldBefore: 16 })).rejects.toThrow('Refused to publish')
    await edition.sweep({ acceptFewer: true })
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('refuses a lake that lists a document and does not give it', async () => {
    using edition = following(lake, ({ documents }) => ({
      documents: async (ids) => (await documents(ids)).filter(({ _id }) => _id !== 'story-5'),
    }))
    await expect(edition.sweep()).rejects.toThrow(
      /^Refused to publish: the lake at .* lists story-5 but does not give it; what readers see is unchanged/,
    )
    expect(edition.edition.noted()).toBeUndefined()
  })

  test('looks at everything when the newest changes come without some of them', async () => {
    let isCut = false
    using edition = following(lake, ({ newest }) => ({
      async newest(types, most) {
        const whole = await newest(types, most)
        return isCut ? { ...whole, heads: whole.heads.slice(4) } : whole
      },
    }))
    await edition.sweep()
    edition.questions()
    isCut = true
    await put(story(3, { headline: 'Rettet' }))
    await edition.sweep()
    expect(edition.questions()).toEqual(['newest', 'published', 'documents'])
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(await fresh())
  })

  test('follows a lake that was put back to an earlier state', async () => {
    type Past = { listing: Awaited<ReturnType<LakeReader['published']>>; story: RawDocument[] }
    let past: Past | undefined
    using edition = following(lake, ({ newest, published, documents }) => ({
      async newest(types, most) {
        const present = await newest(types, most)
        const heads = past?.listing.heads.toSorted((a, b) => (a._updatedAt < b._updatedAt ? 1 : -1)).slice(0, most)
        return { ...present, heads: heads ?? present.heads }
      },
      published: async (types) => past?.listing ?? published(types),
      documents: async (ids) => past?.story ?? documents(ids),
    }))
    await edition.sweep()
    const before = contentOf(edition.edition, edition.clock.now())
    const { lake: reader } = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, edition.clock)
    const backup = { listing: await reader.published(siteTypes), story: await reader.documents(['story-3']) }
    await setTimeout(5) // What comes after the backup comes later, as the lake's clock tells it.
    await put(story(3, { headline: 'Skrevet efter sikkerhedskopien' }))
    await edition.sweep()
    expect(contentOf(edition.edition, edition.clock.now())).not.toEqual(before)
    past = backup
    await edition.sweep()
    expect(contentOf(edition.edition, edition.clock.now())).toEqual(before)
  })

  test('equals one that knew nothing before, however documents come, change and go between sweeps', async () => {
    for (let seed = 1; seed <= runs(3, 100); seed++) {
      const chance = seededChance(seed)
      using edition = following(lake)
      for (let round = 0; round < 6; round++) {
        await edition.sweep()
        expect(contentOf(edition.edition, edition.clock.now()), `seed ${seed}, round ${round}`).toEqual(await fresh())
        for (let edits = chance.whole(0, 4); edits > 0; edits--) {
          const n = chance.whole(0, 15)
          const isGone = chance.happens(0.3)
          if (isGone) await lake.client.delete(`story-${n}`)
          else await put(story(n, { headline: `Historie ${n} for ${round}. gang` }))
          // News of some changes comes, of others not.
          if (chance.happens(0.3)) await edition.take({ altered: isGone ? [] : [`story-${n}`], gone: [] })
        }
      }
    }
  })

  test('believes that a document is gone only when the lake does not give it', async () => {
    using edition = following(lake)
    await edition.sweep()
    const told = { id: 'story-3', isGone: true }
    await edition.take({ altered: [], gone: [], heard: [told] })
    expect(edition.edition.revisions().has('story-3')).toBe(true)
    await lake.client.delete('story-3')
    await edition.take({ altered: [], gone: [], heard: [told] })
    expect(edition.edition.revisions().has('story-3')).toBe(false)
    expect((await edition.take({ altered: [], gone: [], heard: [{ id: 'story-3', isGone: false }] })).missing).toEqual([
      'story-3',
    ])
  })
})
