import { existsSync, truncateSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { type EditionWriter, openEdition } from '#site'
import { useEdition } from '../../../site/src/edition/reader.ts'
import { aCompany, anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { editionOf, later, openedEdition, put, siteUrl } from './opened-edition.ts'

const paper = [aSection(), anAuthor(), aCompany(), anArticle()]

function reopened(file: string, url = siteUrl): Disposable & { writer: EditionWriter } {
  const writer = openEdition(file, { siteUrl: url })
  return { writer, [Symbol.dispose]: () => writer.close() }
}

describe('opening an edition', () => {
  test('finds what was put there before', () => {
    using edition = editionOf(...paper)
    using again = reopened(edition.file)
    expect(again.writer.revisions().size).toBe(4)
    expect(again.writer.apply(paper.map(put), later).touched).toEqual([])
  })

  test('takes a slash at the end of the site’s address for none', () => {
    using edition = editionOf(...paper)
    using again = reopened(edition.file, `${siteUrl}/`)
    expect(again.writer.revisions().size).toBe(4)
  })

  test('starts anew for another public address, since feeds hold it', () => {
    using edition = editionOf(...paper)
    using again = reopened(edition.file, 'https://molen.example')
    expect(again.writer.revisions().size).toBe(0)
  })

  test.each([
    ['was made by other code', (file: string) => alter(file, "update meta set value = 'other' where name = 'maker'")],
    ['lacks a table', (file: string) => alter(file, 'drop table listing')],
    ['is no database', (file: string) => writeFileSync(file, 'Dette er ikke en database. '.repeat(400))],
    ['is cut short', (file: string) => truncateSync(file, 5000)],
    ['is empty', (file: string) => writeFileSync(file, '')],
  ])('starts anew when the file %s', (_, spoil) => {
    using edition = editionOf(...paper)
    edition.close()
    spoil(edition.file)
    using again = reopened(edition.file)
    expect(again.writer.revisions().size).toBe(0)
    again.writer.apply(paper.map(put), later)
    expect(useEdition(edition.file).front().lead?.headline).toBe(
      paper.map((document) => 'headline' in document && document.headline).at(-1),
    )
    expect(existsSync(`${edition.file}.new`)).toBe(false)
  })
})

describe('a change that fails halfway', () => {
  test('leaves the edition as it was', () => {
    using edition = editionOf(...paper)
    const broken = { id: 'x', document: null }
    Object.defineProperty(broken, 'document', { get: () => { throw new Error('unreadable') } }) // biome-ignore format: one thought
    expect(() => edition.writer.apply([put(anArticle({ headline: 'Ny' })), broken], later)).toThrow('unreadable')
    expect(edition.reader.story('ny')).toBeUndefined()
    edition.writer.apply([put(anArticle({ headline: 'Ny' }))], later)
    expect(edition.reader.story('ny')).toBeDefined()
  })
})

describe('a reader', () => {
  test('sees what the writer has finished, without being opened again', () => {
    using edition = openedEdition()
    const reader = useEdition(edition.file)
    edition.writer.apply(paper.map(put), later)
    expect(reader.front().lead).toBeDefined()
  })
})

function alter(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}
