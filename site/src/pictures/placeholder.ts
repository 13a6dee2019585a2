import type { ImageAsset } from '#schemas/image.ts'
import { type Colors, colorAt, colorsIn } from './blur-hash.ts'
import type { Rect, Size } from './cut.ts'
import { pngOf } from './png.ts'

/** Pixels along the longer side: as many as a BlurHash has waves, so that more would show nothing more. */
const longest = 4

/**
 * What stands in a picture's place until it has come: the same cut in some dozen pixels, which the browser draws out to a blur; a PNG
 * as a `data:` address of some 170 characters. `undefined` for an image that one can see through, and for one whose colors nobody knows.
 */
export function placeholderOf({ metadata }: ImageAsset, size: Size, rect: Rect): string | undefined {
  const { blurHash, hasAlpha, isOpaque } = metadata
  const isSeenThrough = isOpaque === false || (hasAlpha === true && isOpaque === undefined)
  const colors = blurHash === undefined || isSeenThrough ? undefined : colorsIn(blurHash)
  return colors && `data:image/png;base64,${pngOf(fewPixels(colors, size, rect)).toString('base64')}`
}

function fewPixels(colors: Colors, size: Size, rect: Rect) {
  const scale = longest / Math.max(rect.width, rect.height)
  const width = Math.max(1, Math.round(rect.width * scale))
  const height = Math.max(1, Math.round(rect.height * scale))
  const bytes = Array.from({ length: width * height }, (_, at) => {
    const x = (rect.left + ((at % width) + 0.5) * (rect.width / width)) / size.width
    const y = (rect.top + (Math.floor(at / width) + 0.5) * (rect.height / height)) / size.height
    return colorAt(colors, x, y)
  })
  return { width, height, bytes: Uint8Array.from(bytes.flat()) }
}
