import { describe, expect, test } from 'vitest'
import { differences, shownOf, versionsOf } from '../../../../scripts/publish/preview/versions.ts'

const head = (_id: string, _rev = 'r1', _type = 'article') => ({
  ...{ _id, _rev, _type },
  ...{ _createdAt: '2026-03-01T00:00:00Z', _updatedAt: '2026-03-01T00:00:00Z' },
})

describe('what a preview shows of a document', () => {
  test('is the draft, or what is published where there is none', () => {
    const [both, alone, gone] = versionsOf(['a', 'b', 'c'], [head('a'), head('drafts.a', 'r2'), head('b')])
    expect([both, alone, gone].map((versions) => versions && shownOf(versions)?._rev)).toEqual(['r2', 'r1', undefined])
  })

  test('is never a version of a release', () => {
    expect(versionsOf([], [head('versions.r.a')])).toEqual([])
  })

  test('is read again when its revision is another, and let go of when the lake has it no more', () => {
    const listed = versionsOf(
      [],
      [
        ...[head('a'), head('drafts.a', 'r2'), head('b', 'r5'), head('new')],
        head('image-x', 'r9', 'sanity.imageAsset'),
      ],
    )
    const held = new Map(Object.entries({ a: 'r1', b: 'r5', 'image-x': 'image-x', left: 'r1' }))
    expect(differences(listed, held)).toEqual({ altered: ['a', 'new'], gone: ['left'] })
  })
})
