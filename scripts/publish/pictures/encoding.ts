import sharp, { type Sharp } from 'sharp'
import type { PictureFile } from '#site'

/** What sharp gives: red, green, blue and perhaps alpha bytes in a row, or gray ones. */
type Pixels = { data: Buffer; info: { width: number; height: number; channels: 1 | 2 | 3 | 4 } }

/** Larger images than any camera takes are not decoded; the embedded lake refuses them already when they are uploaded. */
const mostPixels = 100_000_000

/** Pixels across: what all sizes of a cut are made from, so that an original of any size is decoded once and then let go of. */
const widestProof = 2560

/** Pixels: the longest side that a drawing is drawn with before it is cut. */
const longestDrawn = 2 * widestProof

/** Pixels for an inch at which an SVG has the size that it says; and the most that sharp takes. */
const [ownDensity, mostDensity] = [72, 100_000]

// AVIF comes to other bytes when several threads share the encoding of one image, and sharp counts the machine's processors.
sharp.concurrency(1)
sharp.cache(false)

/** Files of one cut of one original, which differ in size and format alone. */
export type SameCut = readonly [PictureFile, ...PictureFile[]]

/** Files put together by cut. */
export function byCut(files: readonly PictureFile[]): SameCut[] {
  const cuts = Map.groupBy(files, ({ assetId, rect }) => JSON.stringify([assetId, rect ?? null]))
  return [...cuts.values()].flatMap(([first, ...others]): SameCut[] => (first ? [[first, ...others]] : []))
}

/**
 * The cut that files are made from: upright, in sRGB with eight bits a channel, and no wider than any of them needs. It depends
 * on the original and the cut alone, so a size has the same bytes whichever others are made beside it.
 * Of an animation it is the first frame: a newspaper's pictures stand still.
 * @throws when the original cannot be decoded
 */
export async function proofOf(original: Buffer, file: PictureFile): Promise<Pixels> {
  const { format, autoOrient } = await sharp(original, { limitInputPixels: false }).metadata()
  if (format === 'svg') return seenWhole(await drawnCut(original, file, autoOrient.width))
  const { of, rect } = file
  const upright = sharp(original, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).autoOrient()
  const cut = rect ? upright.extract(rect) : upright
  const { width, height } = rect ?? of
  const isWide = width > widestProof
  const size = [widestProof, Math.max(1, Math.round((widestProof * height) / width))] as const
  return seenWhole(await pixelsOf(isWide ? cut.resize(...size, { fit: 'fill' }) : cut))
}

/** A cut of a drawing: drawn as large as the cut shall be, and stretched by the pixel that its density may have missed. */
async function drawnCut(drawing: Buffer, { of, rect }: PictureFile, ownWidth: number): Promise<Pixels> {
  const kept = rect ?? { left: 0, top: 0, ...of }
  const scale = Math.min(widestProof / kept.width, longestDrawn / Math.max(of.width, of.height))
  const at = (length: number) => Math.max(1, Math.round(length * scale))
  const density = Math.min(mostDensity, Math.max(1, (ownDensity * scale * of.width) / ownWidth))
  const drawn = sharp(drawing, { density, limitInputPixels: mostPixels, failOn: 'error' })
  const { data, info } = await pixelsOf(drawn.resize(at(of.width), at(of.height), { fit: 'fill' }))
  const [left, top] = [Math.round(kept.left * scale), Math.round(kept.top * scale)]
  const [width, height] = [Math.min(at(kept.width), info.width - left), Math.min(at(kept.height), info.height - top)]
  return pixelsOf(sharp(data, { raw: info, limitInputPixels: false }).extract({ left, top, width, height }))
}

function pixelsOf(image: Sharp): Promise<Pixels> {
  return image.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
}

/** One file's bytes, made from its cut's proof; equal files have equal bytes on every machine with the same sharp. */
export async function encoded({ data, info }: Pixels, { width, height, format }: PictureFile): Promise<Buffer> {
  const sized = sharp(data, { raw: info, limitInputPixels: false }).resize(width, height, { fit: 'fill' })
  switch (format) {
    case 'avif':
      return sized.avif({ quality: 50, effort: 1 }).toBuffer()
    case 'webp':
      return sized.webp({ quality: 78, effort: 4 }).toBuffer()
    case 'jpeg':
      return sized.flatten({ background: '#ffffff' }).jpeg({ quality: 80, progressive: true }).toBuffer()
  }
}

/** Without an alpha channel that hides nothing: it would only make files larger. */
async function seenWhole({ data, info }: Pixels): Promise<Pixels> {
  const { channels } = info
  if (channels === 1 || channels === 3) return { data, info }
  for (let at = channels - 1; at < data.length; at += channels) if (data[at] !== 255) return { data, info }
  const raw = sharp(data, { raw: info, limitInputPixels: false }).removeAlpha().raw()
  return raw.toBuffer({ resolveWithObject: true })
}
