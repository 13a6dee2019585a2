import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepPublishing, lakeSource } from '../../../scripts/publish/open-press.ts'
import type { Published } from '../../../scripts/publish/published.ts'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { putDocuments, type SentDocument } from '../../rigs/lake-documents.ts'
import { madeInZone } from '../../rigs/press-in-zone.ts'
import { differencesBetween, type PressRig, pressOn, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

/** Instants at which clocks, days, months and years turn, with what Danish readers call them. */
const hours = {
  'just before New Year': ['2025-12-31T22:59:59.999Z', '31. december 2025 kl. 23.59', '2025/12'],
  'at New Year': ['2025-12-31T23:00:00.000Z', '1. januar 2026 kl. 0.00', '2026/01'],
  'in the last hour of the year elsewhere': ['2025-12-31T23:59:59.999Z', '1. januar 2026 kl. 0.59', '2026/01'],
  'in the first hour of March': ['2026-02-28T23:30:00.000Z', '1. marts 2026 kl. 0.30', '2026/03'],
  'before summer time': ['2026-03-29T00:59:59.000Z', '29. marts 2026 kl. 1.59', '2026/03'],
  'when summer time comes': ['2026-03-29T01:00:00.000Z', '29. marts 2026 kl. 3.00', '2026/03'],
  'in the last hour of a summer month': ['2026-05-31T21:59:00.000Z', '31. maj 2026 kl. 23.59', '2026/05'],
  'in the first hour of the next': ['2026-05-31T22:00:00.000Z', '1. juni 2026 kl. 0.00', '2026/06'],
  'in the hour that comes twice, first': ['2026-10-25T00:30:00.000Z', '25. oktober 2026 kl. 2.30', '2026/10'],
  'in the hour that comes twice, again': ['2026-10-25T01:30:00.000Z', '25. oktober 2026 kl. 2.30', '2026/10'],
} as const

const now = '2026-11-01T12:00:00.000Z'
const stories = Object.entries(hours).map(([name, [publishedAt]], n) =>
  anArticle({
    _id: `story-${n}`,
    headline: `Historie ${name}`,
    slug: { _type: 'slug', current: `historie-${n}` },
    publishedAt,
    firstPublishedAt: publishedAt,
  }),
)
const notices = Object.values(hours).map(([publishedAt], n) =>
  aJobAnnouncement({
    _id: `notice-${n}`,
    person: `Person ${n}`,
    slug: { _type: 'slug', current: `person-${n}` },
    publishedAt,
    firstPublishedAt: publishedAt,
  }),
)

const waiting = (id: string, publishedAt: string): SentDocument =>
  anArticle({
    _id: id,
    headline: `Ventende ${id}`,
    slug: { _type: 'slug', current: id },
    publishedAt,
    firstPublishedAt: publishedAt,
  })

describe('the hours of a newsroom', () => {
  let lake: LakeRig
  let once: PressRig | undefined
  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), anAuthor(), aCompany(), siteSettings(), ...stories, ...notices)
  })
  afterAll(async () => {
    once?.[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  const put = (...documents: SentDocument[]) => putDocuments(lake, documents)

  test('give the same site whatever time zone the machine stands in, from the press and from a plain astro build', async () => {
    const { url, token } = lake
    const zones = ['UTC', 'Europe/Copenhagen', 'America/Los_Angeles']
    const made = await Promise.all(zones.map((zone) => madeInZone(zone, { lake: { url, token }, now })))
    expect(made.map(({ zone }) => zone)).toEqual(zones)
    expect(Object.keys(made[0]?.press ?? {}).length).toBeGreaterThan(50)
    for (const { press, build } of made) {
      expect(press).toEqual(made[0]?.press)
      expect(build).toEqual(made[0]?.press)
    }
  }, 300_000) // six whole sites, each by a process that starts from nothing

  test.each(Object.entries(hours).map(([name, [, told, month]], n) => [name, told, month, n] as const))(
    '%s are told as %s and stand in the archive of %s',
    async (_, told, month, n) => {
      const site = await shown()
      expect(site.file(`/artikel/historie-${n}/`)).toContain(told)
      expect(site.file(`/erhverv/${month}/`)).toContain(`/artikel/historie-${n}/`)
      expect(site.file(`/navnenyt/${month}/`)).toContain(`/navnenyt/person-${n}/`)
      expect(site.file(`/sitemap/${month.replace('/', '-')}.xml`)).toContain(`/artikel/historie-${n}/`)
    },
  )

  test('put the newest first by the instant, not by what the clock on the wall says', async () => {
    const site = await shown()
    const numbers = stories.map((_, n) => n).toReversed()
    for (const [place, pattern] of [
      ['/erhverv/', /href="\/artikel\/historie-(\d)\/"/g],
      ['/rss.xml', /<link>[^<]*\/artikel\/historie-(\d)\/<\/link>/g],
      ['/navnenyt/', /href="\/navnenyt\/person-(\d)\/"/g],
    ] as const) {
      const order = [...(site.file(place) ?? '').matchAll(pattern)].map(([, n]) => Number(n))
      expect([...new Set(order)], place).toEqual(numbers)
    }
  })

  /** The site of them all, made once. */
  async function shown(): Promise<PressRig> {
    if (once) return once
    once = pressOn({ lake, now })
    await once.publish()
    return once
  }
})

describe('a story that waits for its hour', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), anAuthor(), siteSettings(), anArticle())
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  const put = (...documents: SentDocument[]) => putDocuments(lake, documents)

  /** Before the hour that is skipped, before the one that comes twice, before New Year, and on an ordinary day. */
  const nights = [
    ['2026-03-28T22:15:00.000Z', '2026-03-29T01:00:00.000Z'],
    ['2026-10-24T21:00:00.000Z', '2026-10-25T01:30:00.000Z'],
    ['2026-12-31T21:00:00.000Z', '2026-12-31T23:00:00.000Z'],
    ['2026-05-04T03:59:30.000Z', '2026-05-04T04:00:00.000Z'],
  ] as const

  test.each(nights)('from %s on is published by the press itself at %s', async (start, due) => {
    await put(waiting('waiting', due))
    using site = pressOn({ lake, now: start })
    await site.publish() // from here on the press knows what it waits for, so that this clock cannot run past it
    const source = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, site.clock)
    const ending = new AbortController()
    const out = Promise.withResolvers<string>()
    const voice = {
      clock: site.clock,
      published: (_: Published) => void (site.file('/artikel/waiting/') && out.resolve(site.clock.now())),
      failed: (fault: unknown) => out.reject(fault),
    }
    const watching = keepPublishing(site.press, source, voice, ending.signal)
    const at = await out.promise
    ending.abort()
    await watching
    expect(at >= due, at).toBe(true)
    expect(Date.parse(at) - Date.parse(due)).toBeLessThan(1000)
    expect(site.file('/')).toContain('Ventende waiting')
  })

  test.each(nights)('is there at once when the press was down from %s until after %s', async (start, due) => {
    await put(waiting('waiting', due))
    using site = pressOn({ lake, now: start })
    await site.publish()
    expect(site.file('/artikel/waiting/')).toBeUndefined()
    expect(site.press.nextDue()).toBe(due)
    site.at(new Date(Date.parse(due) + 3_600_000).toISOString())
    site.reopen()
    await site.publish()
    expect(site.file('/artikel/waiting/')).toContain('Ventende waiting')
    expect(site.press.nextDue()).toBeUndefined()
    expect(differencesBetween(site.tree(), (await wholeSite({ lake, now: site.clock.now() })).tree)).toEqual([])
  })

  test('comes out with every other of the same instant, always in the same order', async () => {
    const due = '2026-06-01T06:00:00.000Z'
    const ids = ['c', 'a', 'b'].map((letter) => `same-${letter}`)
    await put(...ids.map((id) => waiting(id, due)))
    using site = pressOn({ lake, now: '2026-06-01T05:59:00.000Z' })
    await site.publish()
    site.at(due)
    await site.publish({ kind: 'changes', altered: [], gone: [] })
    const order = [...(site.file('/erhverv/') ?? '').matchAll(/href="\/artikel\/(same-\w)\/"/g)].map(([, id]) => id)
    expect([...new Set(order)]).toEqual(['same-c', 'same-b', 'same-a'])
    expect(differencesBetween(site.tree(), (await wholeSite({ lake, now: due })).tree)).toEqual([])
    await lake.client.delete({ query: '*[_id in $ids]', params: { ids } })
  })
})
