import { Instant } from '#schemas/instant.ts'
import { earlierSlugsAfter, type Stampable, stampsForPublishing, tracesOfUnpublishing } from '#schemas/publishing.ts'

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
  return changed(stamps, draft)
}

/**
 * The fields that unpublishing a document of this type must write into its draft first, without those that already hold the
 * right value; `undefined` when there are none.
 */
export function tracesToSet(
  type: string,
  { draft, published }: { draft: Stored | undefined; published: Stored },
): Record<string, unknown> | undefined {
  if (!dated.includes(type) && !addressed.includes(type)) return undefined
  const versions = { ...(draft && { draft: stampable(draft) }), published: stampable(published) }
  return changed(tracesOfUnpublishing(versions), draft ?? published)
}

function changed(fields: Record<string, unknown>, before: Stored): Record<string, unknown> | undefined {
  const different = Object.entries(fields).filter(([field, value]) => !same(value, before[field]))
  return different.length > 0 ? Object.fromEntries(different) : undefined
}

/** An absent list is as good as an empty one. */
function same(value: unknown, stored: unknown): boolean {
  const before = Array.isArray(value) ? (stored ?? []) : stored
  return JSON.stringify(value) === JSON.stringify(before)
}

/**
 * What stamping needs of a document as it stands in the form, where any field may be missing or half written, and instants
 * may have come from a program with an offset of their own.
 */
function stampable({ slug, earlierSlugs, ...dates }: Stored): Stampable {
  const { data: publishedAt } = Instant.safeParse(dates.publishedAt)
  const { data: firstPublishedAt } = Instant.safeParse(dates.firstPublishedAt)
  return {
    ...(hasCurrent(slug) && { slug: { current: slug.current } }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(firstPublishedAt !== undefined && { firstPublishedAt }),
    ...(Array.isArray(earlierSlugs) && { earlierSlugs: earlierSlugs.filter(isText) }),
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

const hasCurrent = (slug: unknown): slug is { current: string } =>
  typeof slug === 'object' && slug !== null && 'current' in slug && isText(slug.current)
