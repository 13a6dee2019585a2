import type { Transform } from './transform.ts'

export type Size = { width: number; height: number }
type Region = Size & { left: number; top: number }

/** The way from a stored image to the one asked for: cut out a region, scale it to a size, lay it on a canvas. */
export type Geometry = { region: Region; size: Size; canvas: Size; choosesRegion: boolean }

/**
 * How an image of this size becomes the one that a transform asks for, or undefined when the `rect` lies outside it.
 * `choosesRegion` means that the region's place is left to the picture itself (`crop=entropy`).
 */
export function geometryOf(source: Size, transform: Transform): Geometry | undefined {
  const asked = clamped(transform.rect ?? { left: 0, top: 0, ...source }, source)
  if (!asked) return undefined
  const box = boxFor(asked, transform)
  const isCut = (transform.fit === 'crop' || transform.fit === 'min') && box.width && box.height
  const entropy = isCut && transform.crop === 'entropy'
  const region = isCut && !entropy ? cutTo(box.width / box.height, asked, focusOf(transform, source)) : asked
  const size = rounded(sizeIn(box, isCut ? sameShape(box, asked) : region, transform.fit ?? 'clip'))
  return {
    region: roundedRegion(region),
    size,
    canvas: canvasFor(box, size, transform),
    choosesRegion: Boolean(entropy),
  }
}

/** Addresses round to whole pixels, so a rectangle may pass an edge by one: what lies outside is cut off. */
function clamped(rect: Region, source: Size): Region | undefined {
  const width = Math.min(rect.width, source.width - rect.left)
  const height = Math.min(rect.height, source.height - rect.top)
  return width > 0 && height > 0 ? { ...rect, width, height } : undefined
}

/** The width and height asked for, in pixels of the result; 0 where none was. */
function boxFor(region: Size, transform: Transform): Size {
  const density = transform.dpr ?? 1
  return {
    width: bounded(transform.w, region.width, transform['min-w'], transform['max-w']) * density,
    height: bounded(transform.h, region.height, transform['min-h'], transform['max-h']) * density,
  }
}

function bounded(asked: number | undefined, natural: number, least = 0, most = Number.POSITIVE_INFINITY): number {
  const length = asked ?? natural
  if (length < least) return least
  if (length > most) return most
  return asked ?? 0
}

function sizeIn(box: Size, shape: Size, fit: NonNullable<Transform['fit']>): Size {
  if (!box.width && !box.height) return shape
  if (fit === 'scale' && box.width && box.height) return box
  if (fit === 'crop' && box.width && box.height) return box
  const scale = Math.min(
    box.width ? box.width / shape.width : Infinity,
    box.height ? box.height / shape.height : Infinity,
  )
  const kept = fit === 'max' || fit === 'fillmax' || fit === 'min' ? Math.min(scale, 1) : scale
  return { width: shape.width * kept, height: shape.height * kept }
}

function canvasFor(box: Size, size: Size, { fit, pad = 0, dpr = 1 }: Transform): Size {
  const isFilled = (fit === 'fill' || fit === 'fillmax') && box.width && box.height
  const within = isFilled ? rounded(box) : size
  const border = Math.round(pad * dpr) * 2
  return { width: within.width + border, height: within.height + border }
}

/** The largest size of the box's shape that fits in the region. */
function sameShape(box: Size, region: Size): Size {
  const scale = Math.min(region.width / box.width, region.height / box.height)
  return { width: box.width * scale, height: box.height * scale }
}

function cutTo(ratio: number, within: Region, focus: { x: number; y: number }): Region {
  const { width, height } = sameShape({ width: ratio, height: 1 }, within)
  return {
    width,
    height,
    left: within.left + between(focus.x - within.left - width / 2, within.width - width),
    top: within.top + between(focus.y - within.top - height / 2, within.height - height),
  }
}

function between(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most)
}

/** The point a cut keeps in view, in pixels of the stored image. An edge is a point beyond it. */
function focusOf(transform: Transform, source: Size): { x: number; y: number } {
  const center = { x: source.width / 2, y: source.height / 2 }
  switch (transform.crop) {
    case 'top':
      return { ...center, y: 0 }
    case 'bottom':
      return { ...center, y: source.height }
    case 'left':
      return { ...center, x: 0 }
    case 'right':
      return { ...center, x: source.width }
    default:
      return { x: (transform['fp-x'] ?? 0.5) * source.width, y: (transform['fp-y'] ?? 0.5) * source.height }
  }
}

function rounded({ width, height }: Size): Size {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) }
}

function roundedRegion(region: Region): Region {
  const { width, height } = rounded(region)
  return { left: Math.floor(region.left), top: Math.floor(region.top), width, height }
}
