import { demoIds, demoPlaceholders } from './documents.ts'

/** What filling a lake with the demo comes to, as ids. */
export type FillingPlan = {
  created: string[]
  /** Are there already, published or as a draft, and stay as they are. */
  kept: string[]
  /** Point to a document that is there as a draft alone, so they cannot be created. */
  heldBack: string[]
}

/** The plan for a lake that holds the documents with these ids, drafts by their own; ids of other documents do not matter. */
export function planFilling(there: ReadonlySet<string>): FillingPlan {
  const unpublished = demoIds.filter((id) => !there.has(id) && there.has(`drafts.${id}`))
  const kept = demoIds.filter((id) => there.has(id) || there.has(`drafts.${id}`))
  const missing = demoPlaceholders.filter(({ _id }) => !kept.includes(_id))
  const unfit = pointingTo(new Set(unpublished), missing)
  const ids = missing.map(({ _id }) => _id)
  return { created: ids.filter((id) => !unfit.has(id)), kept, heldBack: ids.filter((id) => unfit.has(id)) }
}

/** The ids that a raw document refers to, at any depth. */
export function targets(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(targets)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, inner]) =>
    field === '_ref' && typeof inner === 'string' ? [inner] : targets(inner),
  )
}

/** Of these documents, those that point to an absent one, or to another that does. */
function pointingTo(absent: ReadonlySet<string>, documents: readonly { _id: string }[]): Set<string> {
  const found = documents.filter((document) => targets(document).some((id) => absent.has(id))).map(({ _id }) => _id)
  return found.every((id) => absent.has(id)) ? new Set(found) : pointingTo(new Set([...absent, ...found]), documents)
}
