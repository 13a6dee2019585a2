import type { Transform } from './transform.ts'
import { type Point, type Region, type Size, turned, turnedBack, turnedPoint } from './turn.ts'

/** The way from a stored image to the one asked for: cut out a region, scale it, turn it, lay it on a canvas. */
export type Geometry = {
  /** In pixels of the stored image, as it is seen. */
  region: Region
  /** What the region is scaled to, before it is turned. */
  size: Size
  /** Clockwise: 0, 90, 180 or 270. */
  turn: number
  /** What the turned picture lies in the middle of. */
  canvas: Size
  /** The region's place is left to the picture itself (`crop=entropy`). */
  choosesRegion: boolean
}

/**
 * How an image of this size becomes the one that a transform asks for, or undefined when the `rect` lies outside it.
 * `rect` is measured on the stored image, everything else on what it cut out and `or` turned.
 */
export function geometryOf(source: Size, transform: Transform): Geometry | undefined {
  const cut = clamped(transform.rect ?? { left: 0, top: 0, ...source }, source)
  if (!cut) return undefined
  const turn = transform.or ?? 0
  const asked = turned(cut, turn)
  const box = boxFor(asked, transform)
  const isCut = (transform.fit === 'crop' || transform.fit === 'min') && box.width && box.height
  const choosesRegion = Boolean(isCut && transform.crop === 'entropy')
  const whole = { left: 0, top: 0, ...asked }
  const focus = edgeOf(transform.crop, asked) ?? turnedPoint(focalPoint(transform, cut, source), cut, turn)
  const region = isCut && !choosesRegion ? cutTo(box.width / box.height, whole, focus) : whole
  const size = rounded(sizeIn(box, isCut ? sameShape(box, asked) : region, transform.fit ?? 'clip'))
  return {
    region: roundedRegion(turnedBack(region, cut, turn), source),
    size: turned(size, turn),
    turn,
    canvas: canvasFor(box, size, transform),
    choosesRegion,
  }
}

/**
 * Addresses round to whole pixels, so a rectangle may pass an edge by one: what lies outside is cut off. It may also have rounded to
 * nothing: then it is the pixel nearest to it.
 */
function clamped(rect: Region, source: Size): Region | undefined {
  const across = stretch(rect.left, rect.width, source.width)
  const down = stretch(rect.top, rect.height, source.height)
  if (across.length <= 0 || down.length <= 0) return undefined
  return { left: across.start, top: down.start, width: across.length, height: down.length }
}

function stretch(start: number, length: number, most: number) {
  if (length === 0) return { start: Math.min(start, most - 1), length: 1 }
  return { start, length: Math.min(length, most - start) }
}

/** The width and height asked for, in pixels of the result; 0 where the other side decides. */
function boxFor(region: Size, transform: Transform): Size {
  const density = transform.dpr ?? 1
  const width = (asked: number) => bounded(asked, transform['min-w'], transform['max-w'])
  const height = (asked: number) => bounded(asked, transform['min-h'], transform['max-h'])
  const box = boxWithin(region, transform, width, height)
  return { width: box.width * density, height: box.height * density }
}

type Bound = (asked: number) => number

function boxWithin(region: Size, { w, h }: Transform, width: Bound, height: Bound): Size {
  if (w && h) return { width: width(w), height: height(h) }
  const isWidthChanged = width(region.width) !== region.width
  if (w || (!h && isWidthChanged)) {
    const across = width(w ?? region.width)
    const down = (across * region.height) / region.width
    return { width: across, height: height(down) === down ? 0 : height(down) }
  }
  const isHeightChanged = height(region.height) !== region.height
  if (!h && !isHeightChanged) return { width: 0, height: 0 }
  const down = height(h ?? region.height)
  const across = (down * region.width) / region.height
  return { width: width(across) === across ? 0 : width(across), height: down }
}

function bounded(length: number, least = 0, most = Number.POSITIVE_INFINITY): number {
  return Math.max(Math.min(length, most), least)
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

/** The point a cut keeps in view, in pixels of the cut; the address tells it in shares of the stored image. */
function focalPoint({ 'fp-x': x, 'fp-y': y }: Transform, cut: Region, source: Size): Point {
  return {
    x: x === undefined ? cut.width / 2 : x * source.width - cut.left,
    y: y === undefined ? cut.height / 2 : y * source.height - cut.top,
  }
}

/** The point that a cut at an edge keeps in view, or undefined when none was asked for. */
function edgeOf(crop: Transform['crop'], { width, height }: Size): Point | undefined {
  switch (crop) {
    case 'top':
      return { x: width / 2, y: 0 }
    case 'bottom':
      return { x: width / 2, y: height }
    case 'left':
      return { x: 0, y: height / 2 }
    case 'right':
      return { x: width, y: height / 2 }
    case 'center':
      return { x: width / 2, y: height / 2 }
    default:
      return undefined
  }
}

function rounded({ width, height }: Size): Size {
  return { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) }
}

function roundedRegion(region: Region, source: Size): Region {
  const { width, height } = rounded(region)
  return {
    left: between(Math.floor(region.left), source.width - width),
    top: between(Math.floor(region.top), source.height - height),
    width,
    height,
  }
}
