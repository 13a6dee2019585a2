import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compiledApp } from '../../../../scripts/publish/compile.ts'
import { Preview } from '../../../../scripts/publish/preview/preview.ts'
import type { LakeReader, RawDocument } from '../../../../scripts/publish/reading/lake-reader.ts'
import type { Audience } from '../../../../scripts/publish/reading/listener.ts'
import { type Clock, machineClock } from '../../../../scripts/terminal/clock.ts'
import { anArticle, anAuthor, aSection } from '../../../builders/documents.ts'

const siteUrl = 'https://fjorden.example'
const root = resolve(import.meta.dirname, '../../../..')
const machine = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

let folder: string
let lake: ReturnType<typeof aLake>
let clock: Clock & { skip(milliseconds: number): void }
let preview: Preview
let failures: unknown[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'notits-preview-'))
  lake = aLake([aSection(), anAuthor(), anArticle()])
  clock = aClock()
  failures = []
  preview = new Preview({
    ...{ folder, seed: join(folder, 'none.db'), siteUrl, images: 'own' },
    compiled: () =>
      compiledApp({
        ...{ root, apps: join(tmpdir(), 'notits-test-apps'), siteUrl, environment: process.env },
        report: () => {},
      }),
    ...{ lake: lake.reader, listen: lake.listen, clock, signal: new AbortController().signal },
    pictures: async () => undefined,
    failed: (fault) => failures.push(fault),
  })
})

afterEach(async () => {
  await preview[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
  expect(failures).toEqual([])
})

/** A clock of which time can be skipped, and by which nobody waits for long. */
function aClock(): Clock & { skip(milliseconds: number): void } {
  let skipped = 0
  return {
    ...machine,
    elapsed: () => machine.elapsed() + skipped,
    wait: (milliseconds, signal) => machine.wait(Math.min(milliseconds, 20), signal),
    skip(milliseconds) {
      skipped += milliseconds
    },
  }
}

/** A lake of these documents, which notes who listens and what is read. */
function aLake(documents: RawDocument[]) {
  const audiences = new Set<Audience>()
  const read: string[] = []
  const reader: Pick<LakeReader, 'published' | 'documents'> = {
    published: async () => ({
      heads: documents.map(({ _id, _type, _rev }) => ({ _id, _type, _rev, _createdAt: '', _updatedAt: '' })),
      now: machine.now(),
    }),
    documents: async (ids) => {
      const found = documents.filter(({ _id }) => ids.includes(_id))
      read.push(...found.map(({ _id }) => _id))
      return found
    },
  }
  return {
    audiences,
    read,
    put(document: RawDocument) {
      documents.push(document)
      for (const { news } of audiences) news({ kind: 'altered', id: document._id })
    },
    reader: reader as LakeReader, // no more than this is asked of it
    listen(audience: Audience): Disposable {
      audiences.add(audience)
      return { [Symbol.dispose]: () => audiences.delete(audience) }
    },
  }
}

const textAt = async (address: string) => Buffer.from((await preview.page(address))?.bytes ?? []).toString()

describe('previews', () => {
  test('ask the lake for nothing until somebody looks', async () => {
    expect(lake.audiences.size).toBe(0)
    expect(await textAt('/')).toContain('Havnen i Esbjerg')
    expect(lake.audiences.size).toBe(1)
  })

  test('are put away some minutes after the last look, and taken out again at the next', async () => {
    await preview.page('/')
    clock.skip(11 * 60_000)
    await expect.poll(() => lake.audiences.size).toBe(0)
    lake.read.length = 0
    expect(await textAt('/')).toContain('Havnen i Esbjerg')
    expect(lake.audiences.size).toBe(1)
    // What was read before lies in the edition.
    expect(lake.read).toEqual([])
  })

  test('are not put away while a page of theirs listens', async () => {
    await preview.page('/')
    using _page = preview.onChange(() => {})
    clock.skip(11 * 60_000)
    await preview.page('/')
    expect(lake.audiences.size).toBe(1)
  })

  test('show what somebody types rather than what the lake says of it meanwhile', async () => {
    const { _id } = anArticle()
    await preview.show({ ...anArticle({ headline: 'Havnen i Esbjerg nu' }), _id: `drafts.${_id}` }, '')
    lake.put({ ...anArticle({ headline: 'Havnen i Esbjerg før' }), _id: `drafts.${_id}`, _rev: 'r9' })
    expect(await textAt('/')).toContain('Havnen i Esbjerg nu')
    clock.skip(10_000)
    await expect.poll(() => textAt('/')).toContain('Havnen i Esbjerg før')
  })

  test('tell whoever listens of every change', async () => {
    await preview.page('/')
    let times = 0
    using _page = preview.onChange(() => {
      times++
    })
    await preview.show(anArticle({ headline: 'Molen' }), '')
    expect(times).toBe(1)
    lake.put({ ...anArticle({ headline: 'Broen' }), _rev: 'r2' })
    await expect.poll(() => times).toBe(2)
  })
})
