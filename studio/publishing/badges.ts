import type { DocumentBadgeComponent, DocumentBadgeDescription } from 'sanity'
import type { Instant } from '#schemas/instant.ts'
import type { SiteWatch } from '../status/site-watch.ts'
import type { Status } from '../status/status.ts'
import { useStatus } from '../status/use-status.ts'

const colors: Record<Status['kind'], NonNullable<DocumentBadgeDescription['color']>> = {
  out: 'success',
  coming: 'primary',
  waiting: 'primary',
  late: 'warning',
  silent: 'warning',
  held: 'warning',
  withdrawn: 'danger',
  refused: 'danger',
}

/** Whether readers see this version, in two or three words, and in a sentence for who points at them. */
function statusBadge(watch: SiteWatch, now: () => Instant): DocumentBadgeComponent {
  return (versions) => {
    const status = useStatus(watch, now, versions)
    return status ? { label: status.label, title: status.sentence, color: colors[status.kind] } : null
  }
}

/** »Annonce«, where somebody has paid for the story. */
const sponsoredBadge: DocumentBadgeComponent = ({ draft, published }) => {
  const label = (draft ?? published)?.sponsoredBy
  return typeof label === 'string' && label !== '' ? { label: 'Annonce', color: 'warning', title: label } : null
}

/** The badges of a document, beside Sanity's own. Sanity tells them apart by identity, so they are made once for all documents. */
export function documentBadges(watch: SiteWatch, now: () => Instant): DocumentBadgeComponent[] {
  return [statusBadge(watch, now), sponsoredBadge]
}
