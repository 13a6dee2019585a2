import { createHash } from 'node:crypto'
import type { ImageAsset } from '#schemas/image.ts'
import type { ImagesAt } from './edition/holding/imprint.ts'
import type { Picture } from './edition/stories.ts'
import { cdnAddress } from './pictures/cdn.ts'
import { cutOf, heightAt, isWhole, type Rect, type Size, sizeOf } from './pictures/cut.ts'
import { placeholderOf } from './pictures/placeholder.ts'

/** How a picture is cut: `full` and `logo` keep the proportions, `card` is 3:2, `portrait` square, `share` 1200 × 630 for those who share the page. */
export type Shape = 'full' | 'card' | 'portrait' | 'share' | 'logo'

type Format = 'avif' | 'webp' | 'jpeg'

/** One image file of the site: where it stands, and how it is made from the original. Equal addresses mean equal files. */
export type PictureFile = {
  /** `/billeder/….avif` */
  address: string
  assetId: string
  /** Path of the original in the lake: `images/<project>/<dataset>/<file>`. */
  source: string
  /** The original's size, as it is seen upright. */
  of: Size
  /** What is kept of the original, in its own pixels; absent: all of it. */
  rect?: Rect
  width: number
  height: number
  format: Format
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

/**
 * Raised when files of the same cut and width come to other bytes than before: with another sharp, or when `scripts/publish/pictures`
 * encodes otherwise. Readers may keep a file for a year, so other bytes must have another address.
 */
export const making = 2

/**
 * `widths` are those that the layout shows at 1 to 3 device pixels for a CSS pixel; `fallback` are fewer, in WebP, for the few browsers
 * that know no AVIF. `full` and `card` share theirs, since most photographs are 3:2 and then share the files too; they are multiples of three, so that
 * every size has the very same proportions and a page does not move by parts of a pixel as pictures come. `plain` is the width of a
 * JPEG for feeds, mail and those who share the page, where nothing newer can be relied on.
 */
type Mold = { ratio?: number; widths: number[]; fallback: number[]; plain?: number; hasPlaceholder?: boolean }

const molds: Record<Shape, Mold> = {
  full: { widths: [399, 660, 960, 1281, 1599], fallback: [399, 960, 1599], plain: 1200, hasPlaceholder: true },
  card: { ratio: 3 / 2, widths: [198, 399, 660, 960, 1281], fallback: [198, 399, 960], hasPlaceholder: true },
  portrait: { ratio: 1, widths: [80, 160, 320, 640], fallback: [160, 640], plain: 480, hasPlaceholder: true },
  share: { ratio: 1200 / 630, widths: [], fallback: [], plain: 1200 },
  logo: { widths: [160, 320, 480], fallback: [160, 480] },
}

/**
 * A picture cut from an asset in one shape, with the files it needs: none, when the lake's image service makes them on request.
 * Never wider than the original allows, unless that is a drawing, which has no pixels.
 * `undefined` when the asset has no size to speak of: the text then stands without it.
 */
export function cutPicture(
  asset: ImageAsset,
  field: ImageField,
  shape: Shape,
  from: ImagesAt = 'own',
): Cut | undefined {
  const of = sizeOf(asset)
  const sha1 = /^image-([0-9a-f]{40})-/.exec(asset._id)?.[1]
  if (!of || !sha1) return undefined
  const mold = molds[shape]
  const rect = cutOf(of, field, mold.ratio)
  const file = fileMaker(asset, sha1, of, rect)
  const available = asset._id.endsWith('-svg') ? Number.POSITIVE_INFINITY : rect.width
  const avif = widthsFor(available, mold.widths).map((width) => file(width, 'avif'))
  const webp = widthsFor(available, mold.fallback).map((width) => file(width, 'webp'))
  const plain = mold.plain === undefined ? undefined : file(Math.min(available, mold.plain), 'jpeg')
  const placeholder = mold.hasPlaceholder ? placeholderOf(asset, of, rect) : undefined
  const files = [...avif, ...webp, ...(plain ? [plain] : [])]
  if (from === 'own') return { picture: pictureOf({ webp, avif, plain, placeholder }, field), files }
  const served = (made: PictureFile): PictureFile => ({ ...made, address: cdnAddress(asset, made) })
  const made = { webp: avif.map(served), avif: [], plain: plain && served(plain), placeholder }
  return { picture: pictureOf(made, field), files: [] }
}

function fileMaker(asset: ImageAsset, sha1: string, of: Size, rect: Rect) {
  const source = asset.path ?? new URL(asset.url).pathname.slice(1)
  const kept = isWhole(of, rect) ? {} : { rect }
  const name = `${sha1.slice(0, 16)}-${digestOf([making, kept.rect ?? null])}`
  return (width: number, format: Format): PictureFile => ({
    address: `/billeder/${name}-${width}.${format === 'jpeg' ? 'jpg' : format}`,
    ...{ assetId: asset._id, source, of, ...kept },
    ...{ width, height: heightAt(rect, width), format },
  })
}

type Made = {
  webp: PictureFile[]
  avif: PictureFile[]
  plain: PictureFile | undefined
  placeholder: string | undefined
}

function pictureOf({ webp, avif, plain, placeholder }: Made, { alt, caption, credit }: ImageField): Picture {
  const largest = webp.at(-1) ?? plain
  return {
    src: largest?.address ?? '',
    srcset: srcsetOf(webp),
    ...(avif.length > 0 && { avif: srcsetOf(avif) }),
    width: largest?.width ?? 0,
    height: largest?.height ?? 0,
    ...(placeholder !== undefined && { placeholder }),
    ...(plain && webp.length > 0 && { plain: { src: plain.address, width: plain.width, height: plain.height } }),
    alt: alt ?? '',
    ...(caption ? { caption } : {}),
    ...(credit ? { credit } : {}),
  }
}

const srcsetOf = (files: PictureFile[]) => files.map(({ address, width }) => `${address} ${width}w`).join(', ')

/** The widths to make: those the cut is wide enough for, and the cut's own width when the next one would be wider. */
function widthsFor(available: number, wanted: number[]): number[] {
  const fitting = wanted.filter((width) => width <= available)
  return fitting.length === wanted.length ? fitting : [...new Set([...fitting, available])]
}

const digestOf = (value: unknown) => createHash('sha1').update(JSON.stringify(value)).digest('hex').slice(0, 8)
