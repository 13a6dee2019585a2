import type { Context } from 'hono'
import type { StoredFile } from '../../assets/asset-folder.ts'
import { extensionOf } from '../../assets/asset-name.ts'
import { refusal } from '../refusals.ts'
import type { Env } from '../wire.ts'
import { savedAs } from './saved-as.ts'
import { isKnown, wantedSpan } from './span.ts'

/** What a browser may show; everything else is handed over as bytes to save, whatever its sender called it. */
const shown: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  tiff: 'image/tiff',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
  webm: 'video/webm',
}

/** Nothing that was uploaded may run as a page of the Studio's own origin; what a drawing holds itself may be seen, and a film played. */
const sandbox =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src 'self'; sandbox"

/** What is answered: a file as it is stored, or an image made of one. */
export type AssetBytes = { name: string; etag: string; file: StoredFile; mimeType?: string }

/**
 * The bytes of an asset, or the part of them that is asked for. They never change under their address, so they may be kept for
 * ever. `dl` in the address makes it a download, under the name that `dl` gives or else the one that `ownName` finds.
 */
export function asset(
  c: Context<Env>,
  { name, etag, file, mimeType }: AssetBytes,
  ownName: () => string | undefined,
): Response {
  const type = mimeType ?? shown[extensionOf(name)]
  const download = c.req.query('dl')
  const isNamed = download !== undefined && download !== '' && download !== 'true'
  const headers = {
    ...kept(etag),
    'content-type': type ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    // A sandbox keeps browsers from showing a PDF at all, and a PDF has no way to the page around it.
    ...(type !== 'application/pdf' && { 'content-security-policy': sandbox }),
    ...((download !== undefined || !type) && {
      'content-disposition': savedAs(isNamed ? download : (ownName() ?? name)),
    }),
  }
  return part(c, headers, etag, file)
}

function part(c: Context<Env>, headers: Record<string, string>, etag: string, file: StoredFile): Response {
  const { size } = file
  const known = c.req.header('if-range')
  const range = known === undefined || known === etag ? c.req.header('range') : undefined
  const span = wantedSpan(range, size)
  if (span === 'beyond') return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const isHead = c.req.method === 'HEAD'
  if (span === 'all') {
    return new Response(isHead ? null : file.stream(), { headers: { ...headers, 'content-length': String(size) } })
  }
  const { first, last } = span
  return new Response(isHead ? null : file.stream(span), {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(last - first + 1),
      'content-range': `bytes ${first}-${last}/${size}`,
    },
  })
}

function kept(etag: string) {
  return {
    etag,
    'cache-control': 'public, max-age=31536000, immutable',
    'cross-origin-resource-policy': 'same-site',
    vary: 'Accept',
  }
}

/** Tells a sender that it has the bytes already, or undefined when it has not. */
export function unchanged(c: Context<Env>, etag: string): Response | undefined {
  if (!isKnown(c.req.header('if-none-match'), etag)) return undefined
  return new Response(null, { status: 304, headers: kept(etag) })
}

/** There is no such asset. */
export function noAsset(): Response {
  return refusal(404, { type: 'assetNotFound', description: 'There is no such asset' })
}
