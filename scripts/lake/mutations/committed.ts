import type { StoredDocument } from '../document.ts'
import { type MendozaPatch, patchBetween } from '../mendoza.ts'
import type { Change, WorkingCopy } from './working-copy.ts'

/** A transaction that was written, and what it did to each document. */
export interface Committed {
  transactionId: string
  /** ISO 8601 in UTC with milliseconds. */
  timestamp: string
  /** The id of the user who sent it. */
  author: string
  changes: DocumentChange[]
}

/** What a transaction did to one document. */
export interface DocumentChange {
  documentId: string
  before: StoredDocument | undefined
  after: StoredDocument | undefined
  /** Mutations in wire format, with ids and documents as they were stored. */
  mutations: unknown[]
  /** Mendoza patches between the document without `_rev` before and after. */
  effects: { apply: MendozaPatch; revert: MendozaPatch }
}

/** What a working copy comes to when it is written. */
export function committedFrom({ changes, setting }: WorkingCopy, author: string): Committed {
  const { transactionId, timestamp } = setting
  return { transactionId, timestamp, author, changes: changes.map(withEffects) }
}

function withEffects({ documentId, before, after, mutations }: Change): DocumentChange {
  const [from, to] = [withoutRevision(before), withoutRevision(after)]
  const effects = { apply: patchBetween(from, to), revert: patchBetween(to, from) }
  return { documentId, before, after, mutations, effects }
}

/** The Studio applies effects to documents without `_rev`: with it, the places of the sorted fields would be off by one. */
function withoutRevision(document: StoredDocument | undefined): object | undefined {
  if (!document) return undefined
  const { _rev, ...fields } = document
  return fields
}
