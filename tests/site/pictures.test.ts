import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { ImageAsset } from '#schemas/image.ts'
import type { Picture } from '../../site/src/edition/stories.ts'
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

const widthsIn = (srcset = '') => srcset.split(', ').map((each) => Number(/ (\d+)w$/.exec(each)?.[1]))

const addressesIn = ({ avif = '', srcset }: Picture) =>
  [...avif.split(', '), ...srcset.split(', ')].map((each) => each.replace(/ .*/, ''))

describe('a picture', () => {
  test('is made in widths that fit the layout, in AVIF and fewer of WebP, with the size of the largest', () => {
    const { picture, files } = cut(imageOf(2400, 1350), 'full')
    expect(picture).toMatchObject({ src: expect.stringMatching(/-1599\.webp$/), width: 1599, height: 899 })
    expect(widthsIn(picture.avif)).toEqual([399, 660, 960, 1281, 1599])
    expect(widthsIn(picture.srcset)).toEqual([399, 960, 1599])
    expect(picture.avif).toMatch(/^(\/billeder\/0123456789abcdef-[0-9a-f]{8}-\d+\.avif \d+w(, |$)){5}$/)
    expect(files.map(({ address }) => address)).toEqual(expect.arrayContaining(addressesIn(picture)))
    for (const { width, height } of files) expect(height).toBe(Math.round((width * 9) / 16))
  })

  test('has a JPEG of one width beside it, for feeds', () => {
    const { picture, files } = cut(imageOf(2400, 1350), 'full')
    expect(picture.plain).toEqual({ src: expect.stringMatching(/-1200\.jpg$/), width: 1200, height: 675 })
    expect(files.filter(({ format }) => format === 'jpeg').map(({ address }) => address)).toEqual([picture.plain?.src])
  })

  test('is never wider than its original', () => {
    const widths = (width: number, height: number) => widthsIn(cut(imageOf(width, height), 'full').picture.avif)
    expect(widths(700, 400)).toEqual([399, 660, 700])
    expect(widths(300, 200)).toEqual([300])
    expect(widths(960, 400)).toEqual([399, 660, 960])
    expect(cut(imageOf(300, 200), 'full').picture).toMatchObject({ width: 300, plain: { width: 300 } })
  })

  test('of a drawing is as wide as the layout shows, since that has no pixels', () => {
    const drawing = ImageAsset.parse(anImageAsset({ _id: `image-${'a'.repeat(40)}-60x20-svg` }))
    expect(widthsIn(cut(drawing, 'logo').picture.avif)).toEqual([160, 320, 480])
  })

  test('shares its files with a card of it, when its proportions are a card’s', () => {
    const photograph = imageOf(3000, 2000)
    const full = addressesIn(cut(photograph, 'full').picture)
    expect(full).toEqual(
      expect.arrayContaining(['399', '660', '960', '1281'].map((width) => expect.stringContaining(`-${width}.avif`))),
    )
    expect(
      cut(photograph, 'card')
        .files.filter(({ width }) => width > 198)
        .map(({ address }) => address),
    ).toEqual(full.filter((address) => !/-1599\./.test(address) && !address.endsWith('.jpg')))
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
    expect(one.picture.src).toMatch(/^\/billeder\/0123456789abcdef-[0-9a-f]{8}-960\.webp$/)
    expect(one.picture.src).not.toBe(other.picture.src)
    expect(cut(imageOf(2000, 1000), 'card', { hotspot: { x: 0.2, y: 0.5 } })).toEqual(one)
  })

  test('to be shared is one JPEG of 1200 × 630', () => {
    const { picture, files } = cut(imageOf(2400, 1600), 'share')
    expect(files).toMatchObject([{ width: 1200, height: 630, format: 'jpeg' }])
    expect(picture.src).toMatch(/\.jpg$/)
  })
})

