import type { Sharp } from 'sharp'
import { extensionOf } from '../asset-name.ts'
import { background } from './color.ts'
import type { Pace } from './frames.ts'
import type { Transform } from './transform.ts'

/** What an image can be answered in; `pjpg` is a JPEG that comes coarse first. */
export type RenditionFormat = NonNullable<Transform['fm']>

type Accepted = { webp: boolean; avif: boolean }

const mimeTypes: Record<RenditionFormat, string> = {
  jpg: 'image/jpeg',
  pjpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
}

/** The longest side that each can have. */
const longestSides: Record<RenditionFormat, number> = {
  jpg: 65_535,
  pjpg: 65_535,
  png: 100_000,
  webp: 16_383,
  avif: 16_384,
  gif: 65_535,
}

/** The content type of a format. */
export function mimeTypeOf(format: RenditionFormat): string {
  return mimeTypes[format]
}

/** The longest side, in pixels, that a format can have. */
export function longestSideOf(format: RenditionFormat): number {
  return longestSides[format]
}

/** Whether a format can show several frames one after the other. */
export function canMove(format: RenditionFormat): boolean {
  return format === 'gif' || format === 'webp'
}

/** Whether nothing can shine through in a format. */
export function isOpaqueFormat(format: RenditionFormat): boolean {
  return format === 'jpg' || format === 'pjpg'
}

/**
 * The format an image is answered in: the one asked for, WebP where `auto=format` may choose it, else its own. AVIF is never chosen
 * for someone: it takes several times as long to make. Undefined for drawings, which pass as they are unless a format is asked for,
 * as with Sanity: they have every size already.
 */
export function formatFor(name: string, { fm, auto }: Transform, takes: Accepted): RenditionFormat | undefined {
  if (fm) return fm
  const own = extensionOf(name)
  if (own === 'svg') return undefined
  if (auto && own === 'avif' && takes.avif) return 'avif'
  if (auto && takes.webp) return 'webp'
  const isUnreadable = auto && (own === 'webp' || own === 'avif')
  return !isUnreadable && (own === 'png' || own === 'webp' || own === 'gif' || own === 'avif') ? own : 'jpg'
}

/** The image in a format, in the quality (1–100) that the transform asks for or else Sanity's 75. */
export function encoded(
  image: Sharp,
  { q, bg }: Transform,
  format: RenditionFormat,
  { frames, pace }: { frames: number; pace: Pace },
): Sharp {
  const motion = frames > 1 ? pace : {}
  const quality = Math.max(1, Math.round(q ?? 75))
  const laid = isOpaqueFormat(format) || bg ? image.flatten({ background: background(bg, true) }) : image
  switch (format) {
    case 'jpg':
    case 'pjpg':
      return laid.jpeg({ quality, progressive: format === 'pjpg' })
    case 'png':
      return laid.png()
    case 'webp':
      return laid.webp({ quality, ...motion })
    case 'gif':
      return laid.gif(motion)
    case 'avif':
      // On AVIF's own scale 50 looks as 75 does on JPEG's; the swiftest effort that is still smaller than WebP.
      return laid.avif({ quality: Math.max(1, Math.round((q ?? 75) / 1.5)), effort: 2 })
  }
}
