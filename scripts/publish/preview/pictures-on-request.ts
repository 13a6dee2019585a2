import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PictureFile } from '#site'
import { pictureName, unmade } from '../pictures/cache.ts'
import { openDarkroom } from '../pictures/darkroom.ts'
import type { FetchOriginal } from '../reading/originals.ts'

/** Gives the bytes of an image file, which the press then finds made already; `undefined` when it cannot be made. */
export type PicturesOnRequest = (file: PictureFile) => Promise<Uint8Array<ArrayBuffer> | undefined>

/** Image files made as they are asked for, in the cache that the press shares. */
export function picturesOnRequest(cache: string, original: FetchOriginal): PicturesOnRequest & Disposable {
  const darkroom = openDarkroom(cache, 'now')
  const give = async (file: PictureFile) => {
    if (unmade([file], cache).length > 0) {
      const developed = await darkroom.develop(await original(file), [file])
      if (!developed.ok) return undefined
    }
    return new Uint8Array(await readFile(join(cache, pictureName(file))))
  }
  return Object.assign(give, { [Symbol.dispose]: () => darkroom[Symbol.dispose]() })
}
