import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { RenditionCache } from '../../../../../scripts/lake/assets/rendition-cache.ts'
import { formatFor } from '../../../../../scripts/lake/assets/renditions/format.ts'
import { renditionOf } from '../../../../../scripts/lake/assets/renditions/rendition.ts'
import type { Transform } from '../../../../../scripts/lake/assets/renditions/transform.ts'

/** Left half red, right half blue, 200 × 100. */
const halves = await sharp({ create: { width: 200, height: 100, channels: 3, background: '#ff0000' } })
  .composite([
    { input: { create: { width: 100, height: 100, channels: 3, background: '#0000ff' } }, left: 100, top: 0 },
  ])
  .png()
  .toBuffer()

const glass = await sharp({ create: { width: 20, height: 10, channels: 4, background: '#0000' } })
  .png()
  .toBuffer()

async function made(transform: Transform, bytes = halves) {
  const rendition = await renditionOf(bytes, transform, 'png')
  if (!rendition.ok) throw new Error(rendition.sentence)
  return sharp(rendition.bytes)
}

async function colorsOf(image: Sharp) {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)].join()
  const { width, height } = info
  return { width, height, first: at(0, 0), last: at(width - 1, height - 1) }
}

const red = '255,0,0,255'
const blue = '0,0,255,255'

