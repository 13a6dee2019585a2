import { Mutation as SanityMutation } from '@sanity/mutator'
import type { StoredDocument } from '../document.ts'
import { attributeImmutable, invalid, type Obstacle } from '../refusal.ts'
import { obstacleInContent, obstacleInPath } from './document-rules.ts'
import type { PatchOperations } from './mutation.ts'

export type Patched = { ok: true; document: StoredDocument } | { ok: false; obstacle: Obstacle }

/**
 * The document after a patch, by the same engine that the Studio applies its own edits with, so that both always agree.
 * The document given is not touched. Paths that match nothing change nothing.
 */
export function patched(document: StoredDocument, operations: PatchOperations): Patched {
  const obstacle = pathsOf(operations).map(obstacleInPath).find(Boolean)
  if (obstacle) return { ok: false, obstacle }
  const after = applied(document, operations)
  if (typeof after === 'string')
    return { ok: false, obstacle: invalid(`The patch of "${document._id}" cannot be applied: ${after}`) }
  for (const field of ['_id', '_type'] as const) {
    if (after[field] !== document[field]) {
      return { ok: false, obstacle: attributeImmutable(document._id, field) }
    }
  }
  const fault = obstacleInContent(after)
  return fault ? { ok: false, obstacle: fault } : { ok: true, document: after }
}

function applied(document: StoredDocument, operations: PatchOperations): StoredDocument | string {
  // The engine's type wants exactly one place in `insert`, which the shape at the door has seen to.
  const patch = { ...operations, id: document._id } as never
  try {
    const after = new SanityMutation({ mutations: [{ patch }] }).apply(document)
    if (after === null) return 'it leaves no document'
    const { _rev, _createdAt, _updatedAt } = document
    return { ...after, _rev, _createdAt: after._createdAt ?? _createdAt, _updatedAt }
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault)
  }
}

function pathsOf({ set, setIfMissing, unset, inc, dec, diffMatchPatch, insert }: PatchOperations): string[] {
  const named = [set, setIfMissing, inc, dec, diffMatchPatch].flatMap((operation) => Object.keys(operation ?? {}))
  const place = insert?.before ?? insert?.after ?? insert?.replace
  return [...named, ...(unset ?? []), ...(place === undefined ? [] : [place])]
}
