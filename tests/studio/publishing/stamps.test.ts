import { describe, expect, test } from 'vitest'
import { stampsToSet } from '../../../studio/publishing/stamps.ts'

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

  test('does not trip over fields of a form half filled in', () => {
    const draft = { slug: { _type: 'slug' }, publishedAt: null, earlierSlugs: [null, 'gammel'] }
    expect(stampsToSet('article', { draft, published: undefined, now })).toMatchObject({
      publishedAt: now,
      earlierSlugs: ['gammel'],
    })
  })
})
