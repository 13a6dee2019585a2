import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { StoredFile } from '../../assets/asset-folder.ts'
import { assetId, extensionOf, isAssetName, sizeOf } from '../../assets/asset-name.ts'
import { Darkroom } from '../../assets/darkroom.ts'
import { mostPixels } from '../../assets/limits.ts'
import type { RenditionCache } from '../../assets/rendition-cache.ts'
import { formatFor, type RenditionFormat } from '../../assets/renditions/format.ts'
import { isPlain, renditionOf } from '../../assets/renditions/rendition.ts'
import { readTransform, type Transform } from '../../assets/renditions/transform.ts'
import type { StoredDocument } from '../../lake.ts'
import { refusal } from '../refusals.ts'
import type { Env } from '../wire.ts'
import { asset, noAsset, unchanged } from './asset-answer.ts'
import { type AssetPlace, originalFilename } from './asset-place.ts'

type Pictures = AssetPlace & { renditions: RenditionCache }
type Asked = { name: string; document: StoredDocument; transform: Transform }

/** Raised when the making of renditions changes, so that no browser takes an old one for a new one. */
const making = 2

/** Images as they were uploaded, or made anew in the size, cut and format that the address asks for; for as long as they have a document. */
export function imageRoutes(pictures: Pictures): Hono<Env> {
  const { projectId, dataset, lake } = pictures
  const darkroom = new Darkroom(mostPixels)
  // Whatever follows the name is a name for people (`vanityName`).
  return new Hono<Env>().get(`/images/${projectId}/${dataset}/:name/:vanity?`, async (c) => {
    const name = c.req.param('name') ?? ''
    const [document] = isAssetName('image', name) ? lake.documents([assetId('image', name)]).documents : []
    if (!document) return noAsset()
    const read = readTransform(new URL(c.req.url).searchParams)
    if (!read.ok) return refusal(400, { type: 'imageRefused', description: read.sentence })
    const { transform } = read
    const format = formatFor(name, transform, formatsTaken(c.req.header('accept') ?? ''))
    const asked = { name, document, transform }
    if (!format || isAsStored(asked, format)) return stored(c, pictures, asked)
    return rendition(c, pictures, darkroom, asked, format)
  })
}

function formatsTaken(accept: string) {
  return { webp: accept.includes('image/webp'), avif: accept.includes('image/avif') }
}

function isAsStored({ name, transform }: Asked, format: RenditionFormat): boolean {
  return isPlain(transform) && !transform.frame && format === extensionOf(name)
}

async function stored(c: Context<Env>, { assets }: Pictures, { name, document }: Asked): Promise<Response> {
  const etag = `"${name}"`
  const file = await assets.file(name)
  if (!file) return noAsset()
  return unchanged(c, etag) ?? asset(c, { name, etag, file }, () => originalFilename(document))
}

const statuses = { missing: 404, damaged: 422, impossible: 400 }

async function rendition(
  c: Context<Env>,
  { assets, renditions }: Pictures,
  darkroom: Darkroom,
  { name, document, transform }: Asked,
  format: RenditionFormat,
): Promise<Response> {
  const { auto, fm, ...changes } = transform
  const recipe = `${making} ${name} ${format} ${JSON.stringify(changes)}`
  const etag = `"${createHash('sha1').update(recipe).digest('base64url')}"`
  const known = unchanged(c, etag)
  if (known) return known
  const { width, height } = sizeOf(name)
  const made = await renditions.rendition(recipe, () =>
    darkroom.with(width * height, async () => renditionOf(await assets.bytes(name), transform, format)),
  )
  if (!made.ok) return refusal(statuses[made.reason], { type: 'imageRefused', description: made.sentence })
  const extension = format === 'pjpg' ? 'jpg' : format
  const inFormat = (kept: string) => `${kept.replace(/\.[^.]*$/, '')}.${extension}`
  const answer = { name: inFormat(name), etag, file: inMemory(made.bytes), mimeType: made.mimeType }
  return asset(c, answer, () => inFormat(originalFilename(document) ?? name))
}

function inMemory(bytes: Uint8Array<ArrayBuffer>): StoredFile {
  return {
    size: bytes.byteLength,
    stream: (span) => new Blob([span ? bytes.subarray(span.first, span.last + 1) : bytes]).stream(),
  }
}
