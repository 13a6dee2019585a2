import { Hono } from 'hono'
import { assetId, isAssetName } from '../../assets/asset-name.ts'
import type { Env } from '../wire.ts'
import { asset, noAsset, unchanged } from './asset-answer.ts'
import { type AssetPlace, originalFilename } from './asset-place.ts'

/** Files as they were uploaded, for as long as they have a document. */
export function fileRoutes(place: AssetPlace): Hono<Env> {
  return new Hono<Env>().get(`/files/${place.projectId}/${place.dataset}/:name/:vanity?`, async (c) => {
    const name = c.req.param('name') ?? ''
    const [document] = isAssetName('file', name) ? place.lake.documents([assetId('file', name)]).documents : []
    if (!document) return noAsset()
    const etag = `"${name}"`
    const file = await place.assets.file(name)
    if (!file) return noAsset()
    return unchanged(c, etag) ?? asset(c, { name, etag, file }, () => originalFilename(document))
  })
}
