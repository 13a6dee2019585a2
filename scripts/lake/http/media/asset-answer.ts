import type { Context } from 'hono'
import { extensionOf } from '../../assets/asset-name.ts'
import { refusal } from '../refusals.ts'
import type { Env } from '../wire.ts'

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
  mp4: 'video/mp4',
}

/** Nothing that was uploaded may run as a page of the Studio's own origin. */
const sandbox = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/**
 * The bytes of an asset. Its name holds its hash, so it may be kept for ever. `dl` in the address makes it a download,
 * under the name that `dl` gives.
 */
export function asset(c: Context<Env>, name: string, bytes: Uint8Array<ArrayBuffer>, mimeType?: string): Response {
  const type = mimeType ?? shown[extensionOf(name)]
  const download = c.req.query('dl')
  const isSaved = download !== undefined || !type
  const saved = !download || download === 'true' ? name : download
  return new Response(bytes, {
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'same-site',
      vary: 'Accept',
      // A sandbox keeps browsers from showing a PDF at all, and a PDF has no way to the page around it.
      ...(type !== 'application/pdf' && { 'content-security-policy': sandbox }),
      ...(isSaved && { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(saved)}` }),
    },
  })
}

/** There is no such asset. */
export function noAsset(): Response {
  return refusal(404, { type: 'assetNotFound', description: 'There is no such asset' })
}
