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
  const seen = published?.firstPublishedAt ?? draft.firstPublishedAt
  return {
    publishedAt,
    firstPublishedAt: seen !== undefined && seen <= now ? seen : later(now, publishedAt),
    earlierSlugs: earlierSlugsAfter(draft, published),
  }
}

const later = (a: Instant, b: Instant) => (a > b ? a : b)

/** The earlier slugs that a document has once this draft is published; for documents without dates too. */
export function earlierSlugsAfter(draft: Stampable, published?: Stampable): string[] {
  const before = [...(published?.earlierSlugs ?? []), ...(draft.earlierSlugs ?? []), published?.slug?.current]
  const slugs = before.filter((slug) => slug !== undefined && slug !== '' && slug !== draft.slug?.current)
  return [...new Set(slugs.filter((slug) => slug !== undefined))]
}

/** Whether readers see a published story now: its time has come and it is not withdrawn. */
export function isLive(story: { publishedAt: Instant; withdrawal?: object | undefined }, now: Instant): boolean {
  return story.withdrawal === undefined && story.publishedAt <= now
}
