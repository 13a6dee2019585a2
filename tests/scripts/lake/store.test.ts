import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { Journal } from '../../../scripts/lake/history/journal.ts'
import { Committer } from '../../../scripts/lake/mutations/committer.ts'
import { WorkingCopy } from '../../../scripts/lake/mutations/working-copy.ts'
import { Store } from '../../../scripts/lake/store/store.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { temporaryLake } from './temporary-lake.ts'

const lakeModule = join(import.meta.dirname, '../../../scripts/lake/lake.ts')

function problemOf(open: () => unknown): string {
  try {
    open()
  } catch (fault) {
    if (fault instanceof Problem) return fault.message
    throw fault
  }
  throw new Error('it opened')
}

describe('a lake that is opened again', () => {
  test('has everything: documents, words, references, history and settings', async () => {
    using lake = temporaryLake()
    lake.written(
      { create: { _id: 'anna', _type: 'author', name: 'Anna Højgård' } },
      { create: { _id: 'a', _type: 'article', by: { _ref: 'anna' } } },
    )
    lake.keyValues.write('anna', [{ key: 'layout', value: { sort: 'date' } }])
    using again = lake.reopened()
    expect(await again.found('*[references("anna")]._id')).toEqual(['a'])
    expect(await again.found('*[@ match text::query("højgård")]._id')).toEqual(['anna'])
    expect([...again.history.transactions(['a'], {})]).toHaveLength(1)
    expect(again.keyValues.read('anna', ['layout', 'unknown'])).toEqual([
      { key: 'layout', value: { sort: 'date' } },
      { key: 'unknown', value: null },
    ])
    expect(again.mutate({ mutations: [{ delete: { id: 'anna' } }], author: 'anna' })).toMatchObject({
      ok: false,
      status: 409,
    })
  })

  test('keeps texts that are not well-formed as they are', () => {
    using lake = temporaryLake()
    const odd = '\ud83c og \0 og \u202e'
    lake.written({ create: { _id: 'a', _type: 'article', odd } })
    using again = lake.reopened()
    expect(again.stored('a')).toMatchObject({ odd })
  })

  test('has all that was acknowledged before the process was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lake-'))
    const program = `
      import { openLake } from ${JSON.stringify(lakeModule)}
      let count = 0
      const next = () => 'n' + ++count
      const lake = openLake({ folder: ${JSON.stringify(folder)}, clock: () => '2026-03-03T12:00:00.000Z', chance: { transactionId: next, documentId: next }, projectId: 'p', dataset: 'd' })
      for (let at = 0; ; at++) {
        lake.mutate({ mutations: [{ create: { _id: 'left-' + at, _type: 'page' } }, { create: { _id: 'right-' + at, _type: 'page' } }], author: 'anna' })
        process.stdout.write(at + '\\n')
      }`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    for await (const chunk of child.stdout) {
      said += String(chunk)
      if (said.includes('\n40\n')) break
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    using lake = temporaryLake(folder, 1000)
    const acknowledged = said.split('\n').slice(0, -1).length
    const left = await lake.found('count(*[string::startsWith(_id, "left-")])')
    expect(left).toBeGreaterThanOrEqual(acknowledged)
    expect(await lake.found('count(*[string::startsWith(_id, "right-")])')).toBe(left)
  })
})

