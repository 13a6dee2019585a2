import { describe, expect, test } from 'vitest'
import { withoutPast } from '../../../studio/publishing/duplicate-action.ts'

describe('a copy of a story', () => {
  test('keeps what was written, and neither address nor dates', () => {
    const story = {
      _id: 'drafts.b',
      _type: 'article',
      headline: 'Ny chef',
      slug: { current: 'ny-chef' },
      earlierSlugs: ['a'],
    }
    const dates = { publishedAt: '2026-03-03T08:12:00.000Z', firstPublishedAt: '2026-03-03T08:12:00.000Z' }
    expect(withoutPast({ ...story, ...dates })).toEqual({ _id: 'drafts.b', _type: 'article', headline: 'Ny chef' })
  })
})
