import type { Instant } from './instant.ts'

/** What publishing must know of a story's two versions; `published` is absent the first time. */
export type Stampable = {
  slug?: { current?: string }
  publishedAt?: Instant
  firstPublishedAt?: Instant
  earlierSlugs?: readonly string[]
}

/** What publishing sets. */
export type Stamps = { publishedAt: Instant; firstPublishedAt: Instant; earlierSlugs: string[] }

/**
 * What publishing sets on a story, beside what the editor wrote.
 *
 * - `publishedAt` is now when the editor chose none.
 * - `firstPublishedAt` is when readers could first see the story: now, or `publishedAt` when that is later. It is set
 *   once, and moves only while it still lies in the future, since until then nobody has seen the story.
 * - `earlierSlugs` gains the published slug when it changed, and never holds the current one, so that a story which
 *   takes an old slug back does not redirect to itself.
 */
export function stampsForPublishing(story: {
  draft: Stampable
  published?: Stampable | undefined
  now: Instant
}): Stamps {
  const { draft, published, now } = story
  const publishedAt = draft.publishedAt ?? published?.publishedAt ?? now
  const seen = firstSeen(draft, published)
  return {
    publishedAt,
    firstPublishedAt: seen !== undefined && seen <= now ? seen : later(now, publishedAt),
    earlierSlugs: earlierSlugsAfter(draft, published),
  }
}

const later = (a: Instant, b: Instant) => (a > b ? a : b)

/** The earlier slugs that a document has once this draft is published; for documents without dates too. */
export function earlierSlugsAfter(draft: Stampable, published?: Stampable): string[] {
  return slugsMet(draft, published).filter((slug) => slug !== draft.slug?.current)
}

/** What unpublishing writes into the draft that is left. */
export type Traces = { firstPublishedAt?: Instant; earlierSlugs: string[] }

/**
 * What the draft of a document remembers once its published version is gone: when readers first could see it, and every slug
 * they met. The last one is among them, since the document no longer lives there; publishing under it again takes it out.
 */
export function tracesOfUnpublishing({ draft = {}, published }: { draft?: Stampable; published: Stampable }): Traces {
  const first = firstSeen(draft, published)
  return { ...(first !== undefined && { firstPublishedAt: first }), earlierSlugs: slugsMet(draft, published) }
}

/** Every slug under which readers met a document, each once. */
function slugsMet(draft: Stampable, published: Stampable | undefined): string[] {
  const slugs = [...(published?.earlierSlugs ?? []), ...(draft.earlierSlugs ?? []), published?.slug?.current]
  return [...new Set(slugs.filter((slug) => slug !== undefined))].filter((slug) => slug !== '')
}

/** When readers first could see a story. One that a program published without saying so was seen from its own time on. */
function firstSeen(draft: Stampable, published: Stampable | undefined): Instant | undefined {
  return published?.firstPublishedAt ?? draft.firstPublishedAt ?? published?.publishedAt
}
