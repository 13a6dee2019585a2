import sharp, { type Metadata } from 'sharp'
import { z } from 'zod'
import { drawnAsPng } from '../drawing.ts'
import { longestUploadedSide, mostPixels } from '../limits.ts'
import { blurHashOf } from './blur-hash.ts'
import { type ExifValues, exifIn, type Geopoint } from './exif.ts'
import { type Palette, paletteOf } from './palette.ts'

/**
 * What a sender may ask to be told of an image (https://www.sanity.io/docs/apis-and-sdks/image-metadata); size, alpha channel and
 * opacity are always told. A `thumbhash` may be asked for and is not made: nobody here shows one.
 */
export const MetadataPart = z.enum(['blurhash', 'thumbhash', 'lqip', 'palette', 'exif', 'image', 'location', 'none'])
export type MetadataPart = z.infer<typeof MetadataPart>
/** What is told when nothing else is asked for: never where a photograph was taken, nor with what. */
const standardParts: readonly MetadataPart[] = ['blurhash', 'lqip', 'palette']

/** What can be told before anything is decoded; width and height as the image is seen, after its Exif orientation. */
export type ImageHead = { width: number; height: number; extension: string; mimeType: string; metadata: Metadata }

/** What an image's own bytes tell. */
export type ImageFacts = Omit<ImageHead, 'metadata'> & {
  hasAlpha: boolean
  isOpaque: boolean
  /** A tiny picture of the picture, as a `data:` address. */
  lqip?: string
  palette?: Palette
  blurHash?: string
  image?: ExifValues
  exif?: ExifValues
  location?: Geopoint
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

type Refused = { ok: false; sentence: string }

/** Reads an uploaded image's head: what it is, or a sentence that says why it cannot be taken. */
export async function headOf(bytes: Uint8Array): Promise<({ ok: true } & ImageHead) | Refused> {
  // What is packed may unpack to anything; the library would unpack it before it looks.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return refused('it is packed with gzip; upload it unpacked')
  const metadata = await sharp(bytes, { limitInputPixels: false }).metadata().catch(nothing)
  const format = metadata && formats[metadata.format]
  if (!metadata || !format) return refused('its bytes are no JPEG, PNG, WebP, GIF, AVIF, TIFF or SVG')
  if (metadata.compression === 'hevc') return refused('it is a HEIC photograph; save it as JPEG and upload that')
  const { width, height } = metadata.autoOrient
  if (!width || !height) return refused('it has no width and height')
  if (width * height > mostPixels) {
    return refused(`it has ${width} × ${height} pixels and at most ${mostPixels / 1_000_000} million are taken`)
  }
  if (Math.max(width, height) > longestUploadedSide) {
    return refused(
      `a side of ${Math.max(width, height)} pixels is longer than the ${longestUploadedSide} that are taken`,
    )
  }
  return { ok: true, width, height, ...format, metadata }
}

/** Decodes an image whose head was taken: all that was asked for of it, or a sentence when it cannot be decoded. */
export async function factsOf(
  bytes: Uint8Array,
  { metadata, ...head }: ImageHead,
  wanted: Iterable<MetadataPart> = standardParts,
): Promise<{ ok: true; facts: ImageFacts } | Refused> {
  const picture = head.extension === 'svg' ? await drawnAsPng(bytes, Math.min(1, 512 / longestSide(head))) : bytes
  if (!picture) return refused('it cannot be drawn within five seconds; save it with fewer filters and repetitions')
  const parts = new Set(wanted)
  const looks = await looksOf(picture, parts).catch(nothing)
  if (!looks) return refused('its bytes are damaged or incomplete')
  const { width, height, extension, mimeType } = head
  const told = toldByCamera(metadata.exif, parts)
  return { ok: true, facts: { width, height, extension, mimeType, hasAlpha: metadata.hasAlpha, ...looks, ...told } }
}

async function looksOf(bytes: Uint8Array, parts: ReadonlySet<MetadataPart>) {
  const small = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    .autoOrient()
    .resize(64, 64, { fit: 'inside' })
  const { data, info } = await small.png({ compressionLevel: 0 }).toBuffer({ resolveWithObject: true })
  const { isOpaque } = info.channels === 4 ? await sharp(data).stats() : { isOpaque: true }
  const raw = await sharp(data).flatten({ background: '#fff' }).toColourspace('srgb').removeAlpha().raw().toBuffer()
  const pixels = threeChannels(raw, info)
  return {
    isOpaque,
    ...(parts.has('lqip') && { lqip: await placeholder(data, isOpaque) }),
    ...(parts.has('palette') && { palette: paletteOf(pixels) }),
    ...(parts.has('blurhash') && { blurHash: blurHashOf({ bytes: pixels, width: info.width, height: info.height }) }),
  }
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

function toldByCamera(block: Uint8Array | undefined, parts: ReadonlySet<MetadataPart>) {
  if (!parts.has('exif') && !parts.has('image') && !parts.has('location')) return {}
  const { image, exif, location } = exifIn(block) ?? {}
  return {
    ...(parts.has('image') && image && { image }),
    ...(parts.has('exif') && exif && { exif }),
    ...(parts.has('location') && location && { location }),
  }
}

function longestSide({ width, height }: { width: number; height: number }): number {
  return Math.max(width, height)
}

function nothing(): undefined {
  return undefined
}

function refused(why: string): Refused {
  return { ok: false, sentence: `Cannot take this image: ${why}` }
}
