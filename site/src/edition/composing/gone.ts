import type { ContentDocument } from '#schemas/documents.ts'
import type { Instant } from '#schemas/instant.ts'
import { type Claim, claimOf, earlierClaimsOf, isAddressed } from './standing.ts'

/**
 * The addresses at which readers met a document that was taken back since; none of one that they never saw, whose address would
 * tell them something new.
 */
export function goneClaimsOf(document: ContentDocument): Claim[] {
  if (!isAddressed(document) || !('withdrawal' in document)) return []
  const first = document.firstPublishedAt ?? document.publishedAt
  return wasOutBefore(document.withdrawal?.withdrawnAt, first, document._updatedAt)
    ? [claimOf(document), ...earlierClaimsOf(document)]
    : []
}

// By the document alone, and so the same whenever it is asked: what was written last lies in the past.
function wasOutBefore(withdrawnAt: Instant | undefined, first: Instant, written: Instant): boolean {
  return withdrawnAt !== undefined && first <= withdrawnAt && first <= written
}
