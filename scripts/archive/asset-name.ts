import type { AssetType } from './asset-address.ts'

/**
 * Exports name assets by their hash. Sanity cleans drawings of scripts after it has named them; their bytes are then told by
 * the list of assets alone.
 */
export function isAsNamed(name: string, type: AssetType, sha1: string, told: ReadonlySet<string>): boolean {
  const hash = /([0-9a-f]{40})(-\d+x\d+|-[a-z0-9]+)?\.[a-z0-9]+$/.exec(name)?.[1]
  return hash === undefined || hash === sha1 || (name.endsWith('.svg') && told.has(`${type}-${sha1}`))
}
