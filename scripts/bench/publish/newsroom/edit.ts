import type { SanityClient } from '@sanity/client'
import {
  addressOfSlug,
  feedAddress,
  feedNames,
  frontAddress,
  kindAddress,
  navnenytAddress,
  navnenytMonthAddress,
  sectionMonthAddress,
} from '#schemas/addresses.ts'
import { monthOf } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'
import { fileOf } from '#site'
import type { Story } from '../../archive/archive.ts'
import { scattered } from '../../archive/chance.ts'
import type { Newspaper } from '../../archive/newspaper.ts'
import { pointerTo } from '../../archive/pointers.ts'
import type { Awaited } from '../press/site-files.ts'
import type { AddressOf } from './addresses-of.ts'

/** A change that an editor publishes: how it is sent, and what readers then see of it. */
export type Edit = {
  /** What must be written before, which readers do not see. */
  prepare?: () => Promise<unknown>
  /** What must be published before. */
  after?: Edit
  /** Resolves when the lake has acknowledged the change. */
  send: () => Promise<unknown>
  /** The page of the document, and the pages that list it, except months. */
  pages: [Awaited, ...Awaited[]]
  /** The archive of its month. */
  archive: Awaited[]
  feeds: Awaited[]
  /** The sitemap of its month. */
  sitemap: Awaited[]
}

/** What edits are made of: no two turns edit the same. */
export type Desk = { client: SanityClient; paper: Newspaper; addressOf: AddressOf; now: () => Instant }

/** The edits of a desk, each kind by the number of the turn. */
export function editsOf(desk: Desk) {
  return {
    newArticle: (turn: number) => newArticle(desk, turn),
    fromStudio: (turn: number) => fromStudio(desk, turn),
    newNotice: (turn: number) => newNotice(desk, turn),
    oldArticle: (turn: number) => oldArticle(desk, turn),
    unpublishing: (turn: number) => unpublishing(desk, turn),
  }
}

/** An article that was never there, of this minute. */
function newArticle({ client, paper, addressOf, now }: Desk, turn: number): Edit {
  const publishedAt = now()
  const article = { ...paper.article(paper.articles + turn), publishedAt, firstPublishedAt: publishedAt }
  return { send: () => client.createOrReplace<object>(article), ...placesOf(article, addressOf) }
}

type Places = Pick<Edit, 'pages' | 'archive' | 'feeds' | 'sitemap'>

/** Where a story shows that is the newest of all. */
function placesOf(story: Story, addressOf: AddressOf): Places {
  const section = addressOf(story.section)
  const fronts = [frontAddress, section, ...[...story.topics, ...story.authors, ...story.companies].map(addressOf)]
  const { year, month } = monthOf(story.publishedAt)
  const archive = sectionMonthAddress(section.slice(1, -1), year, month)
  const page = addressOfSlug('article', story.slug.current)
  return {
    pages: [named(page, page), ...fronts.map((address) => named(address, page))],
    archive: [named(archive, page)],
    feeds: feedsOf(fronts, page),
    sitemap: [named(`/sitemap/${year}-${month}.xml`, page)],
  }
}

const named = (address: string, words: string): Awaited => ({ file: fileOf(address), words })

function feedsOf(pages: readonly string[], words: string): Awaited[] {
  return pages.flatMap((page) => feedNames.map((name) => named(feedAddress(page, name), words)))
}

/** A new article that waits as a draft, published by the two requests that the Studio then sends: the stamps, and Publicér. */
function fromStudio(desk: Desk, turn: number): Edit {
  const { client, paper, addressOf, now } = desk
  const { publishedAt: _, firstPublishedAt: __, ...draft } = paper.article(paper.articles + turn)
  const publishedAt = now()
  const of = { publishedId: draft._id, draftId: `drafts.${draft._id}` }
  const set = { publishedAt, firstPublishedAt: publishedAt, earlierSlugs: [] }
  return {
    prepare: () => client.createOrReplace<object>({ ...draft, _id: of.draftId }),
    async send() {
      await client.action({ actionType: 'sanity.action.document.edit', ...of, patch: { set } })
      await client.action({ actionType: 'sanity.action.document.publish', ...of })
    },
    ...placesOf({ ...draft, ...set }, addressOf),
  }
}

/** A notice that was never there, of this minute, by a company with a page of its own. */
function newNotice({ client, paper, addressOf, now }: Desk, turn: number): Edit {
  const publishedAt = now()
  const company = pointerTo('company', scattered(turn + 1) % paper.around.companies)
  const notice = { ...paper.notice(paper.notices + turn), company, publishedAt, firstPublishedAt: publishedAt }
  const page = addressOfSlug('jobAnnouncement', notice.slug.current)
  const { year, month } = monthOf(publishedAt)
  const fronts = [navnenytAddress, kindAddress(notice.kind), addressOf(company)]
  return {
    send: () => client.createOrReplace<object>(notice),
    pages: [named(page, page), ...[frontAddress, ...fronts].map((address) => named(address, page))],
    archive: [named(navnenytMonthAddress(year, month), page)],
    feeds: feedsOf(fronts, page),
    sitemap: [named(`/sitemap/${year}-${month}.xml`, page)],
  }
}

/** A new headline for an article from somewhere in the archive, whose month lists it. */
function oldArticle({ client, paper, addressOf }: Desk, turn: number): Edit {
  const { _id, headline, slug, section, publishedAt } = paper.article(scattered(turn + 1) % paper.articles)
  const words = `${headline} rettet ${turn}`
  const { year, month } = monthOf(publishedAt)
  const archive = sectionMonthAddress(addressOf(section).slice(1, -1), year, month)
  return {
    send: () => client.patch(_id).set({ headline: words }).commit(),
    pages: [named(addressOfSlug('article', slug.current), words)],
    archive: [named(archive, words)],
    ...{ feeds: [], sitemap: [] },
  }
}

/** An article of this minute that is taken down again. */
function unpublishing(desk: Desk, turn: number): Edit {
  const after = newArticle(desk, turn)
  const [page, ...lists] = after.pages
  const { archive, feeds, sitemap } = after
  const { _id } = desk.paper.article(desk.paper.articles + turn)
  return {
    after,
    send: () => desk.client.delete(_id),
    pages: [without(page), ...lists.map(without)],
    archive: archive.map(without),
    feeds: feeds.map(without),
    sitemap: sitemap.map(without),
  }
}

const without = (awaited: Awaited): Awaited => ({ ...awaited, gone: true })
