import { type Context, Hono } from 'hono'
import type { AssetFolder } from '../../assets/asset-folder.ts'
import { extensionOf, isAssetName } from '../../assets/asset-name.ts'
import { formatFor, isPlain, renditionOf } from '../../assets/rendition.ts'
import type { RenditionCache } from '../../assets/rendition-cache.ts'
import { readTransform, type Transform } from '../../assets/transform.ts'
import { refusal } from '../refusals.ts'
import type { Env } from '../wire.ts'
import { asset, noAsset } from './asset-answer.ts'

type Pictures = { assets: AssetFolder; renditions: RenditionCache; projectId: string; dataset: string }

/** Images as they were uploaded, or made anew in the size, cut and format that the address asks for. */
export function imageRoutes(pictures: Pictures): Hono<Env> {
  const { projectId, dataset } = pictures
  // Whatever follows the name is a name for people (`vanityName`).
  return new Hono<Env>().get(`/images/${projectId}/${dataset}/:name/:vanity?`, async (c) => {
    const name = c.req.param('name') ?? ''
    if (!isAssetName('image', name)) return noAsset()
    const read = readTransform(new URL(c.req.url).searchParams)
    if (!read.ok) return refusal(400, { type: 'imageRefused', description: read.sentence })
    return imageFor(c, pictures, name, read.transform)
  })
}

const statuses = { missing: 404, damaged: 422, impossible: 400 }

async function imageFor(c: Context<Env>, { assets, renditions }: Pictures, name: string, transform: Transform) {
  const format = formatFor(name, transform, c.req.header('accept')?.includes('image/webp') ?? false)
  if (!format || (isPlain(transform) && format === extensionOf(name))) {
    const stored = await assets.bytes(name)
    return stored ? asset(c, name, stored) : noAsset()
  }
  const { auto, fm, ...changes } = transform
  const rendition = await renditions.rendition(`${name} ${format} ${JSON.stringify(changes)}`, async () =>
    renditionOf(await assets.bytes(name), transform, format),
  )
  if (!rendition.ok)
    return refusal(statuses[rendition.reason], { type: 'imageRefused', description: rendition.sentence })
  return asset(c, `${name.slice(0, name.lastIndexOf('.'))}.${format}`, rendition.bytes, rendition.mimeType)
}
