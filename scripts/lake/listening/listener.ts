import { isPublished, type StoredDocument } from '../document.ts'
import type { Filter } from '../groq/filter.ts'
import type { MendozaPatch } from '../mendoza.ts'
import type { Committed, DocumentChange } from '../mutations/committed.ts'

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
export type ListenerOpened = { ok: true; close: () => void } | { ok: false; description: string }

/** The events that a transaction makes for one listener, in the transaction's order. */
export function eventsFor(request: ListenerRequest, filter: Filter, committed: Committed): ListenerEvent[] {
  const heard = committed.changes.flatMap((change) => {
    if (!request.includeAllVersions && !isPublished(change.documentId)) return []
    const before = change.before !== undefined && filter.matches(change.before)
    const after = change.after !== undefined && filter.matches(change.after)
    if (!before && !after) return []
    return [
      {
        change,
        transition: before && after ? ('update' as const) : after ? ('appear' as const) : ('disappear' as const),
      },
    ]
  })
  return heard.map(({ change, transition }, at): ListenerEvent => {
    const data: MutationEvent = {
      eventId: eventIdOf(committed.transactionId, change.documentId),
      documentId: change.documentId,
      transactionId: committed.transactionId,
      transition,
      identity: committed.author,
      timestamp: committed.timestamp,
      visibility: request.visibility ?? 'query',
      transactionTotalEvents: heard.length,
      transactionCurrentEvent: at + 1,
      ...revisions(change, committed),
      ...details(change, request),
    }
    return { type: 'mutation', id: data.eventId, data }
  })
}

/** The id of the event that tells what a transaction did to a document. */
export function eventIdOf(transactionId: string, documentId: string): string {
  return `${transactionId}#${documentId}`
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
