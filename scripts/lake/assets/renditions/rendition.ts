import sharp, { type Sharp } from 'sharp'
import { drawnAsPng } from '../drawing.ts'
import { mostAnimatedPixels, mostPixels, mostRenderedPixels, mostRenderingSeconds } from '../limits.ts'
import { background } from './color.ts'
import { canMove, encoded, isOpaqueFormat, longestSideOf, mimeTypeOf, type RenditionFormat } from './format.ts'
import { developed, eachFrame, type Pace } from './frames.ts'
import { type Geometry, geometryOf } from './image-geometry.ts'
import type { Transform } from './transform.ts'
import type { Region, Size } from './turn.ts'

export type Rendition =
  | { ok: true; bytes: Uint8Array<ArrayBuffer>; mimeType: string }
  | { ok: false; reason: 'missing' | 'damaged' | 'impossible'; sentence: string }

/** Whether a transform changes anything but the format. */
export function isPlain({ auto, fm, frame, ...changes }: Transform): boolean {
  return Object.keys(changes).length === 0
}

/** An image made from a stored one, in so many seconds at most; or a sentence, when it cannot be made. Animations stay animations where the format can. */
export async function renditionOf(
  bytes: Uint8Array | undefined,
  transform: Transform,
  format: RenditionFormat,
  seconds = mostRenderingSeconds,
): Promise<Rendition> {
  if (!bytes) return refused('missing', 'there is no such asset')
  try {
    const original = await originalOf(bytes, transform, format)
    const geometry = geometryOf(original.size, original.frames > 1 ? held(transform) : transform)
    if (!geometry) return refused('impossible', 'its rect lies outside the picture')
    return tooLarge(geometry, original.frames, format) ?? (await made(original, geometry, transform, format, seconds))
  } catch (fault) {
    if (/^timeout/.test(Object(fault).message)) return refused('impossible', `it takes longer than ${seconds} seconds`)
    // sharp throws for pixels that it cannot decode, and for nothing else that a transform can ask for.
    return refused('damaged', 'the stored bytes are damaged; upload the image again')
  }
}

/** The picture itself would choose another region for each frame. */
function held({ crop, ...transform }: Transform): Transform {
  return { ...transform, ...(crop && { crop: crop === 'entropy' ? 'center' : crop }) }
}

/** A stored image, as much of it as will be shown; `pace` is that of its frames. */
type Original = { bytes: Uint8Array; size: Size; frames: number; pace: Pace; isDrawing: boolean }

async function originalOf(bytes: Uint8Array, { frame }: Transform, format: RenditionFormat): Promise<Original> {
  const head = await sharp(bytes, { limitInputPixels: mostPixels }).metadata()
  const { width, height } = head.autoOrient
  const frames = head.pages ?? 1
  const moves = canMove(format) && (head.format === 'gif' || head.format === 'webp') && !frame
  return {
    bytes,
    size: { width, height },
    frames: moves && width * height * frames <= mostAnimatedPixels ? frames : 1,
    pace: { delay: head.delay ?? [], loop: head.loop ?? 0 },
    isDrawing: head.format === 'svg',
  }
}

function tooLarge({ canvas }: Geometry, frames: number, format: RenditionFormat): Rendition | undefined {
  const { width, height } = canvas
  const longest = Math.max(width, height)
  const most = longestSideOf(format)
  if (longest > most) return refused('impossible', `a side of ${longest} pixels is longer than ${most}`)
  if (width * height * frames <= mostRenderedPixels) return undefined
  const asked = frames > 1 ? `${frames} frames of ${width} × ${height} pixels` : `${width} × ${height} pixels`
  return refused(
    'impossible',
    `${asked} are more than the ${mostRenderedPixels / 1_000_000} million that are made at most`,
  )
}

async function made(
  original: Original,
  geometry: Geometry,
  transform: Transform,
  format: RenditionFormat,
  seconds: number,
): Promise<Rendition> {
  const scaled = original.isDrawing ? await scaledDrawing(original, geometry) : scaledPhotograph(original, geometry)
  if (!scaled) return refused('impossible', 'it cannot be drawn within five seconds')
  const finish = (image: Sharp) =>
    adjusted(laidOut(image.rotate(geometry.turn), geometry, transform, format), transform).timeout({ seconds })
  const { flip, blur, sharp: sharpness } = transform
  const isByFrame = geometry.turn || (original.frames > 1 && (flip?.includes('v') || blur || sharpness))
  const finished = isByFrame
    ? await eachFrame(await developed(scaled), finish)
    : adjusted(laidOut(scaled, geometry, transform, format), transform)
  const bytes = await encoded(finished, transform, format, original).timeout({ seconds }).toBuffer()
  return { ok: true, bytes: Uint8Array.from(bytes), mimeType: mimeTypeOf(format) }
}

function scaledPhotograph({ bytes, size, frames }: Original, geometry: Geometry): Sharp {
  const source = sharp(bytes, {
    limitInputPixels: mostPixels,
    failOn: 'error',
    pages: frames > 1 ? -1 : 1,
  }).autoOrient()
  const { region } = geometry
  // A whole JPEG or WebP is decoded at a fraction of its size, a cut one is not.
  const isWhole = region.width === size.width && region.height === size.height
  return scaled(isWhole ? source : source.extract(region), geometry)
}

/** A drawing is drawn in the size that is needed, instead of being blown up from its own. */
async function scaledDrawing({ bytes, size }: Original, geometry: Geometry): Promise<Sharp | undefined> {
  const { region } = geometry
  const wanted = Math.max(geometry.size.width / region.width, geometry.size.height / region.height)
  const most = Math.sqrt(mostRenderedPixels / (size.width * size.height))
  const png = await drawnAsPng(bytes, Math.min(wanted, most))
  if (!png) return undefined
  const drawn = await sharp(png).metadata()
  return scaled(sharp(png).extract(enlarged(region, size, drawn)), geometry)
}

/** A region of an image, in the pixels of the same image at another size. */
function enlarged({ left, top, width, height }: Region, from: Size, to: Size): Region {
  const across = to.width / from.width
  const down = to.height / from.height
  const wide = Math.min(to.width, Math.max(1, Math.round(width * across)))
  const high = Math.min(to.height, Math.max(1, Math.round(height * down)))
  return {
    left: Math.min(Math.round(left * across), to.width - wide),
    top: Math.min(Math.round(top * down), to.height - high),
    width: wide,
    height: high,
  }
}

function scaled(image: Sharp, { size, choosesRegion }: Geometry): Sharp {
  return choosesRegion
    ? image.resize({ ...size, fit: 'cover', position: 'entropy' })
    : image.resize({ ...size, fit: 'fill' })
}

function laidOut(image: Sharp, { size, turn, canvas }: Geometry, { bg }: Transform, format: RenditionFormat): Sharp {
  const [wide, high] = turn % 180 === 0 ? [size.width, size.height] : [size.height, size.width]
  const across = canvas.width - wide
  const down = canvas.height - high
  if (!across && !down) return image
  const left = Math.floor(across / 2)
  const top = Math.floor(down / 2)
  const color = background(bg, isOpaqueFormat(format))
  return image.extend({ left, right: across - left, top, bottom: down - top, background: color })
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

function refused(reason: (Rendition & { ok: false })['reason'], why: string): Rendition {
  return { ok: false, reason, sentence: `Cannot make this image: ${why}` }
}
