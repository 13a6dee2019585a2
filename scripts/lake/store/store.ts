import type { Change } from '../mutations/working-copy.ts'
import { atomically } from './atomic.ts'
import { type Attribute, attributeName } from './attribute.ts'
import { type Costs, usualCosts } from './costs.ts'
import { openDatabase } from './database.ts'
import { DocumentCounts } from './document-counts.ts'
import { DocumentFinder } from './document-finder.ts'
import { DocumentWriter } from './document-writer.ts'
import { Documents } from './documents.ts'
import { textIn } from './rows.ts'
import type { Database } from './sqlite.ts'

/** An attribute that was given keys, because a query asked for it. */
export interface Indexed {
  attribute: Attribute
  documents: number
  /** How long it took, in milliseconds. */
  ms: number
}

interface StoreOptions {
  open?: (folder: string) => Database
  /** Hears of attributes that are given keys. */
  told?: (indexed: Indexed) => void
  costs?: Costs
}

/** More than this in one transaction is an import, not an edit. */
const fewChanges = 10
/** How many documents a search waits for, and how many are taken in at once in between: a quarter and a twentieth of a second. */
const mostAtSearch = 2000
const mostAtOnce = 400
/** How long nothing must have been written, in milliseconds. */
const rest = 100

/**
 * The documents as they stand, on disk, and how they are found. Writing is the committer's, inside its database transaction;
 * what is remembered of documents follows only when that transaction is on the disk.
 */
export class Store {
  readonly database: Database
  readonly documents: Documents
  readonly finder: DocumentFinder
  readonly #writer: DocumentWriter
  readonly #statements: ReturnType<typeof prepared>
  readonly #counts: DocumentCounts
  /** Attributes whose keys found no room; tried again when something has been written. */
  readonly #withoutRoom = new Set<string>()
  #rest: NodeJS.Timeout | undefined

  /** @throws {Problem} when the folder's database cannot be opened or trusted */
  constructor(folder: string, { open = openDatabase, told = () => {}, costs = usualCosts }: StoreOptions = {}) {
    this.database = open(folder)
    this.documents = new Documents(this.database)
    this.#writer = new DocumentWriter(this.database)
    this.#statements = prepared(this.database)
    this.#counts = new DocumentCounts(this.database)
    this.finder = new DocumentFinder(this.database, {
      counts: this.#counts,
      attributes: this.#writer.attributes,
      ensure: (attribute) => this.#ensured(attribute, told),
      costs,
    })
    this.#takeInLater()
  }

  /** The ids of the documents whose strong references to this one forbid its deletion. */
  idsHoldingOnTo(target: string): string[] {
    return this.#statements.strongSources.all(target).map((row) => textIn(row, 'id'))
  }

  /** Writes changes to the disk. Call inside a database transaction. */
  write(changes: readonly Change[]): void {
    const areMany = changes.length > fewChanges
    for (const { before, after } of changes) {
      if (after) this.#writer.put(after, before, areMany)
      else if (before) this.#writer.remove(before)
    }
  }

  /** Takes up changes that are on the disk. */
  follow(changes: readonly Change[]): void {
    this.finder.follow()
    this.#withoutRoom.clear()
    for (const { documentId, before, after } of changes) {
      this.documents.follow(documentId)
      this.#counts.follow(before, after)
    }
    this.#takeInLater()
  }

  /** Writes nothing any more, of its own accord neither: the database is damaged. */
  stopWriting(): void {
    if (this.database.isOpen) this.database.exec('PRAGMA query_only = ON')
  }

  /** Takes note that a transaction with changes was undone. */
  undone(): void {
    this.#writer.search.recount()
  }

  /**
   * Before a search: the words of some documents that wait are taken in, not of all; the rest is found as it is taken in. Once for
   * each query is enough.
   */
  makeSearchable(): void {
    if (this.#writer.search.waiting > 0) this.#takeIn(mostAtSearch)
  }

  /** Takes in the words of documents that wait, in moments when nothing is written. */
  #takeInLater(): void {
    clearTimeout(this.#rest)
    if (this.#writer.search.waiting === 0) return
    this.#rest = setTimeout(() => {
      if (this.database.isOpen && this.#takeIn(mostAtOnce)) this.#takeInLater()
    }, rest).unref()
  }

  #takeIn(most: number): boolean {
    const { search } = this.#writer
    try {
      atomically(this.database, () => search.takeIn(most))
      this.finder.follow()
      return true
    } catch {
      // A full disk: what waits is found another time, and all else is found now.
      search.recount()
      return false
    }
  }

  #ensured(attribute: Attribute, told: (indexed: Indexed) => void): number | undefined {
    const { attributes } = this.#writer
    const known = attributes.numberOf(attribute)
    const name = attributeName(attribute)
    if (known !== undefined || !attributes.hasRoom || this.#withoutRoom.has(name)) return known
    const start = performance.now()
    try {
      atomically(this.database, () => attributes.add(attribute, this.documents.all()))
    } catch {
      // A full disk: queries are answered without.
      attributes.forget(attribute)
      this.#withoutRoom.add(name)
      return undefined
    }
    told({ attribute, documents: this.#counts.total, ms: Math.round(performance.now() - start) })
    return attributes.numberOf(attribute)
  }
}

function prepared(database: Database) {
  return {
    strongSources: database.prepare(`
      SELECT d.id FROM document_references r JOIN documents d ON d.number = r.source
      WHERE r.target = ? AND r.weak = 0 ORDER BY d.id`),
  }
}
