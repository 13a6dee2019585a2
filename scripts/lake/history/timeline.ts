import type { DatabaseSync } from 'node:sqlite'
import { isPublished, publishedIdOf } from '../document.ts'
import { numberIn, type Row, textIfAnyIn, textIn } from '../store/rows.ts'
import { type DocumentEvent, eventsOf, type GroupChange } from './events.ts'

export interface TimelinePage {
  /** Newest first. */
  events: DocumentEvent[]
  /** Where the next page begins; '' when there is none. */
  nextCursor: string
}

const usualLimit = 100

/**
 * What happened to a document, its draft and its versions: made, published, unpublished, thrown away, deleted. Edits of drafts
 * are not among them; the Studio reads those from the transactions.
 */
export class Timeline {
  readonly #statements: ReturnType<typeof prepared>

  constructor(database: DatabaseSync) {
    this.#statements = prepared(database)
  }

  /** A page of events, newest first; `cursor` is the `nextCursor` of the page before. */
  page(
    id: string,
    { limit = usualLimit, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  ): TimelinePage {
    const publishedId = publishedIdOf(id)
    const before = cursor === undefined || cursor === '' ? Number.MAX_SAFE_INTEGER : Number(cursor)
    if (!Number.isSafeInteger(before)) return { events: [], nextCursor: '' }
    // Read by published id as prefix, so that versions in any release are found too.
    const seqs = this.#statements.turningPoints
      .all(...idsOf(publishedId), before, limit + 1)
      .map((row) => numberIn(row, 'seq'))
    const events = seqs.slice(0, limit).flatMap((seq) => this.#eventsAt(publishedId, seq))
    return { events, nextCursor: seqs.length > limit ? String(seqs[limit - 1]) : '' }
  }

  #eventsAt(publishedId: string, seq: number): DocumentEvent[] {
    const rows = this.#statements.changes.all(seq, ...idsOf(publishedId))
    const [first] = rows
    if (!first) return []
    const moment = {
      transactionId: textIn(first, 'id'),
      timestamp: textIn(first, 'timestamp'),
      author: textIn(first, 'author'),
      documentId: publishedId,
    }
    const standing = (id: string) => this.#revisionBy(id, seq)
    return eventsOf(moment, rows.map(asChange), standing)
  }

  /** The revision a document had after this transaction; undefined when it was not there. */
  #revisionBy(id: string, seq: number): string | undefined {
    const row = this.#statements.lastChange.get(id, seq)
    return row && textIn(row, 'change') !== 'delete' ? textIn(row, 'id') : undefined
  }
}

/** The document's own id, its draft's, and a pattern for its versions (ids hold none of GLOB's signs). */
function idsOf(publishedId: string): [string, string, string] {
  return [publishedId, `drafts.${publishedId}`, `versions.*.${publishedId}`]
}

function asChange(row: Row): GroupChange {
  const documentId = textIn(row, 'document')
  const kind = textIn(row, 'change')
  if (kind !== 'create' && kind !== 'update' && kind !== 'delete') throw new Error(`lake.db: unknown change "${kind}"`)
  return { documentId, kind, previous: textIfAnyIn(row, 'previous'), published: isPublished(documentId) }
}

function prepared(database: DatabaseSync) {
  const changes = 'transaction_documents d JOIN transactions t ON t.seq = d.seq'
  const group = `(d.document = ? OR d.document = ? OR (d.document >= 'versions.' AND d.document < 'versions/' AND d.document GLOB ?))`
  return {
    turningPoints: database.prepare(`
      SELECT DISTINCT d.seq FROM transaction_documents d
      WHERE ${group} AND d.seq < ? AND (d.change <> 'update' OR NOT (d.document GLOB 'drafts.*' OR d.document GLOB 'versions.*'))
      ORDER BY d.seq DESC LIMIT ?`),
    changes: database.prepare(
      `SELECT d.document, d.change, d.previous, t.id, t.timestamp, t.author FROM ${changes} WHERE d.seq = ? AND ${group}`,
    ),
    lastChange: database.prepare(
      `SELECT d.change, t.id FROM ${changes} WHERE d.document = ? AND d.seq <= ? ORDER BY d.seq DESC LIMIT 1`,
    ),
  }
}
