import { isPublished, type StoredDocument } from '../document.ts'
import type { MendozaPatch } from '../mendoza.ts'
import type { Committed, DocumentChange } from '../mutations/committed.ts'
import type { Condition, Unlistenable } from './condition.ts'

export interface ListenerRequest {
  query: string
  params: Record<string, unknown>
  /** The user's id, for GROQ's `identity()`. */
  identity: string
  /** True: drafts and versions as well. Otherwise published documents alone. */
  includeAllVersions?: boolean | undefined
  /** Default true. */
  includeMutations?: boolean | undefined
  includeResult?: boolean | undefined
  includePreviousRevision?: boolean | undefined
  effectFormat?: 'mendoza' | undefined
  visibility?: 'query' | 'transaction' | undefined
  enableResume?: boolean | undefined
  /** The header `Last-Event-ID`. */
  lastEventId?: string | undefined
}

/** An event for a listener; `id`, where present, is the SSE event's id; `data` is its JSON. */
export type ListenerEvent =
  | { type: 'welcome' | 'welcomeback' | 'reset'; id?: string; data: { listenerName: string } }
  | { type: 'mutation'; id: string; data: MutationEvent }

interface MutationEvent {
  eventId: string
  documentId: string
  transactionId: string
  /** What the change means for the listener's query: the document matches now, no more, or still. */
  transition: 'appear' | 'disappear' | 'update'
  /** The id of the user who did it. */
  identity: string
  previousRev?: string
  resultRev?: string
  timestamp: string
  visibility: 'query' | 'transaction'
  /** How many events this listener gets of the transaction, and which of them this is, from 1. */
  transactionTotalEvents: number
  transactionCurrentEvent: number
  mutations?: unknown[]
  effects?: { apply: MendozaPatch; revert: MendozaPatch }
  result?: StoredDocument
  previous?: StoredDocument | null
}

/** Not ok: the query cannot be listened to; send it as a `channelError` event and end the stream. */
export type ListenerOpened = { ok: true; close: () => void } | Unlistenable

/** A change that means something for a query: the document matches now, no more, or still. */
export interface Heard {
  change: DocumentChange
  transition: 'appear' | 'disappear' | 'update'
}

/** What of a transaction a condition tells of, in the transaction's order. */
export function heardOf({ changes, timestamp }: Committed, condition: Condition): Heard[] {
  return changes.flatMap((change) => {
    const transition = transitionOf(change, condition, timestamp)
    return transition ? [{ change, transition }] : []
  })
}

/** The events that a listener gets of what it could hear. */
export function eventsFor(request: ListenerRequest, heard: readonly Heard[], committed: Committed): ListenerEvent[] {
  const told = request.includeAllVersions ? heard : heard.filter(({ change }) => isPublished(change.documentId))
  return told.map(({ change, transition }, at): ListenerEvent => {
    const data: MutationEvent = {
      eventId: eventIdOf(committed.transactionId, change.documentId),
      documentId: change.documentId,
      transactionId: committed.transactionId,
      transition,
      identity: committed.author,
      timestamp: committed.timestamp,
      visibility: request.visibility ?? 'query',
      transactionTotalEvents: told.length,
      transactionCurrentEvent: at + 1,
      ...revisions(change, committed),
      ...details(change, request),
    }
    return { type: 'mutation', id: data.eventId, data }
  })
}

/** The id of the event that tells what a transaction did to a document; of the whole transaction, when the document is ''. */
export function eventIdOf(transactionId: string, documentId: string): string {
  return `${transactionId}#${documentId}`
}

/** What an event's id is made of (document ids hold no `#`); undefined for what is no such id. */
export function partsOfEventId(eventId: string): { transactionId: string; documentId: string } | undefined {
  const split = eventId.lastIndexOf('#')
  return split < 0 ? undefined : { transactionId: eventId.slice(0, split), documentId: eventId.slice(split + 1) }
}

function transitionOf(
  { before, after }: DocumentChange,
  condition: Condition,
  now: string,
): Heard['transition'] | undefined {
  const matched = before !== undefined && condition.matches(before, now)
  const matches = after !== undefined && condition.matches(after, now)
  if (matched) return matches ? 'update' : 'disappear'
  return matches ? 'appear' : undefined
}

/** The Studio chains events on these: each one's previous revision is the result of the one before. */
function revisions({ before }: DocumentChange, { transactionId }: Committed): Partial<MutationEvent> {
  return { ...(before && { previousRev: before._rev }), resultRev: transactionId }
}

function details(
  { mutations, effects, before, after }: DocumentChange,
  request: ListenerRequest,
): Partial<MutationEvent> {
  return {
    ...(request.includeMutations !== false && { mutations }),
    ...(request.effectFormat === 'mendoza' && { effects }),
    ...(request.includeResult && after && { result: after }),
    ...(request.includePreviousRevision && { previous: before ?? null }),
  }
}
