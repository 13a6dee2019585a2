import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { PictureFile } from '#site'

/** How a picture file is named in the folder that keeps every picture ever encoded: as on the site, where equal names mean equal files. */
export function pictureName({ address }: Pick<PictureFile, 'address'>): string {
  return basename(address)
}

/** Those of the files that were never encoded. */
export function unmade(files: readonly PictureFile[], cache: string): PictureFile[] {
  return files.filter((file) => !existsSync(join(cache, pictureName(file))))
}
