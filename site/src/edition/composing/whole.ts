import type { ContentDocument } from '#schemas/documents.ts'
import type { PictureFile } from '../../pictures.ts'
import { noticePart } from '../parts/notice.ts'
import { frontPart, settingsPart, standingPagePart } from '../parts/paper.ts'
import { authorPart, companyPart, sectionPart, topicPart } from '../parts/profile.ts'
import { storyPart } from '../parts/story.ts'
import type { Workshop } from '../parts/workshop.ts'
import type { FeedItem } from '../stories.ts'
import { Cutter } from './cutter.ts'
import type { Known } from './known.ts'

/** A live document made ready for readers: its part of its page, its item in feeds, and the image files that it shows. */
export type Whole = { part: object | undefined; item: FeedItem | undefined; files: PictureFile[] }

/** Makes a live document ready for readers. `absolute` makes a whole address from one of this site's. */
export function wholeOf(document: ContentDocument, known: Known, absolute: (address: string) => string): Whole {
  const cutter = new Cutter(known)
  const made: { part: object; item?: FeedItem } | undefined = madeFrom(document, { known, cutter, absolute })
  return { part: made?.part, item: made?.item, files: cutter.files }
}

function madeFrom(document: ContentDocument, shop: Workshop): { part: object; item?: FeedItem } | undefined {
  switch (document._type) {
    case 'article':
      return storyPart(document, shop)
    case 'jobAnnouncement':
      return noticePart(document, shop)
    case 'author':
      return { part: authorPart(document, shop) }
    case 'company':
      return { part: companyPart(document, shop) }
    case 'section':
      return { part: sectionPart(document) }
    case 'topic':
      return { part: topicPart(document) }
    case 'page':
      return { part: standingPagePart(document, shop) }
    case 'frontPage':
      return { part: frontPart(document, shop) }
    case 'siteSettings':
      return { part: settingsPart(document) }
  }
}
