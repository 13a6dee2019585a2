import type { Article } from '#schemas/article.ts'
import { openingOf } from '../../body/opening.ts'
import { bodyForms } from '../../body.ts'
import { storyItem } from '../composing/feed-item.ts'
import { filled } from '../composing/filled.ts'
import { type Known, linksTo, storyName } from '../composing/known.ts'
import { seoOf } from '../composing/seo.ts'
import { correctedAt } from '../composing/summary.ts'
import type { Byline, FeedItem, ReadAlso, Story } from '../stories.ts'
import { surroundingsIn, type Workshop } from './workshop.ts'

/** An article's page, but for the notices that lists bring to it. */
export type StoryPart = Omit<Story, 'notices'>

/** A live article's page and its item in feeds. */
export function storyPart(story: Article, shop: Workshop): { part: StoryPart; item: FeedItem } | undefined {
  const { known, cutter, absolute } = shop
  const summary = known.summary(story._id)
  if (summary?.type !== 'article') return undefined
  cutter.cut(story.leadImage, 'card')
  const around = { ...surroundingsIn(shop, story._id), isPaidFor: story.sponsoredBy !== undefined }
  const body = bodyForms(story.body, around, absolute)
  const topics = linksTo('topic', story.topics, known)
  const leadImage = cutter.cut(story.leadImage, 'full')
  const opening = openingOf(story.body)
  const itself = { title: storyName(summary.card), description: story.standfirst || opening, image: story.leadImage }
  const part: StoryPart = filled({
    ...summary.card,
    authors: bylines(story, known),
    topics,
    companies: linksTo('company', story.companies, known),
    leadImage,
    bodyHtml: body.page,
    readAlso: readAlso(story, known),
    corrections: correctionsOf(story),
    firstPublishedAt: story.firstPublishedAt ?? story.publishedAt,
    updatedAt: correctedAt(story),
    seo: seoOf(story.seo, itself, cutter),
  })
  return { part, item: storyItem({ part, body: body.feed, opening }, absolute) }
}

function bylines(story: Article, known: Known): Byline[] {
  return story.authors.flatMap(({ _ref }) => {
    const summary = known.summary(_ref)
    return summary?.type === 'author' ? [summary.card] : []
  })
}

function readAlso(story: Article, known: Known): ReadAlso[] {
  return story.readAlso.flatMap(({ _ref }): ReadAlso[] => {
    const summary = _ref === story._id ? undefined : known.summary(_ref)
    if (summary?.type === 'article') return [{ type: 'story', ...summary.card }]
    return summary?.type === 'jobAnnouncement' ? [{ type: 'notice', ...summary.card }] : []
  })
}

function correctionsOf({ corrections }: Article): Story['corrections'] {
  return corrections.map(({ at, text }) => ({ at, text })).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
