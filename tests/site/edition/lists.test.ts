import { describe, expect, test } from 'vitest'
import { aCompany, aFrontPage, aJobAnnouncement, anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { aReference, references } from '../../builders/stored.ts'
import { editionOf, later, put } from './opened-edition.ts'

const paper = [aSection(), anAuthor(), aCompany()]

/** Stories a day apart from the first of January 2026, the newest last. */
const stories = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1 + i, 12)).toISOString()
    return anArticle({ _id: `story-${i}`, headline: `Historie ${i}`, publishedAt: at, firstPublishedAt: at })
  })

const notice = (person: string, publishedAt: string) =>
  aJobAnnouncement({ person, publishedAt, firstPublishedAt: publishedAt })

const headlines = (cards: { headline: string }[] | undefined) => cards?.map(({ headline }) => headline)

describe('the front', () => {
  test('leads with the newest story when the desk has chosen none', () => {
    using edition = editionOf(...paper, ...stories(3))
    const front = edition.reader.front()
    expect(front.lead?.headline).toBe('Historie 2')
    expect(headlines(front.stories)).toEqual(['Historie 1', 'Historie 0'])
  })

  test('leads with the chosen story, shows the pinned ones in their order, and none of them again below', () => {
    const chosen = aFrontPage({ lead: aReference('story-0'), pinned: references('story-2', 'story-0', 'story-1') })
    using edition = editionOf(...paper, ...stories(40), chosen)
    const front = edition.reader.front()
    expect(front.lead?.headline).toBe('Historie 0')
    expect(headlines(front.pinned)).toEqual(['Historie 2', 'Historie 1'])
    expect(front.stories).toHaveLength(30)
    expect(headlines(front.stories)?.slice(0, 2)).toEqual(['Historie 39', 'Historie 38'])
  })

  test('passes over a chosen story that is no longer live', () => {
    const chosen = aFrontPage({ lead: aReference('story-0'), pinned: references('story-1') })
    using edition = editionOf(...paper, ...stories(3), chosen)
    edition.writer.apply(
      [put(anArticle({ _id: 'story-0', headline: 'Historie 0', withdrawal: { reason: 'Forkert' } }))],
      later,
    )
    const front = edition.reader.front()
    expect([front.lead?.headline, headlines(front.pinned), headlines(front.stories)]).toEqual([
      'Historie 2',
      ['Historie 1'],
      [],
    ])
  })
})

describe('a section', () => {
  test('shows its newest thirty on its front, and all of each month in its archive', () => {
    using edition = editionOf(...paper, ...stories(60))
    const front = edition.reader.sectionFront('erhverv')
    expect(front?.stories).toHaveLength(30)
    expect(front?.months.map(({ title, address }) => [title, address])).toEqual([
      ['marts 2026', '/erhverv/2026/03/'],
      ['februar 2026', '/erhverv/2026/02/'],
      ['januar 2026', '/erhverv/2026/01/'],
    ])
    expect(edition.reader.sectionMonth('erhverv', { year: '2026', month: '01' })?.items).toHaveLength(31)
  })

  test('has months that lead to their neighbors', () => {
    using edition = editionOf(...paper, ...stories(60))
    const february = edition.reader.sectionMonth('erhverv', { year: '2026', month: '02' })
    expect([february?.earlier?.title, february?.later?.title]).toEqual(['januar 2026', 'marts 2026'])
    const march = edition.reader.sectionMonth('erhverv', { year: '2026', month: '03' })
    expect([march?.earlier?.title, march?.later]).toEqual(['februar 2026', undefined])
  })

  test('counts a story to the month that it is in Denmark', () => {
    const newYear = anArticle({ headline: 'Nytår', publishedAt: '2025-12-31T23:00:00Z' })
    using edition = editionOf(...paper, newYear)
    expect(edition.reader.sectionFront('erhverv')?.months.map(({ title }) => title)).toEqual(['januar 2026'])
  })
})

describe('a feed', () => {
  test('holds the fifty that readers could see last, by when they first could', () => {
    const redated = anArticle({
      _id: 'story-0',
      headline: 'Historie 0',
      publishedAt: '2026-05-01T00:00:00Z',
      firstPublishedAt: '2026-01-01T12:00:00Z',
    })
    using edition = editionOf(...paper, ...stories(60), redated)
    const items = edition.reader.feed('/erhverv/')?.items ?? []
    expect(items).toHaveLength(50)
    expect(items.map(({ title }) => title).slice(0, 2)).toEqual(['Historie 59', 'Historie 58'])
  })

  test('names its items by the documents, which outlive their addresses', () => {
    using edition = editionOf(...paper, ...stories(1))
    expect(edition.reader.feed('/')?.items).toMatchObject([
      { id: 'story-0', url: 'https://kajen.example/artikel/historie-0/' },
    ])
  })

  test('of a company holds stories and notices together', () => {
    using edition = editionOf(...paper, anArticle({ companies: references('company-norrbit') }), aJobAnnouncement())
    expect(edition.reader.feed('/virksomhed/norrbit-as/')?.items.map(({ id }) => id)).toEqual([
      'notice-mette-holm',
      'article-havnen-i-esbjerg-faar-stroem-fra-land',
    ])
  })
})

