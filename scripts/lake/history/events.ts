import { layerOf } from '../document.ts'

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
  | (OfVersion & { type: 'publishDocumentVersion'; revisionId: string; publishCause: 'document.publish' })
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

/**
 * What one transaction meant for a document and its drafts. A draft that disappears while the published document is written was
 * published; a published document that disappears while a draft stays was unpublished.
 *
 * A draft's last revision before it was published or thrown away is told (`versionRevisionId`), not the transaction that ended
 * it: the Studio reads the draft at that revision to compare with, and at the ending there is none.
 */
export function eventsOf(
  { transactionId, ...moment }: Moment & { transactionId: string },
  changes: readonly GroupChange[],
  standing: (id: string) => string | undefined,
): DocumentEvent[] {
  const live = changes.find((change) => change.published)
  const others = changes.filter((change) => !change.published)
  const ended = others.find((change) => change.kind === 'delete')
  const ofVersion = (change: GroupChange, versionRevisionId: string) => ({
    ...moment,
    versionId: change.documentId,
    versionRevisionId,
    ...(layerOf(change.documentId) !== 'drafts' && { releaseId: layerOf(change.documentId) }),
  })

  if (live?.kind === 'delete') {
    const draftId = others.find((change) => change.kind !== 'delete')?.documentId ?? `drafts.${moment.documentId}`
    const revision = standing(draftId)
    if (revision === undefined) return [{ ...moment, type: 'deleteDocumentGroup' }]
    return [{ ...moment, type: 'unpublishDocument', versionId: draftId, versionRevisionId: revision }]
  }
  if (live && ended) {
    const version = ofVersion(ended, ended.previous ?? transactionId)
    return [{ ...version, type: 'publishDocumentVersion', revisionId: transactionId, publishCause: 'document.publish' }]
  }
  const events: DocumentEvent[] = others.flatMap((change) => {
    if (change.kind === 'update') return []
    const type = change.kind === 'create' ? 'createDocumentVersion' : 'deleteDocumentVersion'
    return [
      { ...ofVersion(change, change.kind === 'create' ? transactionId : (change.previous ?? transactionId)), type },
    ]
  })
  if (!live) return events
  const type = live.kind === 'create' ? 'createLiveDocument' : 'updateLiveDocument'
  return [{ ...moment, type, revisionId: transactionId }, ...events]
}
