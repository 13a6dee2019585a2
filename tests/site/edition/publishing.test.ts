import { describe, expect, test } from 'vitest'
import { aReferringBlock, parts } from '../../builders/body.ts'
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
import { aReference, references } from '../../builders/stored.ts'
import { answersOf } from './answers.ts'
import { editionOf, gone, later, openedEdition, put } from './opened-edition.ts'

const paper = [aSection(), anAuthor(), aCompany(), siteSettings()]
const havn = 'havnen-i-esbjerg-faar-stroem-fra-land'

describe('a published article', () => {
  test('has a page with everything readers see on it', () => {
    using edition = editionOf(
      ...paper,
      aTopic(),
      anArticle({ topics: references('topic-havne'), companies: references('company-norrbit') }),
    )
    expect(edition.reader.story(havn)).toMatchObject({
      address: `/artikel/${havn}/`,
      genre: 'Nyhed',
      section: { title: 'Erhverv', address: '/erhverv/' },
      authors: [{ title: 'Ida Brandt', address: '/skribent/ida-brandt/', role: 'Journalist' }],
      topics: [{ title: 'Havne', address: '/emne/havne/' }],
      companies: [{ title: 'Norrbit A/S', address: '/virksomhed/norrbit-as/' }],
      bodyHtml: '<p>Anlægget bliver det største af sin art i landet.</p>',
    })
  })

  test('stands on the front, in its section, its month, its topic, with its author and its companies, and in their feeds', () => {
    using edition = editionOf(
      ...paper,
      aTopic(),
      anArticle({ topics: references('topic-havne'), companies: references('company-norrbit') }),
    )
    const { reader } = edition
    const lists = [
      [reader.front().lead],
      reader.sectionFront('erhverv')?.stories,
      reader.sectionMonth('erhverv', { year: '2026', month: '03' })?.items,
      reader.topic('havne')?.stories,
      reader.author('ida-brandt')?.stories,
      reader.company('norrbit-as')?.stories,
    ]
    for (const list of lists) expect(list?.map((card) => card?.address)).toEqual([`/artikel/${havn}/`])
    for (const page of ['/', '/erhverv/', '/emne/havne/', '/skribent/ida-brandt/', '/virksomhed/norrbit-as/']) {
      expect(
        reader.feed(page)?.items.map(({ url }) => url),
        page,
      ).toEqual([`https://kajen.example/artikel/${havn}/`])
    }
  })

  test('tells readers of its latest correction, and of nothing else, as its change', () => {
    const corrections = [
      { _key: 'b', at: '2026-03-05T10:00:00Z', text: 'Anlægget koster mere.' },
      { _key: 'a', at: '2026-03-04T10:00:00Z', text: 'Navnet var forkert.' },
    ]
    using edition = editionOf(...paper, anArticle({ _updatedAt: '2026-05-01T00:00:00Z' }))
    expect(edition.reader.story(havn)?.updatedAt).toBeUndefined()
    edition.writer.apply([put(anArticle({ corrections }))], later)
    expect(edition.reader.story(havn)).toMatchObject({
      updatedAt: '2026-03-05T10:00:00.000Z',
      corrections: [{ text: 'Navnet var forkert.' }, { text: 'Anlægget koster mere.' }],
    })
  })

  test('did not change before it was published, whatever its corrections say', () => {
    const corrections = [{ _key: 'a', at: '2026-03-01T10:00:00Z', text: 'Navnet var forkert.' }]
    using edition = editionOf(...paper, anArticle({ corrections }))
    expect(edition.reader.story(havn)?.updatedAt).toBeUndefined()
    expect(edition.reader.story(havn)?.corrections).toHaveLength(1)
  })

  test('leaves out what it names and what is not on the site', () => {
    const body = [
      aReferringBlock('Læs om havnen', 'nowhere'),
      parts.readAlso('nowhere', 'notice-mette-holm'),
      parts.figure(),
    ]
    using edition = editionOf(
      ...paper,
      anArticle({
        authors: references('nobody'),
        topics: references('author-ida'),
        readAlso: references('nowhere'),
        body,
      }),
    )
    expect(edition.reader.story(havn)).toMatchObject({
      authors: [],
      topics: [],
      readAlso: [],
      bodyHtml: '<p>Læs om havnen</p>',
    })
  })

  test('never offers itself as something to read besides', () => {
    const id = 'article-havnen-i-esbjerg-faar-stroem-fra-land'
    using edition = editionOf(...paper, anArticle({ _id: id, readAlso: references(id) }))
    expect(edition.reader.story(havn)?.readAlso).toEqual([])
  })

  test('may name stories that name it in turn', () => {
    using edition = editionOf(
      ...paper,
      anArticle({ _id: 'a', headline: 'Den ene', readAlso: references('b') }),
      anArticle({ _id: 'b', headline: 'Den anden', readAlso: references('a') }),
    )
    expect(edition.reader.story('den-ene')?.readAlso).toMatchObject([{ type: 'story', headline: 'Den anden' }])
    expect(edition.reader.story('den-anden')?.readAlso).toMatchObject([{ type: 'story', headline: 'Den ene' }])
  })

  test('is left out, and named, while its section is not on the site', () => {
    using edition = openedEdition()
    const { refused } = edition.writer.apply([put(anArticle({ headline: 'Strøm' }))], later)
    expect(refused).toEqual([
      {
        id: 'article-stroem',
        type: 'article',
        sentence: '»Strøm« er udeladt, fordi dens sektion ikke er på siden; udgiv sektionen, eller vælg en anden.',
      },
    ])
    expect(edition.reader.story('stroem')).toBeUndefined()
    expect(edition.writer.apply([put(aSection())], later).refused).toEqual([])
    expect(edition.reader.story('stroem')).toBeDefined()
  })
})