describe('navnenyt', () => {
  test('stands on its front, in its month, with its kind and with its company', () => {
    using edition = editionOf(
      ...paper,
      aJobAnnouncement(),
      aJobAnnouncement({ person: 'Jens Ø', kind: 'Færdiggjort uddannelse' }),
    )
    const { reader } = edition
    expect(reader.navnenytFront().kinds).toEqual([
      { title: 'Færdiggjort uddannelse', address: '/navnenyt/type/faerdiggjort-uddannelse/' },
      { title: 'Nyt job', address: '/navnenyt/type/nyt-job/' },
    ])
    expect(reader.navnenytKind('nyt-job')?.notices.map(({ person }) => person)).toEqual(['Mette Holm'])
    expect(reader.navnenytMonth({ year: '2026', month: '03' })?.items).toHaveLength(2)
    expect(reader.company('norrbit-as')?.notices).toHaveLength(2)
  })

  test('names a company that has no page as the notice writes it', () => {
    using edition = editionOf(...paper, aJobAnnouncement({ company: undefined, companyName: 'Kranfirmaet' }))
    expect(edition.reader.navnenytFront().notices[0]?.company).toEqual({ name: 'Kranfirmaet' })
  })
})

describe('the other notices of a company, on the page of one', () => {
  const days = ['01', '02', '03', '04', '05', '06', '07', '08']
  const norrbit = days.map((day) => notice(`Dag ${day}`, `2026-02-${day}T08:00:00Z`))
  const besides = (edition: ReturnType<typeof editionOf>, slug: string) =>
    edition.reader.notice(slug)?.moreFromCompany.map(({ person }) => person)

  test('are those that came just after and just before it, the newest first', () => {
    using edition = editionOf(...paper, ...norrbit)
    expect(besides(edition, 'dag-05-norrbit')).toEqual(['Dag 07', 'Dag 06', 'Dag 04', 'Dag 03', 'Dag 02'])
    expect(besides(edition, 'dag-08-norrbit')).toEqual(['Dag 07', 'Dag 06', 'Dag 05'])
    expect(besides(edition, 'dag-01-norrbit')).toEqual(['Dag 03', 'Dag 02'])
  })

  test('are none when it is alone, and when its company has no page', () => {
    const elsewhere = aJobAnnouncement({ person: 'Bo', company: undefined, companyName: 'Norrbit A/S' })
    using edition = editionOf(...paper, aJobAnnouncement(), elsewhere)
    expect(besides(edition, 'mette-holm-norrbit')).toEqual([])
    expect(besides(edition, 'bo-norrbit')).toEqual([])
  })
})

describe('the box of notices in an article', () => {
  const article = anArticle({ headline: 'Strøm', publishedAt: '2026-03-03T08:00:00Z' })
  const people = (edition: ReturnType<typeof editionOf>) =>
    edition.reader.story('stroem')?.notices.map(({ person }) => person)

  test('holds the four newest of those published by the end of the article’s Danish day', () => {
    using edition = editionOf(
      ...[
        ...paper,
        article,
        notice('A', '2026-02-01T08:00:00Z'),
        notice('B', '2026-02-02T08:00:00Z'),
        notice('C', '2026-02-03T08:00:00Z'),
      ],
      ...[
        notice('D', '2026-03-03T22:59:59.999Z'),
        notice('E', '2026-03-03T06:00:00Z'),
        notice('F', '2026-03-03T23:00:00Z'),
      ],
    )
    expect(people(edition)).toEqual(['D', 'E', 'C', 'B'])
  })

  test('does not change when notices come on later days', () => {
    using edition = editionOf(...paper, article, notice('A', '2026-03-03T09:00:00Z'))
    const { touched } = edition.writer.apply([put(notice('B', '2026-03-04T09:00:00Z'))], later)
    expect(touched.map(({ address }) => address)).not.toContain('/artikel/stroem/')
    expect(people(edition)).toEqual(['A'])
  })

  test('changes with a notice of its own day, and with one of an earlier day that still fits', () => {
    using edition = editionOf(...paper, article)
    for (const at of ['2026-03-03T22:00:00Z', '2026-02-01T00:00:00Z']) {
      const { touched } = edition.writer.apply([put(notice(`Fra ${at.slice(0, 10)}`, at))], later)
      expect(touched).toContainEqual(
        expect.objectContaining({ address: '/artikel/stroem/', reason: 'a notice in its box' }),
      )
    }
  })
})
