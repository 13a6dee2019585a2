import { applyPatch, type RawPatch } from 'mendoza'
import { isStoredDocument, type StoredDocument } from '../document.ts'
import { eventIdOf, partsOfEventId } from '../listening/listener.ts'
import type { Past } from '../listening/listeners.ts'
import type { Committed, DocumentChange } from '../mutations/committed.ts'
import { listIn, numberIn, type Row, textIfAnyIn, textIn } from '../store/rows.ts'
import type { Database } from '../store/sqlite.ts'
import { restoredMutations } from './kept-mutations.ts'
import { Revisions } from './revisions.ts'

/** A listener that missed more changes than this reads everything anew, which is quicker. */
const mostChanges = 2000

/** Documents as they stood so far in the telling. */
type Standing = Map<string, StoredDocument | undefined>

/** What listeners missed, from the journal: so it outlives the process, and costs no memory. */
export class MissedCommits implements Past {
  readonly #statements: ReturnType<typeof prepared>
  readonly #revisions: Revisions
  /** The transaction told of last; '' before the first. */
  #latest: string

  constructor(database: Database) {
    this.#statements = prepared(database)
    this.#revisions = new Revisions(database)
    const latest = this.#statements.latest.get()
    this.#latest = latest ? textIn(latest, 'id') : ''
  }

  get now(): string {
    return eventIdOf(this.#latest, '')
  }

  remember({ transactionId }: Committed): void {
    this.#latest = transactionId
  }

  /** Undefined as well when the history of a document was purged meanwhile: what became of it cannot be told. */
  since(eventId: string, wanted: (documentId: string) => boolean): Iterable<Committed | undefined> | undefined {
    const event = partsOfEventId(eventId)
    const heard = event && this.#seqOf(event.transactionId)
    const latest = this.#seqOf(this.#latest)
    if (!event || heard === undefined || latest === undefined) return undefined
    const span = [event.documentId === '' ? heard : heard - 1, latest] as const
    if (this.#statements.purged.get(...span)) return undefined
    const changes = this.#statements.count.get(...span, mostChanges + 1)
    if (!changes || numberIn(changes, 'count') > mostChanges) return undefined
    return this.#told(span, wanted)
  }

  #seqOf(transactionId: string): number | undefined {
    if (transactionId === '') return 0
    const row = this.#statements.seqOf.get(transactionId)
    return row && numberIn(row, 'seq')
  }

  *#told(span: readonly [number, number], wanted: (documentId: string) => boolean): Generator<Committed | undefined> {
    const standing: Standing = new Map()
    const places = this.#statements.places.all(...span).filter((place) => wanted(textIn(place, 'document')))
    for (const [seq, numbers] of Map.groupBy(places, (place) => numberIn(place, 'seq'))) {
      const transaction = this.#statements.transaction.get(seq) ?? {}
      const transactionId = textIn(transaction, 'id')
      const changes = numbers
        .map((place) => this.#statements.change.get(numberIn(place, 'number')) ?? {})
        .map((row) => this.#changeIn(row, transactionId, standing))
      if (!changes.every((change) => change !== undefined)) return yield undefined
      yield {
        transactionId,
        timestamp: textIn(transaction, 'timestamp'),
        author: textIn(transaction, 'author'),
        changes,
      }
    }
  }

  /** Undefined when the journal does not hold what the change began from. */
  #changeIn(row: Row, transactionId: string, standing: Standing): DocumentChange | undefined {
    const documentId = textIn(row, 'document')
    const kind = textIn(row, 'change')
    const before = this.#before(documentId, textIfAnyIn(row, 'previous'), standing)
    if ((before === undefined) !== (kind === 'create')) return undefined
    const effects = { apply: listIn(row, 'apply'), revert: listIn(row, 'revert') }
    const after = kind === 'delete' ? undefined : afterwards(row, before, effects.apply, transactionId)
    standing.set(documentId, after)
    if ((after === undefined) !== (kind === 'delete')) return undefined
    const mutations = restoredMutations(listIn(row, 'mutations'), effects.apply, transactionId)
    return { documentId, before, after, mutations, effects }
  }

  #before(documentId: string, revision: string | undefined, standing: Standing): StoredDocument | undefined {
    if (revision === undefined || standing.has(documentId)) return standing.get(documentId)
    return this.#revisions.documentsAt([documentId], { revision })[0]
  }
}

function afterwards(
  row: Row,
  before: StoredDocument | undefined,
  apply: readonly unknown[],
  _rev: string,
): StoredDocument | undefined {
  const copy = textIfAnyIn(row, 'post')
  if (copy !== undefined) return storedIn(JSON.parse(copy))
  // The patch was written by this program, in mendoza's own format.
  const after: unknown = applyPatch(withoutRevision(before), apply as RawPatch)
  return typeof after === 'object' && after !== null ? storedIn({ ...after, _rev }) : undefined
}

function withoutRevision(document: StoredDocument | undefined): object | undefined {
  if (!document) return undefined
  const { _rev, ...fields } = document
  return fields
}

function storedIn(value: unknown): StoredDocument | undefined {
  return isStoredDocument(value) ? value : undefined
}

function prepared(database: Database) {
  return {
    latest: database.prepare('SELECT id FROM transactions ORDER BY seq DESC LIMIT 1'),
    seqOf: database.prepare('SELECT seq FROM transactions WHERE id = ?'),
    purged: database.prepare('SELECT 1 FROM transactions WHERE seq > ? AND seq <= ? AND purged LIMIT 1'),
    count: database.prepare(`
      SELECT count(*) AS count FROM (SELECT 1 FROM transaction_documents WHERE seq > ? AND seq <= ? LIMIT ?)`),
    places: database.prepare(`
      SELECT seq, document, rowid AS number FROM transaction_documents WHERE seq > ? AND seq <= ? ORDER BY seq, rowid`),
    transaction: database.prepare('SELECT id, timestamp, author FROM transactions WHERE seq = ?'),
    change: database.prepare(
      'SELECT document, change, previous, mutations, apply, revert, post FROM transaction_documents WHERE rowid = ?',
    ),
  }
}
