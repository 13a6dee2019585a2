import { describe, expect, test } from 'vitest'
import { stampsToSet, tracesToSet } from '../../../studio/publishing/stamps.ts'

const now = '2026-03-03T08:12:00.000Z'
const earlier = '2026-03-01T06:00:00.000Z'

describe('what publishing writes into a draft', () => {
  test('is both dates, the first time', () => {
    expect(stampsToSet('article', { draft: { slug: { current: 'ny' } }, published: undefined, now })).toEqual({
      publishedAt: now,
      firstPublishedAt: now,
    })
  })

  test('is nothing, when the story already has what it needs', () => {
    const story = { slug: { current: 'ny' }, publishedAt: earlier, firstPublishedAt: earlier }
    expect(stampsToSet('article', { draft: story, published: story, now })).toBeUndefined()
  })

  test('is the old slug of an article, when it was changed', () => {
    const published = { slug: { current: 'gammel' }, publishedAt: earlier, firstPublishedAt: earlier }
    const draft = { ...published, slug: { current: 'ny' } }
    expect(stampsToSet('article', { draft, published, now })).toEqual({ earlierSlugs: ['gammel'] })
  })

  test('is the old slug and no dates, for a document without them', () => {
    const published = { slug: { current: 'gammel' } }
    expect(stampsToSet('author', { draft: { slug: { current: 'ny' } }, published, now })).toEqual({
      earlierSlugs: ['gammel'],
    })
  })

  test('is nothing at all, for what has neither date nor address', () => {
    expect(stampsToSet('siteSettings', { draft: { title: 'Notits' }, published: undefined, now })).toBeUndefined()
  })

  test('compares moments, though a program wrote them with an offset', () => {
    const draft = { publishedAt: '2026-03-03T09:00:00+01:00' }
    expect(stampsToSet('article', { draft, published: undefined, now })).toMatchObject({
      publishedAt: '2026-03-03T08:00:00.000Z',
      firstPublishedAt: now,
    })
  })

  test('does not trip over fields of a form half filled in', () => {
    const draft = { slug: { _type: 'slug' }, publishedAt: null, earlierSlugs: [null, 'gammel'] }
    expect(stampsToSet('article', { draft, published: undefined, now })).toMatchObject({
      publishedAt: now,
      earlierSlugs: ['gammel'],
    })
  })
})

describe('what unpublishing writes into the draft that is left', () => {
  const published = { slug: { current: 'ny' }, publishedAt: earlier, firstPublishedAt: earlier }

  test('is the address that readers knew', () => {
    expect(tracesToSet('article', { draft: undefined, published })).toEqual({ earlierSlugs: ['ny'] })
    expect(tracesToSet('author', { draft: undefined, published: { slug: { current: 'ida' } } })).toEqual({
      earlierSlugs: ['ida'],
    })
  })

  test('is also when they first saw it, where the draft does not know', () => {
    expect(tracesToSet('article', { draft: { slug: { current: 'ny' } }, published })).toEqual({
      firstPublishedAt: earlier,
      earlierSlugs: ['ny'],
    })
  })

  test('is nothing, for what has no address', () => {
    expect(tracesToSet('frontPage', { draft: undefined, published: { pinned: [] } })).toBeUndefined()
  })
})
