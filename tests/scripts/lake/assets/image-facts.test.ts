import { crc32 } from 'node:zlib'
import sharp, { type Color } from 'sharp'
import { describe, expect, test } from 'vitest'
import { readImage } from '../../../../scripts/lake/assets/image-facts.ts'

const blank = (width: number, height: number, background: Color = '#336699', channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background }, limitInputPixels: false })

async function factsOf(bytes: Uint8Array) {
  const read = await readImage(bytes)
  if (!read.ok) throw new Error(read.sentence)
  return read.facts
}

async function refusalOf(bytes: Uint8Array) {
  const read = await readImage(bytes)
  return read.ok ? 'taken' : read.sentence
}

describe('reading an uploaded image', () => {
  test('tells its size, format and looks', async () => {
    const facts = await factsOf(await blank(320, 200).jpeg().toBuffer())
    expect(facts).toMatchObject({
      ...{ width: 320, height: 200, extension: 'jpg', mimeType: 'image/jpeg', hasAlpha: false, isOpaque: true },
      palette: { dominant: { background: expect.stringMatching(/^#3[3-5]6[5-8]9[7-9a]$/), population: 100 } },
    })
    expect(facts.lqip).toMatch(/^data:image\/jpeg;base64,/)
    expect(facts.lqip.length).toBeLessThan(1500)
  })

  test('measures a photograph as it is seen, not as the camera lay', async () => {
    const sideways = await blank(320, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await factsOf(sideways)).toMatchObject({ width: 200, height: 320 })
  })

  test('sees whether anything shines through', async () => {
    expect(await factsOf(await blank(9, 9, '#3366', 4).png().toBuffer())).toMatchObject({
      hasAlpha: true,
      isOpaque: false,
    })
    expect(await factsOf(await blank(9, 9, '#336f', 4).png().toBuffer())).toMatchObject({
      hasAlpha: true,
      isOpaque: true,
    })
  })

  test.each(['png', 'webp', 'gif', 'avif', 'tiff'] as const)('takes %s', async (format) => {
    expect(await factsOf(await blank(40, 30).toFormat(format).toBuffer())).toMatchObject({
      ...{ width: 40, height: 30, extension: format, mimeType: `image/${format}` },
    })
  })

  test('takes pictures without color', async () => {
    const gray = await blank(40, 30, '#808080').toColourspace('b-w').png().toBuffer()
    expect((await factsOf(gray)).palette.dominant.background).toBe('#808080')
  })

  test('takes drawings', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20"/></svg>',
    )
    expect(await factsOf(svg)).toMatchObject({ width: 60, height: 20, extension: 'svg', mimeType: 'image/svg+xml' })
  })

  test('refuses bytes that are no image', async () => {
    expect(await refusalOf(Buffer.from('%PDF-1.7'))).toMatchInlineSnapshot(
      `"Cannot take this image: its bytes are no JPEG, PNG, WebP, GIF, AVIF, TIFF or SVG"`,
    )
  })

  test('refuses an image that breaks off', async () => {
    const whole = await blank(600, 600, '#fa0').png({ compressionLevel: 0 }).toBuffer()
    expect(await refusalOf(whole.subarray(0, 2000))).toMatchInlineSnapshot(
      `"Cannot take this image: its bytes are damaged or incomplete"`,
    )
  })

  test('refuses an image of 50,000 × 50,000 pixels at a glance', async () => {
    const huge = hugePng(50_000, 50_000)
    expect(await refusalOf(huge)).toMatchInlineSnapshot(
      `"Cannot take this image: it has 50000 × 50000 pixels and at most 100 million are taken"`,
    )
  })
})

/** A PNG that says it is this large; its size is read from the first bytes, before any pixel is unpacked. */
function hugePng(width: number, height: number): Uint8Array {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}