describe('a story without a standfirst', () => {
  test('is told of by how it begins', () => {
    using edition = editionOf(...paper, anArticle({ standfirst: undefined }))
    const opening = 'Anlægget bliver det største af sin art i landet.'
    expect(edition.reader.story(havn)).toMatchObject({ standfirst: '', seo: { description: opening } })
    expect(edition.reader.feed('/')?.items).toMatchObject([{ summary: opening }])
  })
})

describe('a sponsored story', () => {
  const advert = anArticle({ _id: 'advert', headline: 'Køb en kran', sponsoredBy: 'Annonceindlæg fra Norrbit' })

  test('says so wherever its name stands alone: in feeds, when it is shared, and in links of running text', () => {
    using edition = editionOf(...paper, advert, anArticle({ body: [parts.readAlso('advert')] }))
    const name = 'Annonceindlæg fra Norrbit: Køb en kran'
    expect(edition.reader.feed('/')?.items.map(({ title }) => title)).toContain(name)
    expect(edition.reader.story('koeb-en-kran')?.seo.title).toBe(name)
    expect(edition.reader.story(havn)?.bodyHtml).toContain(`>${name}</a>`)
  })
})

describe('a story whose hour has not come', () => {
  const waiting = anArticle({ publishedAt: '2026-06-02T06:00:00Z', firstPublishedAt: '2026-06-02T06:00:00Z' })

  test('goes live at its hour, without anything else having changed', () => {
    using edition = editionOf(...paper, waiting)
    expect(edition.reader.story(havn)).toBeUndefined()
    expect(edition.writer.nextDue()).toBe('2026-06-02T06:00:00.000Z')
    expect(edition.writer.apply([], '2026-06-02T05:59:59.999Z').touched).toEqual([])
    const { touched } = edition.writer.apply([], '2026-06-02T06:00:00.000Z')
    expect(touched.map(({ address }) => address)).toEqual(
      expect.arrayContaining([`/artikel/${havn}/`, '/', '/erhverv/', '/rss.xml']),
    )
    expect(edition.reader.story(havn)).toBeDefined()
    expect(edition.writer.nextDue()).toBeUndefined()
  })

  test('is held, so that a sync does not fetch it again', () => {
    using edition = editionOf(...paper, waiting)
    expect(edition.writer.revisions().get(waiting._id)).toBe(waiting._rev)
  })
})

describe('what readers must not see', () => {
  const canary = 'KANARIEFUGL'
  const hidden = [
    anArticle({ _id: 'waiting', headline: canary, publishedAt: '2027-01-01T00:00:00Z' }),
    anArticle({ _id: 'withdrawn', headline: canary, slug: { current: 'trukket' }, withdrawal: { reason: canary } }),
    anArticle({ _id: 'drafts.story', headline: canary, slug: { current: 'kladde' } }),
    anArticle({ _id: 'versions.r1.story', headline: canary, slug: { current: 'version' } }),
    aJobAnnouncement({ _id: 'waiting-notice', person: canary, publishedAt: '2027-01-01T00:00:00Z' }),
    aJobAnnouncement({
      _id: 'withdrawn-notice',
      person: canary,
      slug: { current: 'trukket' },
      withdrawal: { reason: canary },
    }),
  ]
  const naming = anArticle({
    readAlso: references('waiting', 'withdrawn', 'waiting-notice', 'drafts.story'),
    body: [
      parts.readAlso('waiting', 'withdrawn-notice'),
      aReferringBlock('her', 'waiting'),
      aReferringBlock('her', 'versions.r1.story'),
    ],
  })

  test('is in no answer of the reader, though live stories name it', () => {
    using edition = editionOf(
      ...paper,
      ...hidden,
      naming,
      aFrontPage({ lead: aReference('waiting'), pinned: references('withdrawn') }),
    )
    expect([...answersOf(edition.reader).values()].filter((answer) => answer.includes(canary))).toEqual([])
    expect(edition.reader.addresses().filter((address) => /kanarie|trukket|kladde|version/i.test(address))).toEqual([])
  })

  test('is in none of the tables that readers are answered from', () => {
    using edition = editionOf(...paper, ...hidden, naming)
    for (const table of ['document', 'summary', 'listing', 'claim', 'redirect', 'reference', 'picture']) {
      const rows = edition.tables.rows(`select * from ${table}`).map((row) => JSON.stringify(row))
      expect(
        rows.filter((row) => row.includes(canary)),
        table,
      ).toEqual([])
    }
  })

  test('is gone from every answer once a story that was live is withdrawn or unpublished', () => {
    using edition = editionOf(
      ...paper,
      naming,
      anArticle({ _id: 'waiting', headline: canary }),
      aJobAnnouncement({ _id: 'waiting-notice', person: canary }),
    )
    expect(edition.reader.story(canary.toLowerCase())).toBeDefined()
    edition.writer.apply(
      [put(anArticle({ _id: 'waiting', headline: canary, withdrawal: { reason: 'Forkert' } })), gone('waiting-notice')],
      later,
    )
    expect([...answersOf(edition.reader).values()].filter((answer) => answer.includes(canary))).toEqual([])
  })
})

describe('a standing page', () => {
  test('stands in the navigation and at the first level', () => {
    using edition = editionOf(...paper, aPage())
    expect(edition.reader.navigation()).toEqual({
      sections: [{ title: 'Erhverv', address: '/erhverv/' }],
      navnenyt: { title: 'Navnenyt', address: '/navnenyt/' },
      pages: [{ title: 'Om avisen', address: '/om-avisen/' }],
    })
    expect(edition.reader.standingPage('om-avisen')?.bodyHtml).toContain('Vi skriver om')
    expect(edition.reader.sectionFront('om-avisen')).toBeUndefined()
  })
})
