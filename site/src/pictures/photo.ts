import { attributes } from '../body/html.ts'
import type { Picture } from '../edition/stories.ts'

/** How a picture stands on a page. */
export type Standing = {
  /** How wide it stands, for the browser's choice of file. */
  sizes: string
  /** The page's first picture is fetched at once; the others when they come near. */
  isFirst?: boolean
  /** A picture that only repeats what stands beside it is silent to screen readers. */
  isDecorative?: boolean
}

/**
 * A picture as HTML: in AVIF or WebP as the browser likes, with its place reserved, and a blur in that place until the picture has come.
 * The blur is an image of its own that lies behind, since the content security policy lets no style stand in a page.
 */
export function photoHtml(picture: Picture, { sizes, isFirst = false, isDecorative = false }: Standing): string {
  const { src, srcset, avif, width, height, placeholder } = picture
  const arrival = isFirst ? { fetchpriority: 'high' } : { loading: 'lazy', decoding: 'async' }
  const alt = isDecorative ? '' : picture.alt
  const image = `<img${attributes({ src, srcset, sizes, width, height, alt, ...arrival })}>`
  const source = avif === undefined ? '' : `<source${attributes({ type: 'image/avif', srcset: avif, sizes })}>`
  const soon = placeholder === undefined ? '' : `<img${attributes({ class: 'photo-soon', src: placeholder, alt: '' })}>`
  return `<span class="photo">${soon}<picture>${source}${image}</picture></span>`
}