describe('what stands in a picture’s place until it has come', () => {
  // The left half red and the right half blue, by https://github.com/woltapp/blurhash.
  const halves = { dimensions: { width: 2000, height: 1000 }, blurHash: 'L~LjfL|TsRJrsXsSjsa~fQfQfQfQ', isOpaque: true }
  const placeholder = (metadata: object, shape: Shape, field?: ImageField) =>
    cut(imageOf(2000, 1000, { metadata: { ...halves, ...metadata } }), shape, field).picture.placeholder

  /** The colors at the left and the right edge of a `data:` image. */
  async function edges(address = '') {
    const { data, info } = await sharp(Buffer.from(address.replace(/^.*,/, ''), 'base64'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    const at = (pixel: number) => [...data.subarray(pixel * 3, pixel * 3 + 3)]
    return { size: [info.width, info.height], left: at(0), right: at(info.width - 1) }
  }

  test('is the picture itself in a few pixels and fewer than 200 characters', async () => {
    const address = placeholder({}, 'full')
    expect(address).toMatch(/^data:image\/png;base64,[\w+/]+=*$/)
    expect(address?.length).toBeLessThan(200)
    const { size, left, right } = await edges(address)
    expect(size).toEqual([4, 2])
    expect([left[0], right[2]].every((value = 0) => value > 200)).toBe(true)
    expect([left[2], right[0]].every((value = 255) => value < 150)).toBe(true)
  })

  test('is cut as the picture is', async () => {
    const { right } = await edges(placeholder({}, 'portrait', { hotspot: { x: 0, y: 0.5 } }))
    const { left } = await edges(placeholder({}, 'portrait', { hotspot: { x: 1, y: 0.5 } }))
    expect(right[0]).toBeGreaterThan(right[2] ?? 255)
    expect(left[2]).toBeGreaterThan(left[0] ?? 255)
  })

  test('is not there for an image that one can see through, nor for one whose colors nobody knows', () => {
    expect(placeholder({ isOpaque: false, hasAlpha: true }, 'full')).toBeUndefined()
    expect(placeholder({ isOpaque: undefined, hasAlpha: true }, 'full')).toBeUndefined()
    expect(placeholder({ blurHash: undefined }, 'full')).toBeUndefined()
    for (const broken of ['', 'L', '"><script>', 'LEHV6nWB2yk8', 'é'.repeat(28)])
      expect(placeholder({ blurHash: broken }, 'full')).toBeUndefined()
  })

  test('is not there where nothing is to be covered: for logos and for those who share the page', () => {
    expect([placeholder({}, 'logo'), placeholder({}, 'share')]).toEqual([undefined, undefined])
  })
})

describe('a picture from the lake’s own image service', () => {
  const served = (shape: Shape, field: ImageField = {}) => {
    const url = `https://cdn.sanity.io/images/abc123/production/${'0123456789abcdef'.repeat(3).slice(0, 40)}-2000x1000.jpg`
    const made = cutPicture(imageOf(2000, 1000, { url }), field, shape, 'cdn')
    if (!made) throw new Error('No picture was made')
    return {
      ...made,
      addresses: made.picture.srcset.split(', ').flatMap((each) => URL.parse(each.replace(/ .*/, '')) ?? []),
    }
  }

  test('needs no file, and is asked for in the same widths', () => {
    const { files, picture, addresses } = served('full')
    expect([files, picture.avif]).toEqual([[], undefined])
    expect(widthsIn(picture.srcset)).toEqual([399, 660, 960, 1281, 1599])
    expect(addresses.map(({ searchParams }) => searchParams.get('w'))).toEqual(['399', '660', '960', '1281', '1599'])
    for (const { origin, pathname } of addresses)
      expect(origin + pathname).toBe(
        'https://cdn.sanity.io/images/abc123/production/0123456789abcdef0123456789abcdef01234567-2000x1000.jpg',
      )
    expect(addresses[0]?.searchParams.get('auto')).toBe('format')
  })

  test('is cut as ours are', () => {
    const field = { hotspot: { x: 0.3, y: 0.5 } }
    const { left, top, width, height } = cut(imageOf(2000, 1000), 'portrait', field).files[0]?.rect ?? {}
    expect(served('portrait', field).addresses[0]?.searchParams.get('rect')).toBe([left, top, width, height].join(','))
  })

  test('is a JPEG for feeds and for those who share the page', () => {
    expect(new URL(served('full').picture.plain?.src ?? '').searchParams.get('fm')).toBe('jpg')
    expect(new URL(served('share').picture.src).searchParams.get('fm')).toBe('jpg')
  })
})
