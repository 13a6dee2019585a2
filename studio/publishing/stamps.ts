import type { Instant } from '#schemas/instant.ts'
import { earlierSlugsAfter, type Stampable, stampsForPublishing } from '#schemas/publishing.ts'

type Stored = Record<string, unknown>

const dated = ['article', 'jobAnnouncement']
const addressed = ['author', 'company', 'section', 'topic', 'page']

/**
 * The fields that publishing a draft of this type must write into it first, without those that already hold the right value;
 * `undefined` when there are none.
 */
export function stampsToSet(
  type: string,
  { draft, published, now }: { draft: Stored; published: Stored | undefined; now: Instant },
): Record<string, unknown> | undefined {
  const versions = { draft: stampable(draft), published: published && stampable(published) }
  const stamps = dated.includes(type)
    ? stampsForPublishing({ ...versions, now })
    : addressed.includes(type)
      ? { earlierSlugs: earlierSlugsAfter(versions.draft, versions.published) }
      : {}
  const changed = Object.entries(stamps).filter(([field, value]) => !same(value, draft[field]))
  return changed.length > 0 ? Object.fromEntries(changed) : undefined
}

/** An absent list is as good as an empty one. */
function same(value: unknown, stored: unknown): boolean {
  const before = Array.isArray(value) ? (stored ?? []) : stored
  return JSON.stringify(value) === JSON.stringify(before)
}

/** What stamping needs of a document as it stands in the form, where any field may be missing or half written. */
function stampable({ slug, publishedAt, firstPublishedAt, earlierSlugs }: Stored): Stampable {
  return {
    ...(hasCurrent(slug) && { slug: { current: slug.current } }),
    ...(isText(publishedAt) && { publishedAt }),
    ...(isText(firstPublishedAt) && { firstPublishedAt }),
    ...(Array.isArray(earlierSlugs) && { earlierSlugs: earlierSlugs.filter(isText) }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

const hasCurrent = (slug: unknown): slug is { current: string } =>
  typeof slug === 'object' && slug !== null && 'current' in slug && isText(slug.current)
