import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { parts } from '../../builders/body.ts'
import {
  aCompany,
  aFrontPage,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  aTopic,
  siteSettings,
} from '../../builders/documents.ts'
import { anImageAsset, aPicture } from '../../builders/image.ts'
import { aReference, references } from '../../builders/stored.ts'
import { answersOf } from './answers.ts'
import { editionOf, gone, later, type OpenedEdition, put } from './opened-edition.ts'

const paper = [
  ...[siteSettings(), aSection({ earlierSlugs: ['penge'] }), anAuthor(), aCompany(), aTopic(), aPage(), anImageAsset()],
  aFrontPage({ lead: aReference('article-1') }),
]

const story = (i: number, overrides = {}) =>
  anArticle({
    ...{ _id: `article-${i}`, headline: `Historie ${i}`, slug: { current: `historie-${i}` }, leadImage: aPicture() },
    ...{
      topics: references('topic-havne'),
      companies: references('company-norrbit'),
      readAlso: references('article-1'),
    },
    ...{ body: [parts.readAlso('article-2', 'notice-mette-holm'), parts.figure()], earlierSlugs: [`foer-${i}`] },
    ...overrides,
  })

/** One of everything that a desk does in a day. */
function aDay(edition: OpenedEdition): void {
  const { writer } = edition
  writer.apply([put(story(1, { headline: 'Rettet' })), put(aJobAnnouncement({ role: 'Chef' }))], later)
  writer.apply([put(story(2, { slug: { current: 'flyttet' }, earlierSlugs: ['historie-2'] }))], later)
  writer.apply(
    [put(story(3, { slug: { current: 'flyttet' }, publishedAt: '2026-01-01T00:00:00Z' })), gone('article-1')],
    later,
  )
  writer.apply([put(story(4, { publishedAt: '2027-01-01T00:00:00Z' })), put(aPage({ title: 'Om os' }))], later)
  writer.apply([], '2027-02-01T00:00:00.000Z')
  writer.nextDue()
  writer.refusals()
}

/** What may walk a whole table: answers that are about everything, asked by a full sync or a full build alone. */
const aboutEverything = [
  'select id, rev from document',
  'select id, rev from held',
  'select id, id as rev from asset',
  'select min(file) from picture group by address',
]

describe('the questions that the edition is asked', () => {
  test('are all answered from an index, however much was published before', () => {
    using edition = editionOf(...paper, aJobAnnouncement(), ...[1, 2, 3].map((i) => story(i)))
    aDay(edition)
    answersOf(edition.reader)
    const asked = [...edition.written.statements(), ...edition.tables.statements()]
    const database = new DatabaseSync(edition.file)
    const walking = asked
      .filter((sql) => !aboutEverything.includes(sql))
      .filter((sql) => plan(database, sql).some((step) => /^SCAN /.test(step) || step.includes('TEMP B-TREE')))
    database.close()
    expect(asked.length).toBeGreaterThan(40)
    expect(walking).toEqual([])
  })
})

function plan(database: DatabaseSync, sql: string): string[] {
  const values = Array.from(sql.matchAll(/\?/g), () => '')
  return database
    .prepare(`explain query plan ${sql}`)
    .all(...values)
    .map(({ detail }) => String(detail))
}
