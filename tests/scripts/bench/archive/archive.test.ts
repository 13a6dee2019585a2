import { describe, expect, test } from 'vitest'
import { publishedId } from '#schemas/document-id.ts'
import { readDocument } from '#schemas/documents.ts'
import { archiveOf } from '../../../../scripts/bench/archive/archive.ts'
import { stored } from '../../../builders/stored.ts'

const archive = archiveOf(300, 7)
const documents = [...archive.documents()]
const ofType = (type: string) => documents.filter(({ _type }) => _type === type)

describe('an invented archive', () => {
  test('is the same for the same seed, and another for another', () => {
    expect([...archiveOf(300, 7).documents()]).toEqual(documents)
    expect(archiveOf(300, 8).article(5)).not.toEqual(archive.article(5))
  })

  test('gives any article without those before it', () => {
    expect(documents).toContainEqual(archiveOf(300, 7).article(299))
  })

  test('holds only documents that the site would take in', () => {
    const faults = documents
      .map((document) => readDocument({ ...stored(document._id), ...document }))
      .filter(({ ok }) => !ok)
    expect(faults).toEqual([])
  })

  test('points to nothing that is not there', () => {
    const ids = new Set(documents.map(({ _id }) => _id))
    const pointed = [...JSON.stringify(documents).matchAll(/"_ref":"([^"]+)"/g)].map(([, id]) => id ?? '')
    expect(pointed.length).toBeGreaterThan(300)
    expect(pointed.filter((id) => !ids.has(id))).toEqual([])
  })

  test('names what is pointed to before what points to it', () => {
    const seen = new Set<string>()
    for (const document of documents) {
      seen.add(publishedId(document._id))
      const pointed = [...JSON.stringify(document).matchAll(/"_ref":"([^"]+)"/g)].map(([, id]) => id ?? '')
      expect(pointed.filter((id) => !seen.has(id))).toEqual([])
    }
  })

  test('has 200 authors, and a draft beside one article in a hundred', () => {
    expect(ofType('author')).toHaveLength(200)
    expect(ofType('article').filter(({ _id }) => _id.startsWith('drafts.'))).toHaveLength(3)
    expect(new Set(documents.map(({ _id }) => _id)).size).toBe(documents.length)
  })

  test('has articles of 12 blocks, each at an address of its own, spread over ten years', () => {
    const articles = Array.from({ length: archive.articles }, (_, number) => archive.article(number))
    expect(new Set(articles.map(({ body }) => body.length))).toEqual(new Set([12]))
    expect(new Set(articles.map(({ slug }) => slug.current)).size).toBe(articles.length)
    expect(new Set(articles.map(({ publishedAt }) => publishedAt.slice(0, 4))).size).toBe(10)
  })
})
