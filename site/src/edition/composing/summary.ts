import { addressOf, kindAddress } from '#schemas/addresses.ts'
import type { Article } from '#schemas/article.ts'
import type { Author } from '#schemas/author.ts'
import { dayOf, monthOf } from '#schemas/dates.ts'
import type { ContentDocument } from '#schemas/documents.ts'
import { genres } from '#schemas/genre.ts'
import type { Instant } from '#schemas/instant.ts'
import type { JobAnnouncement } from '#schemas/job-announcement.ts'
import { noticeHeadline, noticeSentences } from '#schemas/navnenyt/write.ts'
import type { Whereabouts } from '../../dependencies.ts'
import type { Byline, CompanyName, NoticeLine, StoryCard } from '../stories.ts'
import { Cutter } from './cutter.ts'
import { filled } from './filled.ts'
import { type Known, linksTo, linkTo, type Summary } from './known.ts'
import type { AddressedDocument } from './standing.ts'

/** What other pages show of a live document, and where it stands in lists. */
export type Summarized = { summary: Summary; whereabouts: Whereabouts }

/** The summary of a live document; `undefined` for those without a page of their own, and for a story without its section. */
export function summarized(document: ContentDocument, known: Known): Summarized | undefined {
  switch (document._type) {
    case 'article':
      return summarizedStory(document, known)
    case 'jobAnnouncement':
      return summarizedNotice(document, known)
    case 'author':
      return { summary: { type: 'author', card: byline(document, known) }, whereabouts: { type: 'author' } }
    case 'section':
      return { summary: named(document, document.title), whereabouts: { type: 'section', order: document.order } }
    case 'page': {
      const hideFromSearch = document.seo?.hideFromSearch ?? false
      return { summary: named(document, document.title), whereabouts: { type: 'page', hideFromSearch } }
    }
    case 'topic':
      return { summary: named(document, document.title), whereabouts: { type: 'topic' } }
    case 'company':
      return { summary: named(document, document.name), whereabouts: { type: 'company' } }
    default:
      return undefined
  }
}

function named(
  document: AddressedDocument & { _type: 'section' | 'company' | 'topic' | 'page' },
  title: string,
): Summary {
  return { type: document._type, card: { title, address: addressOf(document) } }
}

function summarizedStory(story: Article, known: Known): Summarized | undefined {
  const section = linkTo('section', story.section, known)
  if (!section) return undefined
  const authors = linksTo('author', story.authors, known)
  const addresses = (type: Summary['type'], references: Article['topics']) =>
    linksTo(type, references, known).map(({ address }) => address)
  const card: StoryCard = filled({
    id: story._id,
    address: addressOf(story),
    headline: story.headline,
    kicker: story.kicker,
    standfirst: story.standfirst,
    genre: genres[story.genre],
    section,
    authors,
    picture: new Cutter(known).cut(story.leadImage, 'card'),
    publishedAt: story.publishedAt,
    sponsoredBy: story.sponsoredBy,
  })
  const whereabouts: Whereabouts = {
    type: 'article',
    ...datesOf(story),
    changedAt: correctedAt(story) ?? story.publishedAt,
    section: section.address,
    topics: addresses('topic', story.topics),
    authors: authors.map(({ address }) => address),
    companies: addresses('company', story.companies),
    hideFromSearch: story.seo?.hideFromSearch ?? false,
  }
  return { summary: { type: 'article', card }, whereabouts }
}

function summarizedNotice(notice: JobAnnouncement, known: Known): Summarized {
  const company = companyOf(notice, known)
  const setting = filled({ companyName: company?.name })
  const kind = { title: notice.kind, address: kindAddress(notice.kind) }
  const card: NoticeLine = filled({
    id: notice._id,
    address: addressOf(notice),
    headline: noticeHeadline(notice, setting),
    kind,
    person: notice.person,
    company,
    sentences: noticeSentences(notice, setting),
    portrait: new Cutter(known).cut(notice.portrait, 'portrait'),
    publishedAt: notice.publishedAt,
  })
  const whereabouts: Whereabouts = {
    type: 'jobAnnouncement',
    ...datesOf(notice),
    changedAt: notice.publishedAt,
    kind: kind.address,
    company: company?.address,
    hideFromSearch: false,
  }
  return { summary: { type: 'jobAnnouncement', card }, whereabouts }
}

/** The company of a notice: its name as written there or else its own, and its page when it has one. */
function companyOf({ company, companyName }: JobAnnouncement, known: Known): CompanyName | undefined {
  const link = linkTo('company', company, known)
  const name = companyName ?? link?.title
  return name === undefined ? undefined : filled({ name, address: link?.address })
}

function byline(author: Author, known: Known): Byline {
  return filled({
    title: author.name,
    address: addressOf(author),
    role: author.role,
    portrait: new Cutter(known).cut(author.portrait, 'portrait'),
  })
}

/** When the story was last corrected, if that was after it was published: no story changed before it came. */
export function correctedAt({
  corrections,
  publishedAt,
}: Pick<Article, 'corrections' | 'publishedAt'>): Instant | undefined {
  const last = corrections
    .map(({ at }) => at)
    .sort()
    .at(-1)
  return last !== undefined && last > publishedAt ? last : undefined
}

function datesOf({ publishedAt, firstPublishedAt }: Pick<Article, 'publishedAt' | 'firstPublishedAt'>) {
  return {
    publishedAt,
    firstPublishedAt: firstPublishedAt ?? publishedAt,
    day: dayOf(publishedAt),
    month: monthOf(publishedAt),
  }
}
