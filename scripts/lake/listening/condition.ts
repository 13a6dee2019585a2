import { publishedIdOf, type StoredDocument } from '../document.ts'
import type { DocumentChange } from '../mutations/committed.ts'

/** What a listener asks of each document by itself. */
export interface Condition {
  /** Whether it holds for a document; `now` is GROQ's `now()`, ISO 8601. */
  matches(document: StoredDocument, now: string): boolean
  /**
   * Marks (see `marksOf`) of which any document it holds for has at least one: a change without them need not be looked at.
   * Undefined when it could hold for any document.
   */
  marks?: readonly string[] | undefined
  /** It depends on who listens (`identity()`). Listeners of different users share any other condition. */
  isPersonal?: boolean
  /** It follows references, to documents as they are today: what it held for in the past cannot be told. */
  followsReferences?: boolean
}

/** What a listener's query cannot be listened to for; `error` is the refusal of a query that cannot even be parsed. */
export type Unlistenable = { ok: false; description: string; error?: { description: string } & Record<string, unknown> }

/** Reads the queries of listeners. */
export interface Conditions {
  of(query: string, params: Record<string, unknown>, identity: string): { ok: true; filter: Condition } | Unlistenable
}

/** Marks the one document of this id. */
export const idMark = (id: string): string => `id:${id}`
/** Marks a document, its draft and its versions. */
export const groupMark = (publishedId: string): string => `group:${publishedId}`
/** Marks all documents of a type. */
export const typeMark = (type: string): string => `type:${type}`

/** The marks of a document, as it was and as it is. */
export function marksOf({ documentId, before, after }: DocumentChange): string[] {
  const types = [before, after].flatMap((document) => (document ? [typeMark(document._type)] : []))
  return [...new Set([...marksOfId(documentId), ...types])]
}

/** Whether a document of this id could pass a condition with these marks, whatever else is in it. */
export function couldHave(marks: readonly string[] | undefined, documentId: string): boolean {
  if (!marks) return true
  const own = marksOfId(documentId)
  return marks.some((mark) => own.includes(mark) || mark.startsWith(typeMark('')))
}

function marksOfId(documentId: string): string[] {
  return [idMark(documentId), groupMark(publishedIdOf(documentId))]
}
