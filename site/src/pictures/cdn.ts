import { createImageUrlBuilder } from '@sanity/image-url'
import type { ImageAsset } from '#schemas/image.ts'
import type { Rect } from './cut.ts'

/** What is asked of an image service. */
type Wanted = { rect?: Rect; width: number; height: number; format: 'avif' | 'webp' | 'jpeg' }

/**
 * The address at which the lake that keeps an image makes it on request, at Sanity's CDN or at a lake of one's own
 * (https://www.sanity.io/docs/apis-and-sdks/image-urls): in the best format that the browser takes, unless it shall be a JPEG.
 */
export function cdnAddress(asset: ImageAsset, { rect, width, height, format }: Wanted): string {
  const { origin, pathname } = new URL(asset.url)
  const [, , projectId = '', dataset = ''] = pathname.split('/')
  const builder = createImageUrlBuilder({ projectId, dataset, baseUrl: origin }).image(asset._id)
  const cut = rect ? builder.rect(rect.left, rect.top, rect.width, rect.height) : builder
  const sized = cut.width(width).height(height).fit('crop').quality(75)
  return (format === 'jpeg' ? sized.format('jpg') : sized.auto('format')).url()
}
