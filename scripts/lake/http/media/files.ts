import { Hono } from 'hono'
import type { AssetFolder } from '../../assets/asset-folder.ts'
import { isAssetName } from '../../assets/asset-name.ts'
import type { Env } from '../wire.ts'
import { asset, noAsset } from './asset-answer.ts'

/** Files as they were uploaded. */
export function fileRoutes(place: { assets: AssetFolder; projectId: string; dataset: string }): Hono<Env> {
  return new Hono<Env>().get(`/files/${place.projectId}/${place.dataset}/:name/:vanity?`, async (c) => {
    const name = c.req.param('name') ?? ''
    const bytes = isAssetName('file', name) ? await place.assets.bytes(name) : undefined
    return bytes ? asset(c, name, bytes) : noAsset()
  })
}
