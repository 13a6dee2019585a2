import { applyPatch, type RawPatch } from 'mendoza'
import { isStoredDocument, publishedIdOf, type StoredDocument } from '../document.ts'
import { listIn, numberIn, type Row, textIfAnyIn, textIn } from '../store/rows.ts'
import type { Database } from '../store/sqlite.ts'

/** When to look: at a transaction, at a time (ISO 8601), or each document as it last was, deleted since or not. */
export type Moment = { revision: string } | { time: string } | 'latest'

/** Documents as they once were, put together from the journal: the last full copy, and the patches since. */
export class Revisions {
  readonly #statements: ReturnType<typeof prepared>

  constructor(database: Database) {
    this.#statements = prepared(database)
  }

  /** The documents as they were; those that were not there at that moment are left out. */
  documentsAt(ids: readonly string[], moment: Moment): StoredDocument[] {
    if (moment === 'latest') return this.#lastSeen(ids)
    const row =
      'revision' in moment ? this.#statements.revision.get(moment.revision) : this.#statements.time.get(moment.time)
    const seq = row?.['seq']
    if (typeof seq !== 'number') return []
    return ids.flatMap((id) => this.#documentAt(id, seq) ?? [])
  }

  #documentAt(id: string, seq: number): StoredDocument | undefined {
    const last = this.#statements.lastChange.get(id, seq)
    return last && textIn(last, 'change') !== 'delete' ? this.#rebuilt(id, last) : undefined
  }

  /**
   * Of a document and its draft only the one that outlived the other: a draft thrown away long before the document was deleted
   * must not come back in its place.
   */
  #lastSeen(ids: readonly string[]): StoredDocument[] {
    const seen = ids.flatMap((id) => {
      const end = this.#statements.lastChange.get(id, Number.MAX_SAFE_INTEGER)
      const last = this.#statements.lastStanding.get(id)
      if (!end || !last) return []
      return [{ id, last, gone: textIn(end, 'change') === 'delete' ? numberIn(end, 'seq') : Number.POSITIVE_INFINITY }]
    })
    const rivals = (id: string) => seen.filter((other) => publishedIdOf(other.id) === publishedIdOf(id))
    return seen
      .filter(({ id, gone }) => rivals(id).every((other) => other.gone <= gone))
      .flatMap(({ id, last }) => this.#rebuilt(id, last) ?? [])
  }

  #rebuilt(id: string, last: Row): StoredDocument | undefined {
    const seq = numberIn(last, 'seq')
    const patches = this.#statements.patches.all(id, seq, numberIn(last, 'steps') + 1).reverse()
    let document: unknown
    for (const row of patches) {
      const copy = textIfAnyIn(row, 'post')
      // The patches were written by this program, in mendoza's own format.
      document =
        copy === undefined ? applyPatch(withoutRevision(document), listIn(row, 'apply') as RawPatch) : JSON.parse(copy)
    }
    const whole =
      typeof document === 'object' && document !== null ? { ...document, _rev: textIn(last, 'id') } : document
    return isStoredDocument(whole) ? whole : undefined
  }
}

function withoutRevision(document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return document
  const { _rev, ...fields } = document as { _rev?: unknown }
  return fields
}

function prepared(database: Database) {
  const changes = 'transaction_documents d JOIN transactions t ON t.seq = d.seq'
  return {
    revision: database.prepare('SELECT seq FROM transactions WHERE id = ?'),
    time: database.prepare('SELECT max(seq) AS seq FROM transactions WHERE timestamp <= ?'),
    lastChange: database.prepare(
      `SELECT d.seq, d.change, d.steps, t.id FROM ${changes} WHERE d.document = ? AND d.seq <= ? ORDER BY d.seq DESC LIMIT 1`,
    ),
    lastStanding: database.prepare(
      `SELECT d.seq, d.change, d.steps, t.id FROM ${changes} WHERE d.document = ? AND d.change <> 'delete' ORDER BY d.seq DESC LIMIT 1`,
    ),
    patches: database.prepare(
      'SELECT apply, post FROM transaction_documents WHERE document = ? AND seq <= ? ORDER BY seq DESC LIMIT ?',
    ),
  }
}
