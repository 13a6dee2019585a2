import { describe, expect, test } from 'vitest'
import { ImageAsset } from '#schemas/image.ts'
import { cutPicture, type ImageField, type Shape } from '../../site/src/pictures.ts'
import { anImageAsset } from '../builders/image.ts'

/** The asset of an image of these pixels. */
function imageOf(width: number, height: number, overrides: object = {}): ImageAsset {
  return ImageAsset.parse(
    anImageAsset({ _id: `image-${'0123456789abcdef'.repeat(3).slice(0, 40)}-${width}x${height}-jpg`, ...overrides }),
  )
}

const cut = (asset: ImageAsset, shape: Shape, field: ImageField = {}) => {
  const made = cutPicture(asset, field, shape)
  if (!made) throw new Error('No picture was made')
  return made
}

describe('a picture', () => {
  test('is made in a few widths, with the size of the largest', () => {
    const { picture, files } = cut(imageOf(2400, 1350), 'full')
    expect(picture).toMatchObject({ src: '/billeder/0123456789abcdef-full-1600.webp', width: 1600, height: 900 })
    expect(picture.srcset.split(', ')).toEqual([
      '/billeder/0123456789abcdef-full-480.webp 480w',
      '/billeder/0123456789abcdef-full-960.webp 960w',
      '/billeder/0123456789abcdef-full-1600.webp 1600w',
    ])
    expect(files.map(({ width, height }) => [width, height])).toEqual([
      [480, 270],
      [960, 540],
      [1600, 900],
    ])
  })

  test('is never wider than its original', () => {
    expect(cut(imageOf(700, 400), 'full').files.map(({ width }) => width)).toEqual([480, 700])
    expect(cut(imageOf(300, 200), 'full').files.map(({ width }) => width)).toEqual([300])
    expect(cut(imageOf(960, 400), 'full').files.map(({ width }) => width)).toEqual([480, 960])
  })

  test('carries its words, and leaves out those nobody wrote', () => {
    const { picture } = cut(imageOf(900, 600), 'full', { alt: 'En kran', credit: 'Sara Lund' })
    expect(picture).toMatchObject({ alt: 'En kran', credit: 'Sara Lund' })
    expect(picture).not.toHaveProperty('caption')
  })

  test('is taken from where the lake keeps the original, be it named by path or by address', () => {
    const url = 'https://cdn.sanity.io/images/abc/production/x-900x600.jpg'
    expect(cut(imageOf(900, 600, { path: 'images/abc/production/y.jpg' }), 'full').files[0]?.source).toBe(
      'images/abc/production/y.jpg',
    )
    expect(cut(imageOf(900, 600, { path: undefined, url }), 'full').files[0]?.source).toBe(
      'images/abc/production/x-900x600.jpg',
    )
  })
})

describe('a cut of a picture', () => {
  const rectOf = (asset: ImageAsset, shape: Shape, field: ImageField = {}) => cut(asset, shape, field).files[0]?.rect

  test('is the middle, when the editor has said nothing', () => {
    expect(rectOf(imageOf(2000, 1000), 'card')).toEqual({ left: 250, top: 0, width: 1500, height: 1000 })
    expect(rectOf(imageOf(1000, 2000), 'portrait')).toEqual({ left: 0, top: 500, width: 1000, height: 1000 })
  })

  test('lies around the focal point, as far as the image reaches', () => {
    expect(rectOf(imageOf(2000, 1000), 'portrait', { hotspot: { x: 0.3, y: 0.5 } })).toMatchObject({
      left: 100,
      width: 1000,
    })
    expect(rectOf(imageOf(2000, 1000), 'portrait', { hotspot: { x: 0.95, y: 0.5 } })).toMatchObject({
      left: 1000,
      width: 1000,
    })
  })

  test('stays within the editor’s crop', () => {
    const crop = { left: 0.5, right: 0.1, top: 0, bottom: 0 }
    expect(rectOf(imageOf(2000, 1000), 'full', { crop })).toEqual({ left: 1000, top: 0, width: 800, height: 1000 })
    expect(rectOf(imageOf(2000, 1000), 'portrait', { crop, hotspot: { x: 0.1, y: 0.1 } })).toEqual({
      left: 1000,
      top: 0,
      width: 800,
      height: 800,
    })
  })

  test('is the whole image when the proportions are right already', () => {
    expect(cut(imageOf(1500, 1000), 'card').files[0]).not.toHaveProperty('rect')
  })

  test('survives a crop that leaves nothing', () => {
    const rect = rectOf(imageOf(100, 100), 'full', { crop: { left: 0.7, right: 0.7, top: 1, bottom: 0 } })
    expect(rect).toEqual({ left: 70, top: 99, width: 1, height: 1 })
  })

  test('has an address of its own, the same every time', () => {
    const one = cut(imageOf(2000, 1000), 'card', { hotspot: { x: 0.2, y: 0.5 } })
    const other = cut(imageOf(2000, 1000), 'card', { hotspot: { x: 0.8, y: 0.5 } })
    expect(one.picture.src).toMatch(/^\/billeder\/0123456789abcdef-card-[0-9a-f]{8}-1200\.webp$/)
    expect(one.picture.src).not.toBe(other.picture.src)
    expect(cut(imageOf(2000, 1000), 'card', { hotspot: { x: 0.2, y: 0.5 } })).toEqual(one)
  })

  test('to be shared is one JPEG of 1200 × 630', () => {
    const { picture, files } = cut(imageOf(2400, 1600), 'share')
    expect(files).toMatchObject([{ width: 1200, height: 630, format: 'jpeg' }])
    expect(picture.src).toMatch(/\.jpg$/)
  })
})
