import type { DocumentBadgeComponent, SanityDocument } from 'sanity'
import { readableTime } from '#schemas/dates.ts'
import { Instant } from '#schemas/instant.ts'
import { Withdrawal } from '#schemas/withdrawal.ts'

/** »Trukket tilbage«, where readers no longer see the story. */
const withdrawnBadge: DocumentBadgeComponent = ({ published }) =>
  Withdrawal.safeParse(published?.withdrawal).data === undefined
    ? null
    : { label: 'Trukket tilbage', color: 'danger', title: 'Læserne ser ikke længere historien' }

/** »Planlagt«, where the story is published and waits for its hour. */
const scheduledBadge =
  (now: () => Instant): DocumentBadgeComponent =>
  ({ published }) => {
    const publishedAt = publishedAtOf(published)
    if (publishedAt === undefined || publishedAt <= now()) return null
    return { label: 'Planlagt', color: 'primary', title: `Læserne ser historien ${readableTime(publishedAt)}` }
  }

/** »Annonce«, where somebody has paid for the story. */
const sponsoredBadge: DocumentBadgeComponent = ({ draft, published }) => {
  const label = (draft ?? published)?.sponsoredBy
  return typeof label === 'string' && label !== '' ? { label: 'Annonce', color: 'warning', title: label } : null
}

/** The badges of a story, beside Sanity's own. */
export function storyBadges(now: () => Instant): DocumentBadgeComponent[] {
  return [withdrawnBadge, scheduledBadge(now), sponsoredBadge]
}

function publishedAtOf(published: SanityDocument | null): Instant | undefined {
  return Instant.safeParse(published?.publishedAt).data
}
