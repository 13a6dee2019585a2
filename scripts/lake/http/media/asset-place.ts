import type { AssetFolder } from '../../assets/asset-folder.ts'
import type { Lake, StoredDocument } from '../../lake.ts'

/** Where assets are: their documents in the lake, their bytes in a folder, and the addresses they have. */
export type AssetPlace = { lake: Pick<Lake, 'documents'>; assets: AssetFolder; projectId: string; dataset: string }

/** The name that an asset came with. */
export function originalFilename({ originalFilename: name }: StoredDocument): string | undefined {
  return typeof name === 'string' && name !== '' ? name : undefined
}
