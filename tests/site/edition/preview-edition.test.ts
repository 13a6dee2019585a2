import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readDocument } from '#schemas/documents.ts'
import { type Change, openEdition, openPreviewEdition } from '#site'
import { anArticle, anAuthor, aSection } from '../../builders/documents.ts'

const siteUrl = 'https://fjorden.example'
const now = '2026-03-20T12:00:00.000Z'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'notits-preview-edition-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function change(raw: { _id: string }): Change {
  const read = readDocument(raw)
  if (!read.ok) throw new Error(read.faults.map(({ sentence }) => sentence).join(' '))
  return { id: raw._id, document: read.document }
}

const waiting = { ...anArticle({ headline: 'Ny kaj på vej', publishedAt: '2099-03-03T08:12:00.000Z' }), _id: 'waiting' }
const withdrawn = {
  ...anArticle({ headline: 'Fyret falder', withdrawal: { withdrawnAt: now, reason: 'En fejl' } }),
  _id: 'withdrawn',
}

function publicEdition(): string {
  const file = join(folder, 'edition.db')
  const edition = openEdition(file, { siteUrl })
  edition.apply([aSection(), anAuthor(), { ...anArticle(), _id: 'out' }, waiting, withdrawn].map(change), now)
  edition.close()
  return file
}

const open = (seed?: string) =>
  openPreviewEdition(join(folder, 'preview.db'), { siteUrl, ...(seed !== undefined && { seed }) })

describe('the preview edition', () => {
  test('begins with what the public one holds, but for what readers must do without', () => {
    const seed = publicEdition()
    const preview = open(seed)
    expect([...preview.revisions().keys()].toSorted()).toEqual(['author-ida', 'out', 'section-erhverv', 'waiting'])
    expect(preview.addressOf('out')).toBe('/artikel/havnen-i-esbjerg-faar-stroem-fra-land/')
    preview.close()
  })

  test('changes nothing of the public one', () => {
    const seed = publicEdition()
    const before = readFileSync(seed)
    const preview = open(seed)
    preview.take([{ id: 'out', document: null }])
    preview.close()
    expect(readFileSync(seed).equals(before)).toBe(true)
  })

  test('begins empty where there is no public one, or it is of another site', () => {
    for (const seed of [undefined, join(folder, 'missing.db')]) {
      const preview = open(seed)
      expect(preview.revisions().size).toBe(0)
      preview.close()
    }
    const preview = openPreviewEdition(join(folder, 'other.db'), {
      siteUrl: 'https://anden.example',
      seed: publicEdition(),
    })
    expect(preview.revisions().size).toBe(0)
    preview.close()
  })

  test('is never taken for a public one, nor the other way about', () => {
    const preview = open(publicEdition())
    preview.close()
    const opened = openEdition(join(folder, 'preview.db'), { siteUrl })
    expect(opened.revisions().size).toBe(0)
    opened.close()
  })

  test('shows what waits for its hour as soon as anything is taken in', () => {
    const preview = open(publicEdition())
    preview.take([])
    expect(preview.addressOf('waiting')).toBe('/artikel/ny-kaj-paa-vej/')
    preview.close()
  })

  test('tells which of the documents it was given cannot be shown as they are', () => {
    const preview = open(publicEdition())
    const sectionless = { ...anArticle({ section: { _ref: 'nowhere' }, headline: 'Slusen' }), _id: 'sectionless' }
    const double = { ...anArticle(), _id: 'z-double' }
    expect(preview.take([sectionless, double].map(change)).toSorted()).toEqual(['sectionless', 'z-double'])
    preview.close()
  })
})
