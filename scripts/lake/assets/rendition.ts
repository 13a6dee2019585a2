import sharp, { type Color, type Sharp } from 'sharp'
import { extensionOf } from './asset-name.ts'
import { mostPixels } from './image-facts.ts'
import { type Geometry, geometryOf, type Size } from './image-geometry.ts'
import type { Transform } from './transform.ts'

/** Larger results are refused: no page shows them, and many at once would fill the memory. */
const mostRenderedPixels = 50_000_000
/** The longest side that WebP can have. */
const longestSide = 16_383

export type RenditionFormat = 'jpg' | 'pjpg' | 'png' | 'webp'
export type Rendition =
  | { ok: true; bytes: Uint8Array<ArrayBuffer>; mimeType: string }
  | { ok: false; reason: 'missing' | 'damaged' | 'impossible'; sentence: string }

const mimeTypes: Record<RenditionFormat, string> = {
  jpg: 'image/jpeg',
  pjpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/**
 * The format an image is answered in: the one asked for, WebP where `auto=format` may choose it, else its own.
 * Undefined for drawings and animations, which are answered as they were uploaded unless a format is asked for.
 */
export function formatFor(name: string, transform: Transform, takesWebp: boolean): RenditionFormat | undefined {
  if (transform.fm) return transform.fm
  const extension = extensionOf(name)
  if (extension === 'svg' || extension === 'gif') return undefined
  if (transform.auto && takesWebp) return 'webp'
  return extension === 'png' || extension === 'webp' ? extension : 'jpg'
}

/** Whether a transform changes anything but the format. */
export function isPlain({ auto, fm, q, frame, ...changes }: Transform): boolean {
  return Object.keys(changes).length === 0
}

/** An image made from a stored one; or a sentence, when it cannot be made. */
export async function renditionOf(
  bytes: Uint8Array | undefined,
  transform: Transform,
  format: RenditionFormat,
): Promise<Rendition> {
  if (!bytes) return refused('missing', 'there is no such asset')
  try {
    return await drawn(bytes, transform, format)
  } catch {
    // sharp throws for pixels that it cannot decode, and for nothing that a transform can ask for.
    return refused('damaged', 'the stored bytes are damaged; upload the image again')
  }
}

async function drawn(bytes: Uint8Array, transform: Transform, format: RenditionFormat): Promise<Rendition> {
  const { image, size, left } = await upright(bytes, transform)
  const geometry = size && geometryOf(size, left)
  if (!geometry) return refused('impossible', 'its rect lies outside the picture')
  const { width, height } = geometry.canvas
  if (width * height > mostRenderedPixels) {
    return refused(
      'impossible',
      `${width} × ${height} pixels are more than the ${mostRenderedPixels / 1_000_000} million that are made at most`,
    )
  }
  if (Math.max(width, height) > longestSide) {
    return refused('impossible', `a side of ${Math.max(width, height)} pixels is longer than ${longestSide}`)
  }
  const color = background(transform.bg, isJpeg(format))
  const scaled = laidOut(image.extract(geometry.region), geometry, color)
  const made = await encoded(adjusted(scaled, left), transform, format).toBuffer()
  return { ok: true, bytes: Uint8Array.from(made), mimeType: mimeTypes[format] }
}

type Upright = { image: Sharp; size: Size | undefined; left: Transform }

/**
 * The image as it is meant to be seen, and what is left of the transform then. A turn (`or`) is measured on what `rect`
 * cut out, and sharp's own order of work is another: so both are done before the rest.
 */
async function upright(bytes: Uint8Array, transform: Transform): Promise<Upright> {
  const source = sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
  const seen: Size = (await source.metadata()).autoOrient
  const { or: degrees, rect, ...left } = transform
  if (!degrees) return { image: source.autoOrient(), size: seen, left: transform }
  const cut = geometryOf(seen, rect ? { rect } : {})
  if (!cut) return { image: source, size: undefined, left }
  const picture = await pixelsOf(source.autoOrient().extract(cut.region))
  const image = await pixelsOf(picture.rotate(degrees))
  const { width, height } = cut.size
  return { image, size: degrees === 180 ? cut.size : { width: height, height: width }, left }
}

async function pixelsOf(image: Sharp): Promise<Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return sharp(data, { raw: { width, height, channels } })
}

function laidOut(image: Sharp, { size, canvas, choosesRegion }: Geometry, color: Color): Sharp {
  const scaled = choosesRegion
    ? image.resize({ ...size, fit: 'cover', position: 'entropy' })
    : image.resize({ ...size, fit: 'fill' })
  const across = canvas.width - size.width
  const down = canvas.height - size.height
  if (!across && !down) return scaled
  const left = Math.floor(across / 2)
  const top = Math.floor(down / 2)
  return scaled.extend({ left, right: across - left, top, bottom: down - top, background: color })
}

function adjusted(image: Sharp, { flip, sat, invert, blur, sharp: sharpness }: Transform): Sharp {
  if (flip?.includes('h')) image.flop()
  if (flip?.includes('v')) image.flip()
  if (sat) image.modulate({ saturation: 1 + sat / 100 })
  if (invert) image.negate({ alpha: false })
  if (blur) image.blur(Math.max(0.3, blur / 10))
  if (sharpness) image.sharpen({ sigma: 1 + sharpness / 50 })
  return image
}

function encoded(image: Sharp, { q, bg }: Transform, format: RenditionFormat): Sharp {
  const quality = Math.max(1, Math.round(q ?? 75))
  const laid = isJpeg(format) || bg ? image.flatten({ background: background(bg, true) }) : image
  if (isJpeg(format)) return laid.jpeg({ quality, progressive: format === 'pjpg' })
  return format === 'png' ? laid.png() : laid.webp({ quality })
}

function isJpeg(format: RenditionFormat): boolean {
  return format === 'jpg' || format === 'pjpg'
}

/** Sanity writes colors as `rgb`, `rrggbb`, or with the opacity first: `argb`, `aarrggbb`. White is the color of paper. */
function background(digits: string | undefined, opaque: boolean): Color {
  if (!digits) return { r: 255, g: 255, b: 255, alpha: opaque ? 1 : 0 }
  const doubled = digits.length < 6 ? [...digits].map((digit) => digit + digit).join('') : digits
  const [alpha, red, green, blue] = (doubled.length === 8 ? doubled : `ff${doubled}`).match(/../g) ?? []
  return { r: channel(red), g: channel(green), b: channel(blue), alpha: opaque ? 1 : channel(alpha) / 255 }
}

function channel(digits = '0'): number {
  return Number.parseInt(digits, 16)
}

function refused(reason: (Rendition & { ok: false })['reason'], why: string): Rendition {
  return { ok: false, reason, sentence: `Cannot make this image: ${why}` }
}
