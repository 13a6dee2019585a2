import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { earlierSlugsAfter, type Stampable, stampsForPublishing, tracesOfUnpublishing } from '#schemas/publishing.ts'

const now = '2026-03-03T12:00:00.000Z'
const before = '2026-03-01T12:00:00.000Z'
const after = '2026-03-05T12:00:00.000Z'

const slug = (current: string) => ({ slug: { current } })

describe('publishing for the first time', () => {
  test('sets both times to now', () => {
    expect(stampsForPublishing({ draft: slug('a'), now })).toEqual({
      publishedAt: now,
      firstPublishedAt: now,
      earlierSlugs: [],
    })
  })

  test('keeps a time that the editor chose, and first seen is then, when it lies ahead', () => {
    expect(stampsForPublishing({ draft: { publishedAt: after }, now })).toMatchObject({
      publishedAt: after,
      firstPublishedAt: after,
    })
  })

  test('is seen from now, though the editor dates it back', () => {
    expect(stampsForPublishing({ draft: { publishedAt: before }, now })).toMatchObject({
      publishedAt: before,
      firstPublishedAt: now,
    })
  })
})

describe('publishing again', () => {
  const published = { ...slug('a'), publishedAt: before, firstPublishedAt: before }

  test('leaves the first time as it was', () => {
    const draft = { ...published, publishedAt: after }
    expect(stampsForPublishing({ draft, published, now })).toMatchObject({
      publishedAt: after,
      firstPublishedAt: before,
    })
  })

  test('moves the first time while it still lies ahead', () => {
    const waiting = { ...published, publishedAt: after, firstPublishedAt: after }
    expect(stampsForPublishing({ draft: { ...waiting, publishedAt: before }, published: waiting, now })).toMatchObject({
      firstPublishedAt: now,
    })
  })

  test('keeps the published times when the draft was made without them', () => {
    expect(stampsForPublishing({ draft: slug('a'), published, now })).toMatchObject({
      publishedAt: before,
      firstPublishedAt: before,
    })
  })

  test('keeps the first time of a story that was unpublished in between', () => {
    expect(stampsForPublishing({ draft: published, now })).toMatchObject({ firstPublishedAt: before })
  })

  test('takes a story that a program published without stamps to have been seen from its own time on', () => {
    const unstamped = { ...slug('a'), publishedAt: before }
    expect(stampsForPublishing({ draft: unstamped, published: unstamped, now })).toMatchObject({
      firstPublishedAt: before,
    })
  })

  test('remembers the old slug when it changed', () => {
    expect(stampsForPublishing({ draft: slug('b'), published, now }).earlierSlugs).toEqual(['a'])
  })

  test('never remembers the current slug, also when it is taken back', () => {
    const renamed = { ...slug('b'), earlierSlugs: ['a'] }
    expect(stampsForPublishing({ draft: { ...renamed, ...slug('a') }, published: renamed, now }).earlierSlugs).toEqual([
      'b',
    ])
  })
})

describe('any row of publishings', () => {
  const instants = fc.constantFrom(
    undefined,
    '2026-01-01T00:00:00.000Z',
    before,
    now,
    after,
    '2026-12-01T00:00:00.000Z',
  )
  const step = fc.record({
    slug: fc.constantFrom('a', 'b', 'c', 'd'),
    publishedAt: instants,
    day: fc.integer({ min: 0, max: 40 }),
  })

  test('keeps every slug that readers met, and the moment they first met the story', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let published: Stampable | undefined
        const met = new Set<string>()
        let clock = Date.parse('2026-02-01T00:00:00Z')
        let seen: string | undefined
        for (const { day, publishedAt, slug } of steps) {
          clock += day * 86_400_000
          const at = new Date(clock).toISOString()
          if (seen === undefined && published?.firstPublishedAt !== undefined && published.firstPublishedAt <= at)
            seen = published.firstPublishedAt
          const draft: Stampable = { slug: { current: slug }, ...(publishedAt !== undefined && { publishedAt }) }
          published = { ...draft, ...stampsForPublishing({ draft, published, now: at }) }
          met.add(slug)
          expect(new Set([...(published.earlierSlugs ?? []), slug])).toEqual(met)
          expect(published.earlierSlugs).not.toContain(slug)
          if (seen !== undefined) expect(published.firstPublishedAt).toBe(seen)
        }
      }),
    )
  })
})

describe('earlier slugs', () => {
  test('are kept for documents without dates too', () => {
    expect(earlierSlugsAfter(slug('ny'), slug('gammel'))).toEqual(['gammel'])
    expect(earlierSlugsAfter(slug('ny'))).toEqual([])
  })
})

describe('unpublishing', () => {
  const published = { ...slug('a'), earlierSlugs: ['x'], publishedAt: before, firstPublishedAt: before }

  test('leaves every slug that readers met, the last one too, and when they first met the story', () => {
    expect(tracesOfUnpublishing({ published })).toEqual({ firstPublishedAt: before, earlierSlugs: ['x', 'a'] })
  })

  test('keeps the way from the old address, when the story comes back under a new one', () => {
    const draft = { ...published, ...slug('b'), ...tracesOfUnpublishing({ published }) }
    expect(stampsForPublishing({ draft, now }).earlierSlugs).toEqual(['x', 'a'])
  })

  test('leaves no earlier address behind, when the story comes back to its own', () => {
    const draft = { ...published, ...tracesOfUnpublishing({ published }) }
    expect(stampsForPublishing({ draft, now }).earlierSlugs).toEqual(['x'])
  })

  test('knows nothing of dates where there are none', () => {
    expect(tracesOfUnpublishing({ published: slug('ida') })).toEqual({ earlierSlugs: ['ida'] })
  })
})
