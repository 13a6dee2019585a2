import type { Figure } from '#schemas/image.ts'
import type { Seo as StoredSeo } from '#schemas/seo.ts'
import type { Seo } from '../stories.ts'
import type { Cutter } from './cutter.ts'
import { filled } from './filled.ts'

type Itself = { title: string; description: string; image?: Figure | undefined }

/** What search engines and those who share a page are told: what the editor wrote for them, or else what the page says itself. */
export function seoOf(stored: StoredSeo | undefined, itself: Itself, cutter: Cutter): Seo {
  return filled({
    title: stored?.title ?? itself.title,
    description: stored?.description ?? oneLine(itself.description),
    picture: cutter.cut(stored?.image, 'share') ?? cutter.cut(itself.image, 'share'),
    hideFromSearch: stored?.hideFromSearch ?? false,
  })
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
