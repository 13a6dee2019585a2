import { navnenytMonthAddress, placeAt, sectionMonthAddress } from '#schemas/addresses.ts'
import type { Instant } from '#schemas/instant.ts'
import {
  companyNotices,
  feedFiles,
  feedOf,
  frontNotices,
  noticeDays,
  pagesSitemap,
  sectionsList,
  shown,
  sitemapOf,
  standingPagesList,
  storyDays,
} from './edition/lists.ts'

/** A place in a list: lists run from the largest `at` to the smallest, then from the largest id. */
export type Entry = { list: string; at: string }

type Dated = {
  publishedAt: Instant
  firstPublishedAt: Instant
  /** When readers last got something new. */
  changedAt: Instant
  /** The Danish day and month of `publishedAt`. */
  day: string
  month: { year: string; month: string }
  hideFromSearch: boolean
}

/** What decides where a document shows; every other document is named by its address. */
export type Whereabouts =
  | (Dated & { type: 'article'; section: string; topics: string[]; authors: string[]; companies: string[] })
  | (Dated & { type: 'jobAnnouncement'; kind: string; company: string | undefined })
  | { type: 'section'; order: number }
  | { type: 'page'; hideFromSearch: boolean }
  | { type: 'author' | 'company' | 'topic' }

/** Every list that a live document stands in, and so every page and feed that shows it in one. */
export function entriesOf(document: Whereabouts): Entry[] {
  switch (document.type) {
    case 'article':
      return storyEntries(document)
    case 'jobAnnouncement':
      return noticeEntries(document)
    case 'section':
      return [{ list: sectionsList, at: String(document.order) }, inPagesSitemap]
    case 'page':
      return [{ list: standingPagesList, at: '' }, ...(document.hideFromSearch ? [] : [inPagesSitemap])]
    default:
      return [inPagesSitemap]
  }
}

const inPagesSitemap: Entry = { list: pagesSitemap, at: '' }

function storyEntries(story: Extract<Whereabouts, { type: 'article' }>): Entry[] {
  const { section, topics, authors, companies, month, day } = story
  const pages = ['/', section, ...topics, ...authors, ...companies]
  const archive = sectionMonthAddress(section.slice(1, -1), month.year, month.month)
  return [
    ...[...pages, archive].map((list) => ({ list, at: story.publishedAt })),
    ...pages.map((page) => ({ list: feedOf(page), at: story.firstPublishedAt })),
    { list: storyDays, at: day },
    ...sitemapEntries(story),
  ]
}

function noticeEntries(notice: Extract<Whereabouts, { type: 'jobAnnouncement' }>): Entry[] {
  const { kind, company, month, day } = notice
  const lists = ['/navnenyt/', frontNotices, kind, navnenytMonthAddress(month.year, month.month)]
  const feeds = ['/navnenyt/', kind]
  return [
    ...[...lists, ...(company === undefined ? [] : [companyNotices(company)])].map((list) => ({
      list,
      at: notice.publishedAt,
    })),
    ...[...feeds, ...(company === undefined ? [] : [company])].map((page) => ({
      list: feedOf(page),
      at: notice.firstPublishedAt,
    })),
    { list: noticeDays, at: `${day} ${notice.publishedAt}` },
    ...sitemapEntries(notice),
  ]
}

function sitemapEntries({ hideFromSearch, month, changedAt }: Dated): Entry[] {
  return hideFromSearch ? [] : [{ list: sitemapOf(month), at: changedAt }]
}

/** What a list stands on: the pages or files that show it, and how many of its newest entries they show. */
export type Shelf = { addresses: string[]; reach: number; reason: string }

/**
 * Where a list is shown; `undefined` for lists that stand on no page. `pinned` is how many stories the desk has fixed on the
 * front, which leave room for as many more below.
 */
export function shelfOf(list: string, pinned: number): Shelf | undefined {
  if (list.startsWith('#')) return undefined
  if (list.startsWith('/sitemap/'))
    return { addresses: [list], reach: Number.POSITIVE_INFINITY, reason: 'sitemap of its month' }
  const [page = '', second] = list.replace(/rss\.xml$/, '').split('#')
  const { name, reach } = pageOf(page)
  if (list.endsWith('rss.xml')) return { addresses: feedFiles(page), reach: shown.feed, reason: `feed of ${name}` }
  if (list === '/') return { addresses: ['/'], reach: reach + 1 + pinned, reason: name }
  if (list === frontNotices) return { addresses: ['/'], reach: shown.frontNotices, reason: `notices on ${name}` }
  return { addresses: [page], reach, reason: second === undefined ? name : `notices on ${name}` }
}

const documentPages = {
  article: 'the story',
  jobAnnouncement: 'the notice',
  author: 'the page of its author',
  company: 'the page of a company in it',
  topic: 'the page of its topic',
}

function pageOf(address: string): { name: string; reach: number } {
  const place = placeAt(address)
  switch (place?.place) {
    case 'front':
      return { name: 'the front', reach: shown.front }
    case 'section-or-page':
      return { name: 'the front of its section', reach: shown.fronts }
    case 'navnenyt':
      return { name: 'the front of navnenyt', reach: shown.fronts }
    case 'section-month':
    case 'navnenyt-month':
      return { name: 'the archive of its month', reach: Number.POSITIVE_INFINITY }
    case 'kind':
      return { name: 'the page of its kind', reach: shown.others }
    case 'document':
      return { name: documentPages[place.type], reach: shown.others }
    default:
      return { name: address, reach: Number.POSITIVE_INFINITY }
  }
}
