import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { RenditionFormat } from '../../../../../scripts/lake/assets/renditions/format.ts'
import { renditionOf } from '../../../../../scripts/lake/assets/renditions/rendition.ts'
import type { Transform } from '../../../../../scripts/lake/assets/renditions/transform.ts'

const [red, green, blue, white] = ['#ff0000', '#00ff00', '#0000ff', '#ffffff']
const pace = { delay: [100, 200], loop: 3 }

/** 40 × 20 pixels: the first frame red over green, the second blue over white. */
const animation = await sharp(await Promise.all([frame(red, green), frame(blue, white)]), { join: { animated: true } })
  .gif(pace)
  .toBuffer()

function frame(above: string | undefined, below = '#000') {
  const half = { create: { width: 40, height: 10, channels: 3 as const, background: below } }
  return sharp({ create: { width: 40, height: 20, channels: 3, background: above ?? '#000' } })
    .composite([{ input: half, left: 0, top: 10 }])
    .png()
    .toBuffer()
}

async function made(transform: Transform, format: RenditionFormat, bytes = animation) {
  const rendition = await renditionOf(bytes, transform, format)
  if (!rendition.ok) throw new Error(rendition.sentence)
  const head = await sharp(rendition.bytes, { animated: true }).metadata()
  const pages = head.pages ?? 1
  const frames = await Promise.all(Array.from({ length: pages }, (_, page) => corners(rendition.bytes, page)))
  return { format: head.format, width: head.width, height: head.pageHeight ?? head.height, pages, head, frames }
}

/** The colors of the first and the last pixel of one frame, as pure as scaling left them. */
async function corners(bytes: Uint8Array, page: number): Promise<string> {
  const { data } = await sharp(bytes, { page }).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const hex = (pixel: Uint8Array) => `#${Buffer.from(pixel.map((light) => (light > 127 ? 255 : 0))).toString('hex')}`
  return `${hex(data.subarray(0, 3))} ${hex(data.subarray(-3))}`
}

describe('an animation', () => {
  test('stays one when it is scaled, at its own pace', async () => {
    const { head, ...rest } = await made({ w: 20 }, 'gif')
    expect(rest).toEqual({
      ...{ format: 'gif', width: 20, height: 10, pages: 2 },
      frames: [`${red} ${green}`, `${blue} ${white}`],
    })
    expect(head).toMatchObject(pace)
  })

  test('becomes an animated WebP', async () => {
    const { head, ...rest } = await made({ w: 20, h: 20, fit: 'crop' }, 'webp')
    expect(rest).toMatchObject({ format: 'webp', width: 20, height: 20, pages: 2 })
    expect(head).toMatchObject(pace)
  })

  test('can be cut, padded and filled, frame by frame', async () => {
    const rect = { left: 0, top: 10, width: 40, height: 10 }
    expect(await made({ rect }, 'gif')).toMatchObject({
      height: 10,
      frames: [`${green} ${green}`, `${white} ${white}`],
    })
    const black = '#000000'
    const padded = { width: 44, height: 24, frames: [`${black} ${black}`, `${black} ${black}`] }
    expect(await made({ pad: 2, bg: '000' }, 'gif')).toMatchObject(padded)
    expect(await made({ w: 40, h: 40, fit: 'fill', bg: '000' }, 'gif')).toMatchObject({
      width: 40,
      height: 40,
      pages: 2,
    })
    expect(await made({ w: 10, h: 10, fit: 'crop', crop: 'entropy' }, 'gif')).toMatchObject({ width: 10, pages: 2 })
  })

  test('is turned, mirrored, blurred and sharpened one frame at a time', async () => {
    const { head, ...upsideDown } = await made({ flip: 'v' }, 'gif')
    expect(upsideDown).toMatchObject({ pages: 2, frames: [`${green} ${red}`, `${white} ${blue}`] })
    expect(head).toMatchObject(pace)
    expect(await made({ or: 90 }, 'gif')).toMatchObject({ width: 20, height: 40, pages: 2 })
    expect(await made({ or: 180 }, 'gif')).toMatchObject({ frames: [`${green} ${red}`, `${white} ${blue}`] })
    expect(await made({ blur: 10, sharp: 10 }, 'webp')).toMatchObject({ width: 40, height: 20, pages: 2 })
  })

  test('is a still of its first frame when that is asked for, and in formats that stand still', async () => {
    expect(await made({ frame: '1' }, 'gif')).toMatchObject({ format: 'gif', pages: 1, frames: [`${red} ${green}`] })
    expect(await made({ frame: '1', or: 90 }, 'webp')).toMatchObject({
      format: 'webp',
      pages: 1,
      width: 20,
      height: 40,
    })
    expect(await made({}, 'png')).toMatchObject({ format: 'png', pages: 1, frames: [`${red} ${green}`] })
  })

  test('that would be too large in all its frames together is refused', async () => {
    expect(await renditionOf(animation, { w: 8000 }, 'gif')).toMatchInlineSnapshot(`
      {
        "ok": false,
        "reason": "impossible",
        "sentence": "Cannot make this image: 2 frames of 8000 × 4000 pixels are more than the 50 million that are made at most",
      }
    `)
  })
})
