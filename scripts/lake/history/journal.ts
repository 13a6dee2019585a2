import type { Committed, DocumentChange } from '../mutations/committed.ts'
import { numberIn } from '../store/rows.ts'
import type { Database } from '../store/sqlite.ts'
import { keptMutations } from './kept-mutations.ts'

/** After so many patches a document is written out whole, so that no revision is far from one that can be read at once. */
const patchesBetweenCopies = 32

/** Writes down every transaction, in the database transaction that carries it out. */
export class Journal {
  readonly #statements: ReturnType<typeof prepared>

  constructor(database: Database) {
    this.#statements = prepared(database)
  }

  /** Whether a transaction with this id was written. */
  knows(transactionId: string): boolean {
    return this.#statements.transaction.get(transactionId) !== undefined
  }

  /** Writes a transaction down. Call inside a database transaction. */
  write({ transactionId, timestamp, author, changes }: Committed): void {
    const seq = Number(this.#statements.addTransaction.run(transactionId, timestamp, author).lastInsertRowid)
    for (const change of changes) this.#writeChange(seq, change)
  }

  /** Forgets everything about these documents. Call inside a database transaction. */
  purge(documentIds: readonly string[]): void {
    for (const id of documentIds) {
      this.#statements.markPurged.run(id)
      this.#statements.purge.run(id)
    }
  }

  #writeChange(seq: number, change: DocumentChange): void {
    const { documentId, before, after, effects } = change
    const whole = effects.apply[0] === 0
    const steps = whole ? 0 : this.#stepsSoFar(documentId) + 1
    const copied = steps >= patchesBetweenCopies
    this.#statements.addChange.run(
      documentId,
      seq,
      before === undefined ? 'create' : after === undefined ? 'delete' : 'update',
      before?._rev ?? null,
      copied ? 0 : steps,
      JSON.stringify(keptMutations(change)),
      JSON.stringify(effects.apply),
      JSON.stringify(effects.revert),
      copied ? JSON.stringify(after) : null,
    )
  }

  #stepsSoFar(documentId: string): number {
    const last = this.#statements.lastChange.get(documentId)
    return last ? numberIn(last, 'steps') : 0
  }
}

function prepared(database: Database) {
  return {
    transaction: database.prepare('SELECT seq FROM transactions WHERE id = ?'),
    addTransaction: database.prepare('INSERT INTO transactions (id, timestamp, author) VALUES (?, ?, ?)'),
    addChange: database.prepare(`
      INSERT INTO transaction_documents (document, seq, change, previous, steps, mutations, apply, revert, post)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
    lastChange: database.prepare(
      'SELECT steps FROM transaction_documents WHERE document = ? ORDER BY seq DESC LIMIT 1',
    ),
    markPurged: database.prepare(
      'UPDATE transactions SET purged = 1 WHERE seq IN (SELECT seq FROM transaction_documents WHERE document = ?)',
    ),
    purge: database.prepare('DELETE FROM transaction_documents WHERE document = ?'),
  }
}