describe('an image made from a stored one', () => {
  test('shows the part that was cut out, in the size asked for', async () => {
    const right = await colorsOf(await made({ rect: { left: 100, top: 0, width: 100, height: 100 }, w: 50 }))
    expect(right).toEqual({ width: 50, height: 50, first: blue, last: blue })
  })

  test('shows nothing of what was cut off, and mirrors what is left', async () => {
    const rect = { left: 100, top: 20, width: 80, height: 80 }
    const all = async (transform: Transform) => (await (await made(transform)).removeAlpha().stats()).channels
    expect((await all({ rect, w: 20 }))[0]?.max).toBe(0)
    expect((await all({ rect, w: 20, flip: 'h' }))[0]?.max).toBe(0)
  })

  test('keeps the focal point in view', async () => {
    const cut = { w: 40, h: 40, fit: 'crop', crop: 'focalpoint' } as const
    expect((await colorsOf(await made({ ...cut, 'fp-x': 0.1 }))).last).toBe(red)
    expect((await colorsOf(await made({ ...cut, 'fp-x': 0.9 }))).first).toBe(blue)
  })

  test('is turned before it is measured', async () => {
    expect(await colorsOf(await made({ or: 90, w: 50 }))).toEqual({ width: 50, height: 100, first: red, last: blue })
    expect(await colorsOf(await made({ or: 180 }))).toMatchObject({ width: 200, height: 100, first: blue, last: red })
  })

  test('can be mirrored, inverted and drained of color', async () => {
    expect(await colorsOf(await made({ flip: 'h' }))).toMatchObject({ first: blue, last: red })
    expect(await colorsOf(await made({ invert: true }))).toMatchObject({ first: '0,255,255,255' })
    const [r, g, b] = (await colorsOf(await made({ sat: -100 }))).first.split(',')
    expect([r, g]).toEqual([g, b])
  })

  test('is blurred and sharpened without changing its size', async () => {
    expect(await colorsOf(await made({ blur: 50, sharp: 30, w: 100 }))).toMatchObject({ width: 100, height: 50 })
  })

  test('stands on the background that was asked for, and on white where nothing shines through', async () => {
    expect(await colorsOf(await made({ w: 20, h: 20, fit: 'fill', bg: '0f0' }))).toMatchObject({ first: '0,255,0,255' })
    expect((await colorsOf(await made({ bg: 'ff00ff' }, glass))).first).toBe('255,0,255,255')
    const jpeg = await renditionOf(glass, { pad: 2 }, 'jpg')
    expect(jpeg.ok && (await colorsOf(sharp(jpeg.bytes))).first).toBe('255,255,255,255')
  })

  test('is drawn in any size, however small the drawing says it is', async () => {
    const dot = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1"/></svg>',
    )
    expect(await colorsOf(await made({ w: 3000 }, dot))).toMatchObject({ width: 3000, height: 3000 })
  })

  test('follows the camera', async () => {
    const sideways = await sharp(halves).withMetadata({ orientation: 6 }).png().toBuffer()
    expect(await colorsOf(await made({ w: 50 }, sideways))).toEqual({ width: 50, height: 100, first: red, last: blue })
  })

  test('is refused when it would be too large, or lies outside the picture', async () => {
    expect(await renditionOf(halves, { w: 20_000 }, 'png')).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "impossible",
        "sentence": "Cannot make this image: 20000 × 10000 pixels are more than the 50 million that are made at most",
      }
    `)
    expect(await renditionOf(halves, { w: 20_000, h: 10, fit: 'scale' }, 'webp')).toMatchObject({
      reason: 'impossible',
      sentence: 'Cannot make this image: a side of 20000 pixels is longer than 16383',
    })
    expect(await renditionOf(halves, { rect: { left: 300, top: 0, width: 9, height: 9 } }, 'png')).toMatchObject({
      ok: false,
    })
  })
})

describe('an image that cannot be made', () => {
  test('is given up when it takes too long', async () => {
    const blurred = await renditionOf(halves, { w: 9_000, h: 5_000, fit: 'scale', blur: 2_000 }, 'webp', 1)
    expect(blurred).toMatchObject({
      reason: 'impossible',
      sentence: 'Cannot make this image: it takes longer than 1 seconds',
    })
  })

  test('is missing when there is no such asset, and damaged when its bytes are', async () => {
    expect(await renditionOf(undefined, { w: 10 }, 'png')).toMatchObject({ ok: false, reason: 'missing' })
    expect(await renditionOf(halves.subarray(0, 100), { w: 10 }, 'png')).toMatchObject({ ok: false, reason: 'damaged' })
  })
})

describe('the format of an image', () => {
  test.each([
    ['a.jpg', {}, 'jpg'],
    ['a.png', {}, 'png'],
    ['a.avif', {}, 'avif'],
    ['a.avif', { auto: 'format' }, 'avif'],
    ['a.tiff', {}, 'jpg'],
    ['a.jpg', { auto: 'format' }, 'webp'],
    ['a.jpg', { auto: 'format', fm: 'png' }, 'png'],
    ['a.svg', { w: 100, auto: 'format' }, undefined],
    ['a.svg', { fm: 'png' }, 'png'],
    ['a.gif', { w: 100 }, 'gif'],
    ['a.gif', { auto: 'format' }, 'webp'],
    ['a.jpg', { fm: 'avif' }, 'avif'],
  ] as const)('of %s with %j is %s', (name, transform, format) => {
    expect(formatFor(name, transform, { webp: true, avif: true })).toBe(format)
  })

  test('is WebP only for those who take it', () => {
    expect(formatFor('a.jpg', { auto: 'format' }, { webp: false, avif: false })).toBe('jpg')
    expect(formatFor('a.webp', { auto: 'format' }, { webp: false, avif: false })).toBe('jpg')
  })
})

describe('the memory for made images', () => {
  const rendition = (size: number) => ({ ok: true as const, bytes: new Uint8Array(size), mimeType: 'image/png' })

  test('makes an image once for all who ask at the same time, and for those who ask later', async () => {
    const cache = new RenditionCache(100)
    let made = 0
    const make = async () => {
      made += 1
      return rendition(10)
    }
    await Promise.all([cache.rendition('a', make), cache.rendition('a', make)])
    await cache.rendition('a', make)
    expect(made).toBe(1)
  })

  test('forgets the one longest unused when it is full', async () => {
    const cache = new RenditionCache(100)
    const made: string[] = []
    const ask = (key: string) =>
      cache.rendition(key, async () => {
        made.push(key)
        return rendition(40)
      })
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key)
    expect(made).toEqual(['a', 'b', 'c', 'b'])
  })

  test('does not remember what could not be made', async () => {
    const cache = new RenditionCache(100)
    await cache.rendition('a', async () => ({ ok: false, reason: 'missing', sentence: 'no' }))
    expect(await cache.rendition('a', async () => rendition(1))).toMatchObject({ ok: true })
  })
})
