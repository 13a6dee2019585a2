import { describe, expect, test } from 'vitest'
import { readDocument } from '#schemas/documents.ts'
import { busiestAuthor, isByBusiest, newspaperOf } from '../../../../scripts/bench/archive/newspaper.ts'
import { idOf } from '../../../../scripts/bench/archive/pointers.ts'
import { stored } from '../../../builders/stored.ts'

const paper = newspaperOf(300, 7)
const documents = [...paper.documents()]
const ofType = (type: string) => documents.filter(({ _type }) => _type === type)

describe('an invented newspaper', () => {
  test('is the same for the same seed, and another for another', () => {
    expect([...newspaperOf(300, 7).documents()]).toEqual(documents)
    expect(newspaperOf(300, 8).article(5)).not.toEqual(paper.article(5))
  })

  test('holds only documents that the site would take in, each once', () => {
    const read = documents.map((document) => readDocument({ ...stored(document._id), ...document }))
    expect(read.filter(({ ok }) => !ok)).toEqual([])
    expect(new Set(documents.map(({ _id }) => _id)).size).toBe(documents.length)
  })

  test('holds half as many notices as articles, of many kinds, with and without a page of their company', () => {
    expect(ofType('jobAnnouncement')).toHaveLength(150)
    const notices = Array.from({ length: 150 }, (_, number) => paper.notice(number))
    expect(new Set(notices.map(({ kind }) => kind)).size).toBeGreaterThan(10)
    const withPage = notices.filter((notice) => 'company' in notice)
    expect(withPage.length).toBeGreaterThan(75)
    expect(withPage.length).toBeLessThan(125)
  })

  test('has settings, a front page and standing pages', () => {
    expect(['siteSettings', 'frontPage', 'page'].map((type) => ofType(type).length)).toEqual([1, 1, 3])
  })

  test('has one author with every hundredth article, and no other', () => {
    const busiest = idOf('author', busiestAuthor)
    const numbers = Array.from({ length: 300 }, (_, number) => number)
    const theirs = numbers.filter((number) => paper.article(number).authors.some(({ _ref }) => _ref === busiest))
    expect(theirs).toEqual(numbers.filter(isByBusiest))
    expect(theirs).toHaveLength(3)
  })

  test('has articles as long as news is: about 600 words, some 9 kB', () => {
    const articles = ofType('article')
    const bytes = articles.map((article) => JSON.stringify(article).length).reduce((sum, one) => sum + one, 0)
    expect(bytes / articles.length).toBeGreaterThan(7500)
    expect(bytes / articles.length).toBeLessThan(10_000)
  })

  test('points to nothing that is not there', () => {
    const ids = new Set(documents.map(({ _id }) => _id))
    const pointed = [...JSON.stringify(documents).matchAll(/"_ref":"([^"]+)"/g)].map(([, id]) => id ?? '')
    expect(pointed.filter((id) => !ids.has(id))).toEqual([])
  })

  test('lets articles share the pictures that it is given', () => {
    const pictures = [1, 2, 3].map((number) => `image-${'a'.repeat(39)}${number}-1600x1067-jpg`)
    const shown = [...newspaperOf(20, 7, pictures).documents()].flatMap(({ leadImage }) =>
      leadImage ? [leadImage] : [],
    )
    expect(shown.length).toBe(20)
    expect(pictures.every((id) => JSON.stringify(shown).includes(id))).toBe(true)
  })
})
