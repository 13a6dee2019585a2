import { join } from 'node:path'
import { asDate } from '#schemas/dates.ts'
import type { StoredDocument } from './document.ts'
import { exportedDocuments } from './exported-documents.ts'
import { Parser } from './groq/parsing.ts'
import { type FullScan, type Queried, Queries, type QueryRequest } from './groq/queries.ts'
import { Journal } from './history/journal.ts'
import { MissedCommits } from './history/missed-commits.ts'
import { type Moment, Revisions } from './history/revisions.ts'
import { Timeline, type TimelinePage } from './history/timeline.ts'
import { type HistoricTransaction, type TransactionRange, transactionsOf } from './history/transactions.ts'
import { ListenedQueries } from './listening/listened.ts'
import type { ListenerEvent, ListenerOpened, ListenerRequest } from './listening/listener.ts'
import { Listeners } from './listening/listeners.ts'
import { News } from './listening/news.ts'
import type { Committed } from './mutations/committed.ts'
import { Committer } from './mutations/committer.ts'
import { checkedAtOnce, isCheckedAtOnce, openDatabase } from './store/database.ts'
import { type KeyValue, KeyValues } from './store/key-values.ts'
import type { Database } from './store/sqlite.ts'
import { type Indexed, Store } from './store/store.ts'
import { type Verification, verification } from './store/verification.ts'
import { type Acted, type ActRequest, type Chance, type Mutated, type MutateRequest, Writer } from './writer.ts'

export type { StoredDocument } from './document.ts'
export type { ListenerEvent, ListenerRequest } from './listening/listener.ts'
export type { MutationResult } from './mutations/working-copy.ts'
export { type Perspective, perspectiveNamed } from './perspectives.ts'

export interface LakeOptions {
  /** The folder that holds `lake.db`; made when missing. */
  folder: string
  /** The time now, ISO 8601 in UTC with milliseconds (`2026-03-03T08:12:00.000Z`). */
  clock: () => string
  chance: Chance
  projectId: string
  dataset: string
  /** Hears of what is worth a line in a log. */
  report?: ((news: LakeNews) => void) | undefined
  /** Opens the database of the folder; the usual one is SQLite's file `lake.db`. */
  openDatabase?: ((folder: string) => Database) | undefined
  /** A larger database, in bytes, is looked through for damage only after it has opened. */
  largestCheckedAtOnce?: number | undefined
}

/**
 * What a lake tells of while it runs: a query that no index helped; an attribute that has its own index from now on; a database
 * that turned out to be damaged, which takes no writes any more; a hearer that failed when told of a change.
 */
export type LakeNews =
  | ({ kind: 'full-scan' } & FullScan)
  | ({ kind: 'indexed' } & Indexed)
  | { kind: 'damaged'; file: string; fault: string }
  | { kind: 'news-fault'; fault: unknown }

/** The Content Lake: documents, their history, and those who listen to them. Knows nothing of HTTP. */
export interface Lake {
  /** What a GROQ query gives in a perspective. A wrong query is an outcome (status 400), not a fault. */
  query(request: QueryRequest): Promise<Queried>

  /** The documents of these ids as stored, in the order asked for, and the ids that have none. */
  documents(ids: readonly string[]): { documents: StoredDocument[]; omitted: { id: string; reason: 'existence' }[] }

  /** Carries out mutations, all or none. On disk, and told to all listeners, when this returns. */
  mutate(request: MutateRequest): Mutated

  /** Carries out actions, all or none. On disk, and told to all listeners, when this returns. */
  act(request: ActRequest): Acted

  /** All documents as stored, or those of the types named, in order of id: as they are at the call, however slowly they are read. */
  exported(types?: readonly string[]): Iterable<StoredDocument>

  /** Calls `hear` after each commit, once all queries answer with what was committed. Gives a function that ends it. */
  onCommit(hear: (committed: Committed) => void): () => void

