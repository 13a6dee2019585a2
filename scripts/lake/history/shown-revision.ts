import { idIn, isPublished, publishedIdOf, type StoredDocument } from '../document.ts'
import type { Moment } from './revisions.ts'
import type { HistoricTransaction, TransactionRange } from './transactions.ts'

/** What of the lake's history is needed to read a revision. */
interface History {
  documentsAt(ids: readonly string[], moment: Moment): StoredDocument[]
  transactions(ids: readonly string[], range: TransactionRange): Iterable<HistoricTransaction>
}

/**
 * A document as it was at a revision that its history tells of. A draft or version is also read at two revisions where it was not
 * there, since the Studio compares with them and brings them back: at the one that ended it, as it last was; and at one that the
 * published document alone has, as the draft that would have begun with it. Sanity's documentation is silent on both.
 */
export function documentAtRevision(id: string, revision: string, history: History): StoredDocument | undefined {
  const [document] = history.documentsAt([id], { revision })
  if (document || isPublished(id)) return document
  const substitute = asItEnded(id, revision, history) ?? publishedAt(publishedIdOf(id), revision, history)
  return substitute && { ...substitute, _id: id, _rev: revision }
}

function asItEnded(id: string, revision: string, history: History): StoredDocument | undefined {
  const range = { to: revision, reverse: true, limit: 2, excludeMutations: true }
  const [last, before] = history.transactions([id], range)
  if (last?.id !== revision || !before) return undefined
  return history.documentsAt([id], { revision: before.id })[0]
}

function publishedAt(id: string, revision: string, history: History): StoredDocument | undefined {
  const [published] = history.documentsAt([idIn('published', id)], { revision })
  return published?._rev === revision ? published : undefined
}
