import { createHash } from 'node:crypto'
import type { ImageAsset } from '#schemas/image.ts'
import type { Picture } from './edition/stories.ts'

/** How a picture is cut: `full` and `logo` keep the proportions, `card` is 3:2, `portrait` square, `share` 1200 × 630 for those who share the page. */
export type Shape = 'full' | 'card' | 'portrait' | 'share' | 'logo'

/** A part of the original, in its own pixels. */
type Rect = { left: number; top: number; width: number; height: number }

/** One image file of the site: where it stands, and how it is made from the original. Equal addresses mean equal files. */
export type PictureFile = {
  /** `/billeder/….webp` */
  address: string
  assetId: string
  /** Path of the original in the lake: `images/<project>/<dataset>/<file>`. */
  source: string
  /** What is kept of the original; absent: all of it. */
  rect?: Rect
  width: number
  height: number
  format: 'webp' | 'jpeg'
}

/** An image field as documents hold it; fractions of the original, as Sanity stores them. */
export type ImageField = {
  crop?: { left: number; top: number; right: number; bottom: number } | undefined
  hotspot?: { x: number; y: number } | undefined
  alt?: string | undefined
  caption?: string | undefined
  credit?: string | undefined
}

export type Cut = { picture: Picture; files: PictureFile[] }

type Mold = { ratio?: number; widths: number[]; format: 'webp' | 'jpeg' }

const molds: Record<Shape, Mold> = {
  full: { widths: [480, 960, 1600], format: 'webp' },
  card: { ratio: 3 / 2, widths: [320, 640, 1200], format: 'webp' },
  portrait: { ratio: 1, widths: [120, 240, 480], format: 'webp' },
  share: { ratio: 1200 / 630, widths: [1200], format: 'jpeg' },
  logo: { widths: [160, 320], format: 'webp' },
}

/**
 * A picture cut from an asset in one shape, with the files it needs. Never wider than the original allows.
 * `undefined` when the asset has no size to speak of: the text then stands without it.
 */
export function cutPicture(asset: ImageAsset, field: ImageField, shape: Shape): Cut | undefined {
  const size = sizeOf(asset)
  const sha1 = /^image-([0-9a-f]{40})-/.exec(asset._id)?.[1]
  const source = asset.path ?? new URL(asset.url).pathname.slice(1)
  if (!size || !sha1) return undefined
  const { ratio, widths, format } = molds[shape]
  const rect = cutOf(size, field, ratio)
  const whole = rect.width === size.width && rect.height === size.height
  const name = `${sha1.slice(0, 16)}-${shape}${whole ? '' : `-${rectDigest(rect)}`}`
  const files = widthsFor(rect.width, widths).map(
    (width): PictureFile => ({
      address: `/billeder/${name}-${width}.${format === 'jpeg' ? 'jpg' : format}`,
      assetId: asset._id,
      source,
      ...(whole ? {} : { rect }),
      width,
      height: Math.max(1, Math.round((width * rect.height) / rect.width)),
      format,
    }),
  )
  return { picture: pictureOf(files, field), files }
}

function pictureOf(files: PictureFile[], field: ImageField): Picture {
  const largest = files.at(-1)
  return {
    src: largest?.address ?? '',
    srcset: files.map(({ address, width }) => `${address} ${width}w`).join(', '),
    width: largest?.width ?? 0,
    height: largest?.height ?? 0,
    alt: field.alt ?? '',
    ...(field.caption ? { caption: field.caption } : {}),
    ...(field.credit ? { credit: field.credit } : {}),
  }
}

/** The widths to make: those the cut is wide enough for, and the cut's own width when the next one would be wider. */
function widthsFor(available: number, wanted: number[]): number[] {
  const fitting = wanted.filter((width) => width <= available)
  return fitting.length === wanted.length ? fitting : [...new Set([...fitting, available])]
}

type Size = { width: number; height: number }

function sizeOf(asset: ImageAsset): Size | undefined {
  const told = asset.metadata?.dimensions
  const named = /-(\d{1,6})x(\d{1,6})-[a-z0-9]+$/.exec(asset._id)
  const width = told?.width ?? Number(named?.[1])
  const height = told?.height ?? Number(named?.[2])
  return width >= 1 && height >= 1 ? { width: Math.round(width), height: Math.round(height) } : undefined
}

/** The editor's crop, and within it the largest part of the wanted proportions whose middle is as near the focal point as it can be. */
function cutOf(size: Size, field: ImageField, ratio: number | undefined): Rect {
  const cropped = croppedTo(size, field.crop)
  if (ratio === undefined) return cropped
  const width = Math.max(1, Math.min(cropped.width, Math.round(cropped.height * ratio)))
  const height = Math.max(1, Math.min(cropped.height, Math.round(cropped.width / ratio)))
  const focus = field.hotspot ?? {
    x: (cropped.left + cropped.width / 2) / size.width,
    y: (cropped.top + cropped.height / 2) / size.height,
  }
  return {
    left: within(Math.round(focus.x * size.width - width / 2), cropped.left, cropped.left + cropped.width - width),
    top: within(Math.round(focus.y * size.height - height / 2), cropped.top, cropped.top + cropped.height - height),
    width,
    height,
  }
}

function croppedTo(size: Size, crop: ImageField['crop']): Rect {
  const { left, top, right, bottom } = crop ?? { left: 0, top: 0, right: 0, bottom: 0 }
  const rect = {
    left: within(Math.round(left * size.width), 0, size.width - 1),
    top: within(Math.round(top * size.height), 0, size.height - 1),
  }
  return {
    ...rect,
    width: within(Math.round((1 - left - right) * size.width), 1, size.width - rect.left),
    height: within(Math.round((1 - top - bottom) * size.height), 1, size.height - rect.top),
  }
}

const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)

const rectDigest = ({ left, top, width, height }: Rect) =>
  createHash('sha1').update(`${left},${top},${width},${height}`).digest('hex').slice(0, 8)
