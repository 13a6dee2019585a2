import { describe, expect, test } from 'vitest'
import type { Picture } from '../../site/src/edition/stories.ts'
import { photoHtml } from '../../site/src/pictures/photo.ts'

const picture: Picture = {
  ...{ src: '/billeder/a-960.webp', srcset: '/billeder/a-400.webp 400w, /billeder/a-960.webp 960w' },
  ...{ avif: '/billeder/a-400.avif 400w', width: 960, height: 540, alt: 'En kran & et »skib«' },
}

describe('a picture on a page', () => {
  test('comes when it is near, with its place reserved and its words escaped', () => {
    expect(photoHtml(picture, { sizes: '50vw' })).toBe(
      '<span class="photo"><picture><source type="image/avif" srcset="/billeder/a-400.avif 400w" sizes="50vw"><img src="/billeder/a-960.webp" srcset="/billeder/a-400.webp 400w, /billeder/a-960.webp 960w" sizes="50vw" width="960" height="540" alt="En kran &amp; et »skib«" loading="lazy" decoding="async"></picture></span>',
    )
  })

  test('comes at once when it is the page’s first', () => {
    const html = photoHtml(picture, { sizes: '50vw', isFirst: true })
    expect(html).toContain('fetchpriority="high"')
    expect(html).not.toMatch(/loading|decoding/)
  })

  test('is silent where it only repeats the words beside it', () => {
    expect(photoHtml(picture, { sizes: '50vw', isDecorative: true })).toContain('alt=""')
  })

  test('has a blur behind it until it has come, silent and without a style', () => {
    const html = photoHtml({ ...picture, placeholder: 'data:image/png;base64,AA==' }, { sizes: '50vw' })
    expect(html).toContain('<img class="photo-soon" src="data:image/png;base64,AA==" alt=""><picture>')
    expect(html).not.toContain('style')
  })
})
