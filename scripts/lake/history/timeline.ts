import { isPublished, publishedIdOf } from '../document.ts'
import { numberIn, type Row, textIfAnyIn, textIn } from '../store/rows.ts'
import type { Database } from '../store/sqlite.ts'
import { type DocumentEvent, eventsOf, type GroupChange } from './events.ts'

export interface TimelinePage {
  /** Newest first. */
  events: DocumentEvent[]
  /** Where the next page begins; '' when there is none. */
  nextCursor: string
}

const usualLimit = 100

/**
 * What happened to a document: made, published, unpublished, thrown away, deleted. Edits of drafts are not among them; the
 * Studio reads those from the transactions.
 */
export class Timeline {
  readonly #statements: ReturnType<typeof prepared>

  constructor(database: Database) {
    this.#statements = prepared(database)
  }

  /**
   * A page of events in the history of a published document, a draft or a version, newest first; `cursor` is the `nextCursor` of
   * the page before.
   */
  page(
    id: string,
    { limit = usualLimit, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  ): TimelinePage {
    const before = cursor === undefined || cursor === '' ? Number.MAX_SAFE_INTEGER : Number(cursor)
    if (!Number.isSafeInteger(before)) return { events: [], nextCursor: '' }
    const seqs = this.#statements.turningPoints
      .all(publishedIdOf(id), before, isPublished(id) ? '' : id, before, limit + 1)
      .map((row) => numberIn(row, 'seq'))
    const events = seqs.slice(0, limit).flatMap((seq) => this.#eventsAt(id, seq))
    return { events, nextCursor: seqs.length > limit ? String(seqs[limit - 1]) : '' }
  }

  #eventsAt(id: string, seq: number): DocumentEvent[] {
    const documentId = publishedIdOf(id)
    const rows = this.#statements.changes.all(seq, ...groupOf(documentId))
    const [first] = rows
    if (!first) return []
    return eventsOf(id, {
      transactionId: textIn(first, 'id'),
      timestamp: textIn(first, 'timestamp'),
      author: textIn(first, 'author'),
      documentId,
      changes: rows.map(asChange),
      standing: (member) => this.#revisionBy(member, seq),
    })
  }

  /** The revision a document had after this transaction; undefined when it was not there. */
  #revisionBy(id: string, seq: number): string | undefined {
    const row = this.#statements.lastChange.get(id, seq)
    return row && textIn(row, 'change') !== 'delete' ? textIn(row, 'id') : undefined
  }
}

/** The document's own id, its draft's, and a pattern for its versions (ids hold none of GLOB's signs). */
function groupOf(publishedId: string): [string, string, string] {
  return [publishedId, `drafts.${publishedId}`, `versions.*.${publishedId}`]
}

function asChange(row: Row): GroupChange {
  const documentId = textIn(row, 'document')
  const kind = textIn(row, 'change')
  if (kind !== 'create' && kind !== 'update' && kind !== 'delete') throw new Error(`lake.db: unknown change "${kind}"`)
  return { documentId, kind, previous: textIfAnyIn(row, 'previous'), published: isPublished(documentId) }
}

function prepared(database: Database) {
  const changes = 'transaction_documents d JOIN transactions t ON t.seq = d.seq'
  return {
    // Whatever became of the published document, and the coming and going of the draft or version asked for.
    turningPoints: database.prepare(`
      SELECT seq FROM transaction_documents WHERE document = ? AND seq < ?
      UNION
      SELECT seq FROM transaction_documents WHERE document = ? AND seq < ? AND change <> 'update'
      ORDER BY seq DESC LIMIT ?`),
    changes: database.prepare(`
      SELECT d.document, d.change, d.previous, t.id, t.timestamp, t.author FROM ${changes}
      WHERE d.seq = ? AND (d.document = ? OR d.document = ?
        OR (d.document >= 'versions.' AND d.document < 'versions/' AND d.document GLOB ?))`),
    lastChange: database.prepare(
      `SELECT d.change, t.id FROM ${changes} WHERE d.document = ? AND d.seq <= ? ORDER BY d.seq DESC LIMIT 1`,
    ),
  }
}
