import type { MendozaPatch } from '../mendoza.ts'
import { listIn, numberIn, type Row, textIn } from '../store/rows.ts'
import type { Database } from '../store/sqlite.ts'
import { restoredMutations } from './kept-mutations.ts'

export interface TransactionRange {
  /** First transaction wanted (inclusive). */
  from?: string | undefined
  /** Last transaction wanted (inclusive). */
  to?: string | undefined
  limit?: number | undefined
  /** Newest first. */
  reverse?: boolean | undefined
  excludeMutations?: boolean | undefined
  /** `mendoza` adds the effects on each document. */
  effectFormat?: 'mendoza' | undefined
}

/** A transaction as the history endpoint gives it, one JSON line each. Only the documents asked for are told of. */
export interface HistoricTransaction {
  id: string
  timestamp: string
  author: string
  documentIDs: string[]
  mutations?: unknown[]
  effects?: Record<string, { apply: MendozaPatch; revert: MendozaPatch }>
}

/** How many transactions are given when the asker sets no limit. */
const usualLimit = 100

/**
 * The transactions that touched any of the documents, oldest first unless `reverse`. A first transaction that touched none of
 * them counts toward the limit all the same: the Studio takes it for told, and asks for more only when the rest is one short.
 */
export function transactionsOf(
  database: Database,
  ids: readonly string[],
  range: TransactionRange,
): Iterable<HistoricTransaction> {
  const seqOf = database.prepare('SELECT seq FROM transactions WHERE id = ?')
  const bound = (transactionId: string | undefined, otherwise: number) => {
    const row = transactionId ? seqOf.get(transactionId) : undefined
    return row ? numberIn(row, 'seq') : otherwise
  }
  const wanted = JSON.stringify(ids)
  const found = database.prepare(`
    SELECT DISTINCT t.seq, t.id, t.timestamp, t.author
    FROM transaction_documents d JOIN transactions t ON t.seq = d.seq
    WHERE d.document IN (SELECT value FROM json_each(?)) AND d.seq BETWEEN ? AND ?
    ORDER BY t.seq ${range.reverse ? 'DESC' : 'ASC'} LIMIT ?`)
  const changes = database.prepare(`
    SELECT document, mutations, apply, revert FROM transaction_documents
    WHERE seq = ? AND document IN (SELECT value FROM json_each(?))`)
  const from = bound(range.from, 0)
  const untold = from > 0 && changes.all(from, wanted).length === 0
  const limit = Math.max(1, (range.limit ?? usualLimit) - (untold ? 1 : 0))
  const rows = found.all(wanted, from, bound(range.to, Number.MAX_SAFE_INTEGER), limit)
  return rows.values().map((row) => asTold(row, changes.all(numberIn(row, 'seq'), wanted), range))
}

function asTold(
  transaction: Row,
  changes: Row[],
  { excludeMutations, effectFormat }: TransactionRange,
): HistoricTransaction {
  const id = textIn(transaction, 'id')
  const told = changes.map((change) => ({
    document: textIn(change, 'document'),
    effect: { apply: listIn(change, 'apply'), revert: listIn(change, 'revert') },
    kept: listIn(change, 'mutations'),
  }))
  return {
    id,
    timestamp: textIn(transaction, 'timestamp'),
    author: textIn(transaction, 'author'),
    documentIDs: told.map(({ document }) => document),
    ...(!excludeMutations && {
      mutations: told.flatMap(({ kept, effect }) => restoredMutations(kept, effect.apply, id)),
    }),
    ...(effectFormat === 'mendoza' && {
      effects: Object.fromEntries(told.map(({ document, effect }) => [document, effect])),
    }),
  }
}
