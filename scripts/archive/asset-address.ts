import { obstacleInName } from './entry-name.ts'
import { limits } from './limits.ts'

/** What a `_sanityAsset` names: a file of the archive, or one on another server. */
export type AssetAddress =
  | { ok: true; place: 'archive'; type: AssetType; path: string }
  | { ok: true; place: 'elsewhere'; type: AssetType; url: string }
  | { ok: false; reason: string }

/** The two kinds of asset that Sanity has. */
export type AssetType = 'image' | 'file'

/**
 * Reads `image@file://./images/name.jpg`. An address on this machine that leads anywhere but into the archive is refused: it
 * would publish a file of whoever imports. The reason completes "names an asset that ".
 */
export function assetAddress(text: string): AssetAddress {
  const read = /^(image|file)@([a-z]+):\/\/(.*)$/s.exec(text)
  const [, type, scheme, rest = ''] = read ?? []
  if (type !== 'image' && type !== 'file')
    return { ok: false, reason: 'is no address such as image@file://./images/name.jpg' }
  if (scheme === 'http' || scheme === 'https') return { ok: true, place: 'elsewhere', type, url: `${scheme}://${rest}` }
  if (scheme !== 'file' || !rest.startsWith('./')) return { ok: false, reason: 'does not lie in the archive' }
  const path = decoded(rest.slice(2))
  if (path === undefined || obstacleInName(path, limits) !== undefined)
    return { ok: false, reason: 'leads out of the archive' }
  return {
    ok: true,
    place: 'archive',
    type,
    path: path
      .split('/')
      .filter((part) => part !== '' && part !== '.')
      .join('/'),
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // a percent sign that encodes nothing
  }
}
