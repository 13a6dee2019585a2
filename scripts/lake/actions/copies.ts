import type { StoredDocument } from '../document.ts'
import { isObject } from '../json-value.ts'
import type { NewDocument } from '../mutations/mutation.ts'

/** A document's content under the id of a draft or version; it keeps the time it was first made. */
export function asDraft({ _rev, _updatedAt, ...content }: StoredDocument, draftId: string): NewDocument {
  return { ...content, _id: draftId }
}

/**
 * A draft's content as it is published. A published document keeps the time it was first made. References that were weak only
 * because their target was not published yet become what the schema says (`_strengthenOnPublish`).
 */
export function asPublished(
  draft: StoredDocument,
  publishedId: string,
  published: StoredDocument | undefined,
): NewDocument {
  const { _rev, _updatedAt, ...content } = draft
  const strengthened = Object.entries(content).map(([field, value]) => [field, strong(value)])
  const { _createdAt } = published ?? draft
  return { ...Object.fromEntries(strengthened), _id: publishedId, _type: draft._type, _createdAt }
}

function strong(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strong)
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([field, item]) => [field, strong(item)])
  const { _strengthenOnPublish: promise, _weak, ...rest } = Object.fromEntries(entries)
  if (promise === undefined) return Object.fromEntries(entries)
  return isObject(promise) && promise['weak'] === true ? { ...rest, _weak: true } : rest
}
