import type { Journal } from '../history/journal.ts'
import { type Refused, refusedMutation } from '../refusal.ts'
import { atomically } from '../store/atomic.ts'
import type { Store } from '../store/store.ts'
import { type Committed, committedFrom } from './committed.ts'
import { danglingReference } from './integrity.ts'
import type { Change, WorkingCopy } from './working-copy.ts'

export interface CommitTerms {
  author: string
  /** Find out what would happen, and write nothing. */
  dryRun: boolean
  /** Remove the history of these documents as well. */
  purge: readonly string[]
}

/** The one who writes: documents, their indexes and the journal in one database transaction, then memory, then the news. */
export class Committer {
  readonly #store: Store
  readonly #journal: Journal
  readonly #tell: (committed: Committed) => void
  #distrust: Refused | undefined

  constructor(store: Store, journal: Journal, tell: (committed: Committed) => void) {
    this.#store = store
    this.#journal = journal
    this.#tell = tell
  }

  /** Takes no more writes: the database has turned out to be damaged. */
  distrust(fault: string): void {
    const description = `The lake takes no more writes, as its database is damaged (${fault}); stop it and put back a backup`
    this.#distrust = { ok: false, status: 503, error: { type: 'damagedDatabase', description } }
    this.#store.stopWriting()
  }

  /** Why no transaction can have this id: it was used before, or nothing at all is written any more. */
  objectionTo(transactionId: string): Refused | undefined {
    if (this.#distrust) return this.#distrust
    if (!this.#journal.knows(transactionId)) return undefined
    const description = `The transaction ID "${transactionId}" has already been used`
    return { ok: false, status: 409, error: { type: 'duplicateTransactionError', description, transactionId } }
  }

  /** Writes what a working copy holds, all or nothing; a refusal when it would leave a reference to nothing. */
  commit(copy: WorkingCopy, terms: CommitTerms, refuse = refusedMutation): Refused | undefined {
    const dangling = danglingReference(copy, (id) => this.#store.idsHoldingOnTo(id))
    if (dangling) return refuse(dangling.step, dangling.obstacle)
    const { changes } = copy
    if (terms.dryRun || changes.length === 0) return undefined
    const committed = committedFrom(copy, terms.author)
    this.#write(committed, changes, terms)
    this.#store.follow(changes)
    this.#tell(committed)
    return undefined
  }

  #write(committed: Committed, changes: readonly Change[], { purge }: CommitTerms): void {
    try {
      atomically(this.#store.database, () => {
        this.#store.write(changes)
        this.#journal.write(committed)
        this.#journal.purge(purge)
      })
    } catch (fault) {
      this.#store.undone()
      throw fault
    }
  }
}
