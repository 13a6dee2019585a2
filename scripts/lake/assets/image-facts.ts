import sharp from 'sharp'
import { type Palette, paletteOf } from './palette.ts'

/** More pixels than any press photograph holds, few enough to decode in a moment. */
export const mostPixels = 100_000_000

/** What an image's own bytes tell; width and height as it is seen, after its EXIF orientation. */
export type ImageFacts = {
  width: number
  height: number
  extension: string
  mimeType: string
  hasAlpha: boolean
  isOpaque: boolean
  /** A tiny picture of the picture, as a `data:` address. */
  lqip: string
  palette: Palette
}

const formats: Record<string, { extension: string; mimeType: string }> = {
  jpeg: { extension: 'jpg', mimeType: 'image/jpeg' },
  png: { extension: 'png', mimeType: 'image/png' },
  webp: { extension: 'webp', mimeType: 'image/webp' },
  gif: { extension: 'gif', mimeType: 'image/gif' },
  svg: { extension: 'svg', mimeType: 'image/svg+xml' },
  heif: { extension: 'avif', mimeType: 'image/avif' },
  tiff: { extension: 'tiff', mimeType: 'image/tiff' },
}

type ReadImage = { ok: true; facts: ImageFacts } | { ok: false; sentence: string }

/** Reads an uploaded image: what it is, or a sentence that says why it cannot be taken. */
export async function readImage(bytes: Uint8Array): Promise<ReadImage> {
  const head = await sharp(bytes, { limitInputPixels: false }).metadata().catch(noImage)
  const format = head && formats[head.format]
  if (!head || !format) return refused('its bytes are no JPEG, PNG, WebP, GIF, AVIF, TIFF or SVG')
  if (head.compression === 'hevc') return refused('it is a HEIC photograph; save it as JPEG and upload that')
  const { width, height } = head.autoOrient
  if (!width || !height) return refused('it has no width and height')
  if (width * height > mostPixels) {
    return refused(`it has ${width} × ${height} pixels and at most ${mostPixels / 1_000_000} million are taken`)
  }
  const looks = await looksOf(bytes).catch(noImage)
  if (!looks) return refused('its bytes are damaged or incomplete')
  return { ok: true, facts: { width, height, ...format, hasAlpha: head.hasAlpha, ...looks } }
}

async function looksOf(bytes: Uint8Array) {
  const small = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    .autoOrient()
    .resize(64, 64, { fit: 'inside' })
  const { data, info } = await small.png({ compressionLevel: 0 }).toBuffer({ resolveWithObject: true })
  const { isOpaque } = info.channels === 4 ? await sharp(data).stats() : { isOpaque: true }
  const pixels = await sharp(data).flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha().raw().toBuffer()
  return { isOpaque, lqip: await placeholder(data, isOpaque), palette: paletteOf(threeChannels(pixels, info)) }
}

async function placeholder(picture: Uint8Array, isOpaque: boolean): Promise<string> {
  const tiny = sharp(picture).resize(20, 20, { fit: 'inside' })
  const bytes = await (isOpaque ? tiny.jpeg({ quality: 40 }) : tiny.png()).toBuffer()
  return `data:image/${isOpaque ? 'jpeg' : 'png'};base64,${bytes.toString('base64')}`
}

/** Gray images come out of sharp with one channel a pixel, whatever the color space asked for. */
function threeChannels(pixels: Uint8Array, size: { width: number; height: number }): Uint8Array {
  if (pixels.length >= size.width * size.height * 3) return pixels
  return Uint8Array.from({ length: pixels.length * 3 }, (_, at) => pixels[Math.floor(at / 3)] ?? 0)
}

function noImage(): undefined {
  return undefined
}

function refused(why: string): ReadImage {
  return { ok: false, sentence: `Cannot take this image: ${why}` }
}