describe('a lake that cannot be opened', () => {
  test('is held by another process', () => {
    using lake = temporaryLake()
    expect(problemOf(() => temporaryLake(lake.folder))).toBe(
      `Cannot open the lake in ${lake.folder}: another process is using it; stop that one, or choose another folder with NOTITS_HOME`,
    )
  })

  test('is damaged: it says so, and leaves the file as it was', () => {
    using lake = temporaryLake()
    const large = 'ord '.repeat(2000)
    lake.written(...Array.from({ length: 50 }, (_, at) => ({ create: { _id: `n${at}`, _type: 'page', large } })))
    lake.close()
    const file = join(lake.folder, 'lake.db')
    const bytes = readFileSync(file)
    bytes.fill(0xaa, 4096 * 3, 4096 * 60)
    writeFileSync(file, bytes)
    expect(problemOf(() => temporaryLake(lake.folder))).toMatch(
      /^Cannot open the lake: .*lake\.db is damaged \(.+\); nothing was changed; put back a backup of the folder, or move it away to begin anew$/,
    )
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })

  test.each([
    ['no database', 'not a database at all, '.repeat(300)],
    ['nothing but zeros', '\0'.repeat(8192)],
  ])('is %s: it says so, and leaves the file as it was', (_, content) => {
    const folder = mkdtempSync(join(tmpdir(), 'lake-'))
    const file = join(folder, 'lake.db')
    writeFileSync(file, content)
    expect(problemOf(() => temporaryLake(folder))).toContain(`${file} is damaged (file is not a database)`)
    expect(readFileSync(file, 'utf8')).toBe(content)
    rmSync(folder, { recursive: true })
  })

  test('belongs to another program, or to a later version', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lake-'))
    const foreign = new DatabaseSync(join(folder, 'lake.db'))
    foreign.exec('CREATE TABLE notes (text)')
    foreign.close()
    expect(problemOf(() => temporaryLake(folder))).toContain('is a database of some other program')

    using lake = temporaryLake()
    lake.close()
    const later = new DatabaseSync(join(lake.folder, 'lake.db'))
    later.exec('PRAGMA user_version = 99')
    later.close()
    expect(problemOf(() => temporaryLake(lake.folder))).toContain(
      'was written by a newer version (tables 99, this one knows 2); update Notits',
    )
    rmSync(folder, { recursive: true })
  })

  test('has a file where its folder should be', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lake-'))
    const taken = join(folder, 'taken')
    writeFileSync(taken, '')
    expect(problemOf(() => temporaryLake(taken))).toContain(`Cannot open the lake in ${taken}: `)
    mkdirSync(join(folder, 'lake.db'))
    expect(problemOf(() => temporaryLake(folder))).toContain(`Cannot open the lake in ${folder}: `)
    expect(existsSync(join(folder, 'lake.db'))).toBe(true)
    rmSync(folder, { recursive: true })
  })
})

describe('a full disk', () => {
  test('refuses what does not fit, keeps what was there, and takes writes again when there is room', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lake-'))
    const store = new Store(folder)
    const heard: string[] = []
    const committer = new Committer(store, new Journal(store.database), ({ transactionId }) =>
      heard.push(transactionId),
    )
    const write = (transactionId: string) => {
      const idsMatching = () => ({ ok: true as const, ids: [] })
      const setting = {
        transactionId,
        timestamp: '2026-03-03T12:00:00.000Z',
        documents: store.documents,
        newId: () => 'x',
        idsMatching,
      }
      const copy = new WorkingCopy(setting)
      copy.carryOut({ kind: 'create', document: { _id: transactionId, _type: 'page', text: 'ord '.repeat(10_000) } }, 0)
      return committer.commit(copy, { author: 'anna', dryRun: false, purge: [] })
    }
    const mostPages = (pages: number) => store.database.exec(`PRAGMA max_page_count = ${pages}`)

    write('first')
    mostPages(1)
    expect(() => write('second')).toThrow('database or disk is full')
    expect([store.documents.has('first'), store.documents.has('second')]).toEqual([true, false])
    mostPages(1_000_000)
    write('second')
    expect(heard).toEqual(['first', 'second'])
    store.database.close()
    using lake = temporaryLake(folder)
    expect([...lake.exported()].map(({ _id }) => _id)).toEqual(['first', 'second'])
  })
})

describe('an export', () => {
  test('gives all documents as stored, in order of id, as they were when it began', () => {
    using lake = temporaryLake()
    lake.written(...['b', 'drafts.a', 'a'].map((_id) => ({ create: { _id, _type: _id === 'b' ? 'page' : 'article' } })))
    const exported = lake.exported()
    lake.written({ delete: { id: 'b' } })
    expect([...exported].map(({ _id }) => _id)).toEqual(['a', 'b', 'drafts.a'])
    expect([...lake.exported(['page'])]).toEqual([])
    expect([...lake.exported(['article'])].map(({ _id }) => _id)).toEqual(['a', 'drafts.a'])
  })
})
