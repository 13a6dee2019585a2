import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test, vi } from 'vitest'
import { Parser } from '../../../scripts/lake/groq/parsing.ts'
import { Queries } from '../../../scripts/lake/groq/queries.ts'
import { type LakeNews, openLake, type StoredDocument } from '../../../scripts/lake/lake.ts'
import { atomically } from '../../../scripts/lake/store/atomic.ts'
import { Store } from '../../../scripts/lake/store/store.ts'
import { temporaryLake } from './temporary-lake.ts'

/** The tables of version 1, as they were. */
const firstTables = `
  CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, json TEXT NOT NULL);
  CREATE TABLE document_references (
    source TEXT NOT NULL, target TEXT NOT NULL, weak INTEGER NOT NULL, PRIMARY KEY (source, target)
  ) WITHOUT ROWID;
  CREATE INDEX references_to ON document_references (target, source, weak);
  CREATE TABLE transactions (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, timestamp TEXT NOT NULL, author TEXT NOT NULL);
  CREATE INDEX transactions_by_time ON transactions (timestamp, seq);
  CREATE TABLE transaction_documents (
    document TEXT NOT NULL, seq INTEGER NOT NULL, change TEXT NOT NULL, previous TEXT, steps INTEGER NOT NULL,
    mutations TEXT NOT NULL, apply TEXT NOT NULL, revert TEXT NOT NULL, post TEXT
  );
  CREATE INDEX changes_of_document ON transaction_documents (document, seq, change, previous, steps);
  CREATE INDEX changes_in_transaction ON transaction_documents (seq, document);
  CREATE TABLE key_values (user TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (user, key)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE search USING fts5(
    text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='2 3'
  );
  PRAGMA application_id = 1313821769; PRAGMA user_version = 1;`

function olderLake(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lake-'))
  using database = new DatabaseSync(join(folder, 'lake.db'))
  database.exec(firstTables)
  const times = { _rev: 't1', _createdAt: '2026-03-01T00:00:00Z', _updatedAt: '2026-03-01T00:00:00Z' }
  const documents = [
    { _id: 'anna', _type: 'author', name: 'Anna Højgård', ...times },
    { _id: 'a', _type: 'article', by: { _ref: 'anna' }, ...times },
  ]
  database.exec(`INSERT INTO transactions VALUES (1, 't1', '2026-03-01T00:00:00Z', 'anna')`)
  const put = database.prepare('INSERT INTO documents (id, type, json) VALUES (?, ?, ?)')
  const tell = database.prepare(
    `INSERT INTO transaction_documents VALUES (?, 1, 'create', NULL, 0, '[]', ?, '[]', NULL)`,
  )
  for (const { _rev, ...document } of documents) {
    put.run(document._id, document._type, JSON.stringify({ ...document, _rev }))
    tell.run(document._id, JSON.stringify([0, document]))
  }
  return folder
}

describe('a lake of an older version', () => {
  test('has everything when it opens, and a copy beside it', async () => {
    using lake = temporaryLake(olderLake())
    expect(await lake.found('*[references("anna")]._id')).toEqual(['a'])
    expect(await lake.found('*[@ match text::query("højgård")]._id')).toEqual(['anna'])
    expect([...lake.history.transactions(['a'], {})].map(({ id }) => id)).toEqual(['t1'])
    expect(lake.mutate({ mutations: [{ delete: { id: 'anna' } }], author: 'anna' })).toMatchObject({ status: 409 })
    using copy = new DatabaseSync(join(lake.folder, 'lake-before-2.db'), { readOnly: true })
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    expect(copy.prepare('SELECT id FROM documents ORDER BY id').all()).toMatchObject([{ id: 'a' }, { id: 'anna' }])
  })

  test('is brought up to date once', () => {
    using lake = temporaryLake(olderLake())
    rmSync(join(lake.folder, 'lake-before-2.db'))
    using again = lake.reopened()
    expect(existsSync(join(again.folder, 'lake-before-2.db'))).toBe(false)
    expect([...again.exported()]).toHaveLength(2)
  })

  test('is left as it was when no copy can be made', () => {
    const folder = olderLake()
    mkdirSync(join(folder, 'lake-before-2.db'))
    expect(() => temporaryLake(folder)).toThrow(
      /^Cannot bring the lake up to date: no copy of .+; nothing was changed; /,
    )
    using database = new DatabaseSync(join(folder, 'lake.db'))
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    database.close()
    rmSync(folder, { recursive: true })
  })
})

describe('a lake too large to be looked through before it opens', () => {
  test('reports damage when it is found, and takes no more writes, while reads go on', async () => {
    using sound = temporaryLake()
    sound.written({ create: { _id: 'a', _type: 'page', text: 'uskadt' } }, { create: { _id: 'b', _type: 'page' } })
    sound.close()
    const file = join(sound.folder, 'lake.db')
    const bytes = readFileSync(file)
    bytes.write('Uskadt', bytes.indexOf('"uskadt"') + 1)
    writeFileSync(file, bytes)
    const news: LakeNews[] = []
    const lake = openLake({
      folder: sound.folder,
      clock: () => '2026-03-03T12:00:00.000Z',
      chance: { transactionId: () => 'later', documentId: () => 'later' },
      projectId: 'p',
      dataset: 'd',
      report: (told) => news.push(told),
      largestCheckedAtOnce: 0,
    })
    const fault = 'document "a" is not what was written'
    await vi.waitFor(() => expect(news).toEqual([{ kind: 'damaged', file, fault }]), 10_000)
    expect(lake.mutate({ mutations: [{ delete: { id: 'b' } }], author: 'anna' })).toEqual({
      ok: false,
      status: 503,
      error: {
        type: 'damagedDatabase',
        description: `The lake takes no more writes, as its database is damaged (${fault}); stop it and put back a backup`,
      },
    })
    expect(lake.documents(['b']).documents).toMatchObject([{ _id: 'b' }])
    lake.close()
  })
})

