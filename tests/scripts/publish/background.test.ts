import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asDate } from '#schemas/dates.ts'
import { hourAlone } from '../../../scripts/publish/conduct.ts'
import { anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { pressOn, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

/** More stories than are settled together with the author whom they show. */
const many = 140

/** The story of a number; the larger, the older. */
function story(number: number) {
  const publishedAt = new Date(asDate('2026-02-28T09:00:00.000Z').valueOf() - number * day).toISOString()
  return anArticle({
    ...{ _id: `story-${number}`, headline: `Historie nummer ${number}`, slug: { current: `historie-${number}` } },
    ...{ publishedAt, firstPublishedAt: publishedAt },
  })
}

const day = 24 * 60 * 60 * 1000

const addressOf = (number: number) => `/artikel/historie-${number}/`
const named = (name: string) => anAuthor({ name, slug: { current: 'ida-brandt' } })
const oldName = 'Karla Vig'
const newName = 'Karla Vig Lund'

describe('a change that reaches far', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), named(oldName), siteSettings(), ...Array.from({ length: many }, (_, n) => story(n)))
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  async function put(...documents: { _id: string; _type: string }[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  }

  test('is on the newest pages and the lists at once, and on the older pages by and by', async () => {
    using site = pressOn({ lake })
    await site.publish()
    await put(named(newName))
    const { rendered, later } = await site.press.publish({ kind: 'sweep' })
    expect(rendered).toBeLessThan(many)
    expect(later).toBeGreaterThan(0)
    for (const place of [addressOf(0), '/skribent/ida-brandt/', '/rss.xml'])
      expect(site.file(place), place).toContain(newName)
    expect(site.file(addressOf(many - 1))).not.toContain(newName)
    await site.publish(hourAlone)
    expect([...site.tree()].filter(([, text]) => text.replaceAll(newName, '').includes(oldName))).toEqual([])
    expect(site.tree()).toEqual((await wholeSite({ lake })).tree)
    await put(named(oldName))
  })

  test('does not hold up a story that is published meanwhile', async () => {
    using site = pressOn({ lake })
    await site.publish()
    await put(named(newName))
    const first = await site.press.publish({ kind: 'sweep' })
    const breaking = { ...story(many), _id: 'breaking', slug: { current: 'breaking' } }
    await put(breaking)
    const { changed, later } = await site.press.publish({ kind: 'changes', altered: ['breaking'], gone: [] })
    expect(changed[0]).toBe('/artikel/breaking/')
    expect(changed.length).toBeLessThan(30)
    expect(later).toBeGreaterThan(0)
    expect(later).toBeLessThanOrEqual(first.later + 30)
    await site.publish(hourAlone)
    expect(site.tree()).toEqual((await wholeSite({ lake })).tree)
    await lake.client.delete('breaking')
    await put(named(oldName))
  })

  test('is gone on with by the next process when this one ends in the middle of it', async () => {
    using site = pressOn({ lake })
    await site.publish()
    await put(named(newName))
    const { later } = await site.press.publish({ kind: 'sweep' })
    site.reopen()
    const next = await site.press.publish(hourAlone)
    expect(next.background).toBe(true)
    expect(next.later).toBeLessThan(later)
    await site.publish(hourAlone)
    expect(site.tree()).toEqual((await wholeSite({ lake })).tree)
    await put(named(oldName))
  })

  test('is planned to its end before anything is done', async () => {
    using site = pressOn({ lake })
    await site.publish()
    const before = site.tree()
    await put(named(newName))
    const { steps } = await site.press.plan({ kind: 'sweep' })
    expect(site.tree()).toEqual(before)
    const planned = new Set(steps.map(({ address }) => address))
    await site.publish()
    const changed = [...site.tree()].filter(([file, text]) => before.get(file) !== text)
    const addresses = changed.map(([file]) => `/${file}`.replace(/index\.html$/, ''))
    expect(addresses.filter((address) => !planned.has(address))).toEqual([])
    expect(planned.has(addressOf(many - 1))).toBe(true)
    await put(named(oldName))
  })
})
