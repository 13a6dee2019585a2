import { isPublished, type StoredDocument } from '../document.ts'
import { referencesIn } from '../references.ts'
import type { Obstacle } from '../refusal.ts'
import type { Change, WorkingCopy } from './working-copy.ts'

/**
 * Where a transaction, taken as a whole, would leave a strong reference to nothing: a deleted document that another one still
 * refers to, or a published document that refers to one that is not there. Drafts may refer to what is not there yet. A document
 * that gets another type counts as deleted and made anew (https://www.sanity.io/docs/http-reference/mutation).
 * References that dangled before are left in peace.
 */
export function danglingReference(
  copy: WorkingCopy,
  idsHoldingOnTo: (id: string) => readonly string[],
): { step: number; obstacle: Obstacle } | undefined {
  for (const change of copy.changes) {
    const { before, after } = change
    const gone = after === undefined || (before !== undefined && before._type !== after._type)
    const held = gone ? remainingHolders(change, copy, idsHoldingOnTo) : undefined
    const obstacle = held ?? (after && missingTarget(after, change, copy))
    if (obstacle) return { step: change.step, obstacle }
  }
  return undefined
}

function remainingHolders(
  { documentId, after }: Change,
  copy: WorkingCopy,
  idsHoldingOnTo: (id: string) => readonly string[],
): Obstacle | undefined {
  const before = idsHoldingOnTo(documentId).filter(
    (id) => id !== documentId && strongTargets(copy.document(id)).has(documentId),
  )
  const [first] = before
  if (first === undefined) return undefined
  return {
    type: 'documentHasExistingReferencesError',
    id: documentId,
    referencingIDs: before.slice(0, 20),
    description: `Document "${documentId}" cannot ${after ? 'change its type' : 'be deleted'} as there are references to it from "${first}"`,
  }
}

function missingTarget(after: StoredDocument, { before }: Change, copy: WorkingCopy): Obstacle | undefined {
  if (!isPublished(after._id)) return undefined
  const earlier = strongTargets(before)
  for (const target of strongTargets(after)) {
    if (earlier.has(target) || copy.document(target)) continue
    return {
      type: 'documentReferenceDoesNotExistError',
      id: after._id,
      referenceID: target,
      description: `Document "${after._id}" references non-existent document "${target}"`,
    }
  }
  return undefined
}

function strongTargets(document: StoredDocument | undefined): Set<string> {
  const strong = document === undefined ? [] : referencesIn(document).filter(({ weak }) => !weak)
  return new Set(strong.map(({ target }) => target))
}