/** A store, and the changes that make documents of it. */
function storeWith(documents: readonly StoredDocument[]) {
  const folder = mkdtempSync(join(tmpdir(), 'lake-'))
  const store = new Store(folder)
  const write = (pairs: readonly (readonly [StoredDocument | undefined, StoredDocument | undefined])[]) => {
    const changes = pairs.map(([before, after]) => {
      return { documentId: (after ?? before)?._id ?? '', before, after, mutations: [], step: 0 }
    })
    atomically(store.database, () => store.write(changes))
    store.follow(changes)
  }
  write(documents.map((document) => [undefined, document]))
  const queries = new Queries(store, new Parser(), { projectId: 'p', dataset: 'd', clock: () => '' })
  const found = async (query: string) => {
    const outcome = await queries.query({ query, params: {}, perspective: 'raw', identity: '' })
    return outcome.ok ? outcome.result : outcome.error.description
  }
  const dispose = () => {
    if (store.database.isOpen) store.database.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { store, folder, write, found, [Symbol.dispose]: dispose }
}

const page = (at: number, label: string): StoredDocument => {
  const times = { _createdAt: '2026-03-01T00:00:00Z', _updatedAt: '2026-03-01T00:00:00Z' }
  return { _id: `n${at}`, _type: 'page', _rev: 'r', ...times, label, rank: at }
}
const pages = (many: number) => Array.from({ length: many }, (_, at) => page(at, 'ord'))
const bySearch = 'count(*[@ match text::query("ord")])'
const byMatch = 'count(*[label match "ord"])'

describe('the keys of an attribute', () => {
  const keysIn = (store: Store) => store.database.prepare('SELECT key, document FROM attribute_keys').all().length
  const attributesIn = (store: Store) => store.database.prepare('SELECT name FROM attributes').all().length
  const lowest = '*|order(rank)[0...2]._id'

  test('are made once, when a query first asks for them, and follow edits, deletions and a restart', async () => {
    using opened = storeWith(pages(300))
    expect(await opened.found(lowest)).toEqual(['n0', 'n1'])
    expect([attributesIn(opened.store), keysIn(opened.store)]).toEqual([1, 300])
    opened.write([[page(0, 'ord'), { ...page(0, 'ord'), rank: 900 }]])
    opened.write([[page(1, 'ord'), undefined]])
    expect(await opened.found(lowest)).toEqual(['n2', 'n3'])
    expect([attributesIn(opened.store), keysIn(opened.store)]).toEqual([1, 299])
    opened.store.database.close()
    using again = temporaryLake(opened.folder)
    again.written({ patch: { id: 'n9', set: { rank: -1 } } })
    expect(await again.found(lowest)).toEqual(['n9', 'n2'])
  })

  test('are made for 64 attributes at most', async () => {
    using opened = storeWith(pages(200))
    for (let at = 0; at < 70; at++) expect(await opened.found(`*|order(f${at})[0]._id`)).toBe('n0')
    expect(attributesIn(opened.store)).toBe(64)
  })

  test('are done without on a full disk', async () => {
    using opened = storeWith(pages(300))
    opened.store.database.exec('PRAGMA max_page_count = 1')
    expect(await opened.found(lowest)).toEqual(['n0', 'n1'])
    expect(attributesIn(opened.store)).toBe(0)
    opened.store.database.exec('PRAGMA max_page_count = 1000000')
    opened.write([[undefined, page(-1, 'ord')]])
    expect(await opened.found(lowest)).toEqual(['n-1', 'n0'])
    expect(attributesIn(opened.store)).toBe(1)
  })
})

describe('the words of a large transaction', () => {
  test('are found by a match at once, by a search in part, and then by themselves', async () => {
    using opened = storeWith(pages(3000))
    expect(await opened.found(byMatch)).toBe(3000)
    expect(await opened.found(bySearch)).toBeGreaterThanOrEqual(2000)
    await vi.waitFor(async () => expect(await opened.found(bySearch)).toBe(3000), 10_000)
  })

  test('follow edits and deletions of documents that wait, and wait over a restart', async () => {
    using opened = storeWith(pages(20))
    opened.write([[page(1, 'ord'), page(1, 'andet')]])
    opened.write([[page(2, 'ord'), undefined]])
    opened.store.database.close()
    using again = temporaryLake(opened.folder)
    expect(await again.found(bySearch)).toBe(18)
    expect(await again.found('*[@ match text::query("andet")]._id')).toEqual(['n1'])
  })

  test('wait for room on a full disk, while all else is found', async () => {
    using opened = storeWith(pages(300))
    opened.store.database.exec('PRAGMA max_page_count = 1')
    expect(await opened.found(byMatch)).toBe(300)
    expect(await opened.found('count(*)')).toBe(300)
    opened.store.database.exec('PRAGMA max_page_count = 1000000')
    expect(await opened.found(bySearch)).toBe(300)
  })
})