  /**
   * Opens a listener. `send` gets events as data, the first (`welcome`, `welcomeback` or `reset`) before this returns; making
   * SSE of them is the caller's. A `send` that throws is let go.
   */
  listen(request: ListenerRequest, send: (event: ListenerEvent) => void): ListenerOpened

  readonly history: {
    /** The transactions that touched any of the documents, oldest first unless `reverse`. */
    transactions(ids: readonly string[], range: TransactionRange): Iterable<HistoricTransaction>
    /** The documents as they were at a transaction, at a time, or when last seen; those that were not there are left out. */
    documentsAt(ids: readonly string[], moment: Moment): StoredDocument[]
    /** What happened to a document and its drafts, newest first. */
    events(id: string, page: { limit?: number | undefined; cursor?: string | undefined }): TimelinePage
  }

  /** Small settings that the Studio keeps for each user. A key never written has the value null. */
  readonly keyValues: {
    read(user: string, keys: readonly string[]): KeyValue[]
    write(user: string, pairs: readonly KeyValue[]): void
  }

  /** Closes the database and forgets all listeners. Safe to call twice. */
  close(): void
}

/**
 * Opens the lake in a folder, or makes a new one there.
 * @throws {Problem} when another process holds it, or its database is damaged or from a newer version
 */
export function openLake(options: LakeOptions): Lake {
  const { folder, clock, chance, projectId, dataset, report = () => {}, largestCheckedAtOnce = checkedAtOnce } = options
  const store = new Store(folder, {
    open: options.openDatabase ?? (() => openDatabase(folder, largestCheckedAtOnce)),
    told: (indexed) => report({ kind: 'indexed', ...indexed }),
  })
  const { database } = store
  const parser = new Parser()
  const surroundings = { projectId, dataset, clock }
  const queries = new Queries(store, parser, surroundings, (scan) => report({ kind: 'full-scan', ...scan }))
  const listened = new ListenedQueries(parser, surroundings, store.documents)
  const listeners = new Listeners(listened, new MissedCommits(database), chance.documentId)
  const news = new News((fault) => report({ kind: 'news-fault', fault }))
  news.hear((committed) => listeners.tell(committed))
  const committer = new Committer(store, new Journal(database), (committed) => news.spread(committed))
  const writer = new Writer(store, queries, committer, clock, chance)
  const revisions = new Revisions(database)
  const timeline = new Timeline(database)
  const inspection = options.openDatabase ? undefined : inspected(join(folder, 'lake.db'), largestCheckedAtOnce)
  inspection?.fault.then((fault) => {
    if (fault === undefined) return
    committer.distrust(fault)
    report({ kind: 'damaged', file: join(folder, 'lake.db'), fault })
  })

  return {
    query: (request) => queries.query(request),
    documents: (ids) => ({
      documents: ids.flatMap((id) => store.documents.get(id) ?? []),
      omitted: ids.filter((id) => !store.documents.has(id)).map((id) => ({ id, reason: 'existence' })),
    }),
    mutate: (request) => writer.mutate(request),
    act: (request) => writer.act(request),
    exported: (types) => exportedDocuments(store, revisions, types),
    onCommit: (hear) => news.hear(hear),
    listen: (request, send) => listeners.open(request, send),
    history: {
      transactions: (ids, range) => transactionsOf(database, ids, range),
      documentsAt: (ids, moment) => revisions.documentsAt(ids, inUtc(moment)),
      events: (id, page) => timeline.page(id, page),
    },
    keyValues: new KeyValues(database),
    close: () => {
      inspection?.end()
      listeners.closeAll()
      news.end()
      if (database.isOpen) database.close()
    },
  }
}

/** A large database is looked through while the lake answers already: it takes seconds. */
function inspected(file: string, largest: number): Verification | undefined {
  return isCheckedAtOnce(file, largest) ? undefined : verification(file)
}

/** Times are compared as text, so they must have one form; a time that is none comes before all others. */
function inUtc(moment: Moment): Moment {
  if (moment === 'latest' || 'revision' in moment) return moment
  const date = asDate(moment.time)
  return { time: Number.isNaN(date.getTime()) ? '' : date.toISOString() }
}
