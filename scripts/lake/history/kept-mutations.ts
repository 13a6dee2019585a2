import { isObject } from '../json-value.ts'
import type { DocumentChange } from '../mutations/committed.ts'

/** Stands for the document that the change made, which its effect holds already: an import would be written down twice. */
const theDocument = '*'

/** The mutations of a change as the journal keeps them. */
export function keptMutations({ mutations, after, effects }: DocumentChange): unknown[] {
  if (effects.apply[0] !== 0 || after === undefined) return mutations
  return mutations.map((mutation) => {
    const [kind, content] = isObject(mutation) ? (Object.entries(mutation)[0] ?? []) : []
    return kind !== undefined && content === after ? { [kind]: theDocument } : mutation
  })
}

/** The mutations as they were, from what the journal keeps: the effect of the change, and the revision it made. */
export function restoredMutations(kept: readonly unknown[], apply: readonly unknown[], revision: string): unknown[] {
  return kept.map((mutation) => {
    const [kind, content] = isObject(mutation) ? (Object.entries(mutation)[0] ?? []) : []
    if (kind === undefined || content !== theDocument) return mutation
    return { [kind]: { ...Object(apply[1]), _rev: revision } }
  })
}
