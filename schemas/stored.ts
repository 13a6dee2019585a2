import { z } from 'zod'
import { DocumentId } from './document-id.ts'
import { Instant } from './instant.ts'
import { cleanText } from './text.ts'

/** What the lake itself keeps of every document. */
export const stored = {
  _id: DocumentId,
  _rev: z.string().transform(cleanText),
  _createdAt: Instant,
  _updatedAt: Instant,
}

// Content is never so deep; a document made to exhaust the stack is cut off.
const deepest = 40

/** The value without `null`, which the lake may hold where a field was emptied: an absent field, a shorter list. */
export function withoutNulls(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value ?? undefined
  if (depth > deepest) return undefined
  if (Array.isArray(value)) {
    return value.map((member) => withoutNulls(member, depth + 1)).filter((member) => member !== undefined)
  }
  const fields = Object.entries(value).map(([name, field]) => [name, withoutNulls(field, depth + 1)] as const)
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined))
}
