import { describe, expect, test } from 'vitest'
import { Figure, ImageAsset } from '#schemas/image.ts'
import { anImageAsset, aPicture } from '../builders/image.ts'

describe('an image in use', () => {
  test('has an empty alternative text where none was written', () => {
    expect(Figure.parse(aPicture({ alt: '  ' }))?.alt).toBe('')
  })

  test('forgets a crop or focus that cannot be', () => {
    const picture = aPicture({ hotspot: { x: 2, y: 0, width: 1, height: 1 }, crop: 'x' })
    expect(Figure.parse(picture)).toMatchObject({ hotspot: undefined, crop: undefined })
  })

  test('must point at an image', () => {
    expect(Figure.safeParse(aPicture({ asset: { _ref: 'file-abc-pdf' } })).success).toBe(false)
  })
})

describe('an image’s own document', () => {
  test('is read with its size in pixels and bytes', () => {
    expect(ImageAsset.parse(anImageAsset())).toMatchObject({
      size: 123456,
      metadata: { dimensions: { width: 1600, height: 900 } },
    })
  })
})
