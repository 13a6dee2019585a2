import type { JobAnnouncement } from '#schemas/job-announcement.ts'
import { noticeItem } from '../composing/feed-item.ts'
import { filled } from '../composing/filled.ts'
import { seoOf } from '../composing/seo.ts'
import type { FeedItem, Notice, NoticeFacts } from '../stories.ts'
import type { Workshop } from './workshop.ts'

/** A notice's page, but for the others that lists bring to it. */
export type NoticePart = Omit<Notice, 'moreFromCompany'>

/** A live notice's page and its item in feeds. */
export function noticePart(notice: JobAnnouncement, shop: Workshop): { part: NoticePart; item: FeedItem } | undefined {
  const { known, cutter, absolute } = shop
  const summary = known.summary(notice._id)
  if (summary?.type !== 'jobAnnouncement') return undefined
  cutter.cut(notice.portrait, 'portrait')
  const { headline: title, sentences } = summary.card
  const part: NoticePart = {
    ...summary.card,
    facts: factsOf(notice),
    firstPublishedAt: notice.firstPublishedAt ?? notice.publishedAt,
    seo: seoOf(undefined, { title, description: sentences.join(' '), image: notice.portrait }, cutter),
  }
  return { part, item: noticeItem(part, absolute) }
}

function factsOf(notice: JobAnnouncement): NoticeFacts {
  const { age, role, location, startDate, focus, previousRole, previousCompany, education, institution, previously } =
    notice
  return filled({
    age,
    role,
    location,
    startDate,
    focus,
    previousRole,
    previousCompany,
    education,
    institution,
    previously,
  })
}
