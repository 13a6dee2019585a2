import { idIn, isPublished, layerOf } from '../document.ts'

interface Moment {
  timestamp: string
  author: string
  /** The published id, for drafts and versions as well. */
  documentId: string
}

interface OfVersion extends Moment {
  /** The draft's or version's own id. */
  versionId: string
  /** A revision at which that draft or version can be read. */
  versionRevisionId: string
  releaseId?: string
}

/** One thing that happened to a document, in the shapes the Studio's history reads. */
export type DocumentEvent =
  | (OfVersion & { type: 'createDocumentVersion' | 'deleteDocumentVersion' | 'unpublishDocument' })
  | (Omit<OfVersion, 'versionRevisionId'> & {
      type: 'publishDocumentVersion'
      /** The revision that the published document got. */
      revisionId: string
      /** Missing where the document was published without a draft, by a program or an import. */
      versionRevisionId?: string
      publishCause: 'document.publish'
    })
  | (Moment & { type: 'createLiveDocument' | 'updateLiveDocument'; revisionId: string })
  | (Moment & { type: 'deleteDocumentGroup' })

/** What a transaction did to one member of a group: the published document, its draft or a version. */
export interface GroupChange {
  documentId: string
  kind: 'create' | 'update' | 'delete'
  /** The revision before; undefined when the document was made here. */
  previous: string | undefined
  published: boolean
}

/** One transaction of a group. */
export interface GroupTransaction extends Moment {
  transactionId: string
  changes: readonly GroupChange[]
  /** The revision that a member of the group has after it; undefined when it is not there. */
  standing: (id: string) => string | undefined
}

/**
 * What one transaction meant to whoever asks for the history of `askedId`, newest first. Each variant has a history of its own,
 * as Sanity's README of the events tells (packages/sanity/src/core/store/events): the published document that of what readers
 * could see, a draft or version that of its own coming and going, and of what was published over it.
 */
export function eventsOf(askedId: string, transaction: GroupTransaction): DocumentEvent[] {
  return isPublished(askedId) ? publishedEvents(transaction) : versionEvents(askedId, transaction)
}

function publishedEvents(transaction: GroupTransaction): DocumentEvent[] {
  const live = transaction.changes.find((change) => change.published)
  const ended = transaction.changes.find((change) => !change.published && change.kind === 'delete')
  if (!live) return []
  if (live.kind === 'delete') return [withdrawal(draftOf(transaction), transaction)]
  if (ended) return [publication(ended, transaction)]
  const type = live.kind === 'create' ? 'createLiveDocument' : 'updateLiveDocument'
  return [{ ...momentOf(transaction), type, revisionId: transaction.transactionId }]
}

function versionEvents(versionId: string, transaction: GroupTransaction): DocumentEvent[] {
  const live = transaction.changes.find((change) => change.published)
  const own = transaction.changes.find(({ documentId }) => documentId === versionId)
  const made = own?.kind === 'create' ? [version(versionId, 'createDocumentVersion', transaction)] : []
  if (live?.kind === 'delete') return [withdrawal(versionId, transaction), ...made]
  if (own?.kind === 'delete')
    return [live ? publication(own, transaction) : version(versionId, 'deleteDocumentVersion', transaction)]
  // Content published without a draft is what the next draft begins with, and what the Studio is to compare it with.
  return live && !transaction.standing(versionId) ? [publication(undefined, transaction)] : made
}

/** A published document that disappears while a draft stays was unpublished; else all of it was deleted. */
function withdrawal(versionId: string, transaction: GroupTransaction): DocumentEvent {
  const versionRevisionId = transaction.standing(versionId)
  if (versionRevisionId === undefined) return { ...momentOf(transaction), type: 'deleteDocumentGroup' }
  return { ...momentOf(transaction), type: 'unpublishDocument', versionId, versionRevisionId }
}

/**
 * A draft's last revision before it was published is told, not the transaction that ended it: the Studio groups the edits that
 * led to the publication by it.
 */
function publication(ended: GroupChange | undefined, transaction: GroupTransaction): DocumentEvent {
  const versionId = ended?.documentId ?? draftOf(transaction)
  return {
    ...momentOf(transaction),
    ...{ type: 'publishDocumentVersion', publishCause: 'document.publish' },
    revisionId: transaction.transactionId,
    ...{ versionId, ...releaseOf(versionId) },
    ...(ended?.previous !== undefined && { versionRevisionId: ended.previous }),
  }
}

/**
 * A deletion is told by its own transaction, so that it is another than the last edit's: of what was thrown away the Studio
 * shows that edit.
 */
function version(
  versionId: string,
  type: 'createDocumentVersion' | 'deleteDocumentVersion',
  transaction: GroupTransaction,
): DocumentEvent {
  const versionRevisionId = transaction.transactionId
  return { ...momentOf(transaction), type, versionId, versionRevisionId, ...releaseOf(versionId) }
}

function momentOf({ timestamp, author, documentId }: Moment): Moment {
  return { timestamp, author, documentId }
}

function draftOf({ documentId }: Moment): string {
  return idIn('drafts', documentId)
}

function releaseOf(versionId: string): { releaseId?: string } {
  const layer = layerOf(versionId)
  return layer === 'drafts' ? {} : { releaseId: layer }
}
