import { describe, expect, test } from 'vitest'
import { standingOf } from '../../../../scripts/publish/preview/readership.ts'

const now = '2026-03-20T12:00:00.000Z'

describe('how a document stands with readers', () => {
  const standing = (known: Partial<Parameters<typeof standingOf>[0]>) =>
    standingOf({ isPublished: true, isChanged: false, isWithdrawn: false, ...known }, now)

  test('is told when they do not see what is shown', () => {
    expect(standing({ isPublished: false, isChanged: true })).toBe('Kladde')
    expect(standing({ isPublished: false, publishedAt: '2026-04-01T06:00:00.000Z' })).toBe(
      'Kladde til 1. april 2026 kl. 8.00',
    )
    expect(standing({ publishedAt: '2026-04-01T06:00:00.000Z' })).toBe('Planlagt til 1. april 2026 kl. 8.00')
    expect(standing({ isChanged: true, publishedAt: '2026-03-01T06:00:00.000Z' })).toBe(
      'Ændringer, der ikke er udgivet',
    )
    expect(standing({ isWithdrawn: true, isChanged: true })).toBe('Trukket tilbage')
  })

  test('is not worth a word when they see it as it is', () => {
    expect(standing({ publishedAt: '2026-03-01T06:00:00.000Z' })).toBeUndefined()
    expect(standing({})).toBeUndefined()
  })
})
