import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import type { PictureFile } from '#site'
import { byCut, encoded, proofOf } from '../../../../scripts/publish/pictures/encoding.ts'
import { making } from '../../../../site/src/pictures.ts'

/** A file of the whole of an image of 60 × 40 pixels. */
function aFile(overrides: Partial<PictureFile> = {}): PictureFile {
  const asset = { assetId: 'image-aaaa-60x40-png', source: 'images/notits/production/aaaa-60x40.png' }
  const size = { width: 60, height: 40 }
  return { address: '/billeder/aaaa-60.webp', ...asset, of: size, ...size, format: 'webp', ...overrides }
}

/** A canvas of 60 × 40 pixels: its left third is red, the rest blue. */
function canvas(): Sharp {
  const red = { create: { width: 20, height: 40, channels: 3, background: '#f00' } } as const
  return sharp({ create: { width: 60, height: 40, channels: 3, background: '#00f' } }).composite([
    { input: red, left: 0, top: 0 },
  ])
}

async function picture(original: Buffer, file = aFile()): Promise<Sharp> {
  return sharp(await encoded(await proofOf(original, file), file))
}

/** Red, green, blue and alpha at a pixel. */
async function colorAt(image: Sharp, left: number, top: number): Promise<number[]> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return [...data.subarray((top * info.width + left) * 4, (top * info.width + left) * 4 + 4)]
}

const isRed = ([red = 0, green = 0, blue = 0]: number[]) => red > 200 && green < 60 && blue < 60
const isBlue = ([red = 0, green = 0, blue = 0]: number[]) => blue > 200 && green < 60 && red < 60

/** Red to the left and blue to the right. */
async function isSeenRight(image: Sharp): Promise<boolean> {
  return isRed(await colorAt(image.clone(), 5, 20)) && isBlue(await colorAt(image, 50, 20))
}

describe('a picture made', () => {
  test('of a photograph that was taken with the camera on its side stands upright', async () => {
    const lying = await sharp(await canvas().png().toBuffer())
      .rotate(-90)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(await isSeenRight(await picture(lying))).toBe(true)
    const left = aFile({ rect: { left: 0, top: 0, width: 20, height: 40 }, width: 20, height: 40 })
    expect(isRed(await colorAt(await picture(lying, left), 10, 20))).toBe(true)
  })

  test('of an image for the printing press is seen in a browser’s colors', async () => {
    const printed = await sharp(await canvas().png().toBuffer())
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer()
    expect((await sharp(printed).metadata()).space).toBe('cmyk')
    const made = await picture(printed)
    const [red = 0, , blue = 255] = await colorAt(made.clone(), 5, 20)
    expect(red).toBeGreaterThan(blue + 100)
    expect((await made.metadata()).space).toBe('srgb')
  })

  test('of an image with a wide gamut has that taken in, so that nobody sees wrong colors', async () => {
    const wide = await sharp(await canvas().png().toBuffer())
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const made = await picture(wide)
    expect((await made.metadata()).hasProfile).toBe(false)
    expect(await isSeenRight(made)).toBe(true)
  })

  test('of sixteen bits a channel, and of gray, keeps its light', async () => {
    const deep = await sharp(await canvas().png().toBuffer())
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    expect((await sharp(deep).metadata()).depth).toBe('ushort')
    expect(await isSeenRight(await picture(deep))).toBe(true)
    const gray = await sharp(await canvas().png().toBuffer())
      .grayscale()
      .toColourspace('b-w')
      .png()
      .toBuffer()
    for (const format of ['avif', 'webp', 'jpeg'] as const) {
      const [red = 0, green = 0, blue = 0] = await colorAt(await picture(gray, aFile({ format })), 50, 20)
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(8)
    }
  })

  test('of an image that one can see through stays so, and lies on white as a JPEG', async () => {
    const glass = await sharp({ create: { width: 60, height: 40, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    for (const format of ['avif', 'webp'] as const)
      expect((await colorAt(await picture(glass, aFile({ format })), 5, 5))[3]).toBe(0)
    expect(await colorAt(await picture(glass, aFile({ format: 'jpeg' })), 5, 5)).toEqual([255, 255, 255, 255])
  })

  test('carries no alpha channel when it hides nothing', async () => {
    const opaque = await canvas().ensureAlpha().png().toBuffer()
    expect((await (await picture(opaque, aFile({ format: 'avif' }))).metadata()).hasAlpha).toBe(false)
  })

  test('of an animation is its first frame', async () => {
    const frames = await Promise.all(
      ['#f00', '#00f'].map((background) =>
        sharp({ create: { width: 60, height: 40, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(moving).metadata()).pages).toBe(2)
    const made = await picture(moving)
    expect((await made.metadata()).pages ?? 1).toBe(1)
    expect(isRed(await colorAt(made, 30, 20))).toBe(true)
  })

  test('of a drawing is drawn as large as it stands, not blown up', async () => {
    const drawing = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="60" height="40" fill="#00f"/><rect width="20" height="40" fill="#f00"/></svg>',
    )
    const made = await picture(drawing, aFile({ width: 600, height: 400 }))
    expect(isRed(await colorAt(made.clone(), 198, 200))).toBe(true)
    expect(isBlue(await colorAt(made.clone(), 202, 200))).toBe(true)
    const right = aFile({ rect: { left: 20, top: 0, width: 40, height: 40 }, width: 160, height: 160 })
    expect(isBlue(await colorAt(await picture(drawing, right), 2, 80))).toBe(true)
  })

  test('of an image of fifty million pixels is made in memory that has a bound', async () => {
    const vast = await sharp({ create: { width: 9000, height: 5600, channels: 3, background: '#357' } })
      .jpeg()
      .toBuffer()
    const { info } = await proofOf(vast, aFile({ of: { width: 9000, height: 5600 } }))
    expect([info.width, info.height]).toEqual([2560, 1593])
  })

  test('of damaged bytes is none', async () => {
    const whole = await canvas().png().toBuffer()
    await expect(proofOf(whole.subarray(0, whole.length / 2), aFile())).rejects.toThrow()
    await expect(proofOf(Buffer.from('this is no picture'), aFile())).rejects.toThrow()
  })
})

describe('files put together by cut', () => {
  test('are those of one image and one part of it', () => {
    const rect = { left: 0, top: 0, width: 20, height: 40 }
    const [small, cropped, large] = [aFile({ width: 30 }), aFile({ rect }), aFile()]
    expect(byCut([small, cropped, large])).toEqual([[small, large], [cropped]])
  })
})

test('the making of pictures is numbered anew with every sharp, whose bytes are its own', () => {
  expect({ sharp: sharp.versions.sharp, making }).toEqual({ sharp: '0.35.5', making: 2 })
})
