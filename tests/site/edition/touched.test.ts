import { describe, expect, test } from 'vitest'
import {
  aCompany,
  aFrontPage,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aSection,
  siteSettings,
} from '../../builders/documents.ts'
import { anImageAsset, aPicture } from '../../builders/image.ts'
import { aReference, references } from '../../builders/stored.ts'
import { editionOf, gone, later, type OpenedEdition, put } from './opened-edition.ts'

const paper = [aSection(), anAuthor(), aCompany(), siteSettings()]

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2025, 0, 1 + i, 12)).toISOString()
    return anArticle({ _id: `story-${i}`, headline: `Historie ${i}`, publishedAt: at, firstPublishedAt: at })
  })

function touchedBy(edition: OpenedEdition, ...documents: object[]): string[] {
  return edition.writer.apply(documents.map(put), later).touched.map(({ address }) => address)
}

describe('publishing a story', () => {
  test('touches its page, its lists, their feeds and its sitemap, and nothing else', () => {
    using edition = editionOf(...paper, ...many(3))
    const feeds = (page: string) => ['rss.xml', 'rss-kort.xml', 'feed.json'].map((file) => `${page}${file}`)
    expect(touchedBy(edition, anArticle({ headline: 'Ny', publishedAt: '2025-01-20T12:00:00Z' })).sort()).toEqual(
      [
        ...['/', '/artikel/ny/', '/erhverv/', '/erhverv/2025/01/', '/skribent/ida-brandt/', '/sitemap/2025-01.xml'],
        ...['/', '/erhverv/', '/skribent/ida-brandt/'].flatMap(feeds),
      ].sort(),
    )
  })

  test('says why for each address', () => {
    using edition = editionOf(...paper)
    const { touched } = edition.writer.apply([put(anArticle({ headline: 'Ny' }))], later)
    expect(Object.fromEntries(touched.map(({ address, reason }) => [address, reason]))).toMatchObject({
      '/artikel/ny/': 'the document itself',
      '/': 'the front',
      '/erhverv/': 'the front of its section',
      '/rss.xml': 'feed of the front',
      '/sitemap.xml': 'a sitemap began or ended',
    })
  })

  test('touches nothing when it is put again as it is', () => {
    using edition = editionOf(...paper, ...many(3))
    expect(touchedBy(edition, ...many(3))).toEqual([])
  })

  test('deep in the archive leaves fronts and feeds alone', () => {
    using edition = editionOf(...paper, ...many(120))
    const edited = anArticle({ ...many(1)[0], headline: 'Rettet', slug: { current: 'historie-0' } })
    expect(touchedBy(edition, edited).sort()).toEqual([
      '/artikel/historie-0/',
      '/erhverv/2025/01/',
      '/sitemap/2025-01.xml',
    ])
  })
})

describe('a change of what a story names', () => {
  test('touches the story, and the stories that show its card', () => {
    using edition = editionOf(
      ...[...paper, anArticle({ _id: 'a', headline: 'A' })],
      anArticle({ _id: 'b', headline: 'B', readAlso: references('a') }),
      anArticle({ _id: 'c', headline: 'C', readAlso: references('b') }),
    )
    const touched = touchedBy(edition, anAuthor({ name: 'Ida Brandt Lund', slug: { current: 'ida-brandt' } }))
    expect(touched).toEqual(
      expect.arrayContaining(['/artikel/a/', '/artikel/b/', '/artikel/c/', '/', '/erhverv/', '/rss.xml']),
    )
  })

  test('touches what shows the card of a story, though the story itself only stands near it', () => {
    using edition = editionOf(
      ...[...paper, anAuthor({ _id: 'other', name: 'Bo', slug: { current: 'bo' } })],
      anArticle({ _id: 'a', headline: 'A', authors: references('other') }),
      anArticle({ _id: 'b', headline: 'B', readAlso: references('a') }),
    )
    expect(touchedBy(edition, anAuthor({ _id: 'other', name: 'Bo Lund', slug: { current: 'bo' } }))).toContain(
      '/artikel/b/',
    )
  })

  test('touches every page when the navigation or the settings are others', () => {
    using edition = editionOf(...paper, ...many(3))
    const everything = edition.writer.addresses()
    expect(touchedBy(edition, siteSettings({ title: 'Molen' }))).toEqual(expect.arrayContaining(everything))
    expect(touchedBy(edition, aSection({ order: 7 }), aSection({ _id: 'new', title: 'Kultur' }))).toEqual(
      expect.arrayContaining(everything),
    )
  })

  test('touches only the front when the desk chooses another lead', () => {
    using edition = editionOf(...paper, ...many(3))
    expect(touchedBy(edition, aFrontPage({ lead: aReference('story-0') }))).toEqual(['/'])
  })
})

describe('taking a story away', () => {
  test('touches its page, its earlier addresses and every list it stood in', () => {
    const story = anArticle({ _id: 'a', headline: 'A', earlierSlugs: ['foer'] })
    using edition = editionOf(...paper, story, anArticle({ _id: 'b', headline: 'B', readAlso: references('a') }))
    const touched = edition.writer.apply([gone('a')], later).touched.map(({ address }) => address)
    expect(touched).toEqual(
      expect.arrayContaining(['/artikel/a/', '/artikel/foer/', '/artikel/b/', '/', '/erhverv/2026/03/']),
    )
  })

  test('touches the archive’s neighbors when its month ends', () => {
    const [january, march] = ['2026-01-10T08:00:00Z', '2026-03-10T08:00:00Z'].map((publishedAt, i) =>
      anArticle({ headline: `Nabo ${i}`, publishedAt }),
    )
    const alone = anArticle({ _id: 'alone', headline: 'Alene', publishedAt: '2026-02-10T08:00:00Z' })
    using edition = editionOf(...paper, january ?? {}, march ?? {}, alone)
    const touched = edition.writer.apply([gone('alone')], later).touched.map(({ address }) => address)
    expect(touched).toEqual(
      expect.arrayContaining([
        '/erhverv/2026/01/',
        '/erhverv/2026/02/',
        '/erhverv/2026/03/',
        '/erhverv/',
        '/sitemap/sider.xml',
        '/sitemap.xml',
      ]),
    )
  })
})

describe('a notice of a company', () => {
  const notices = Array.from({ length: 9 }, (_, i) =>
    aJobAnnouncement({ person: `Dag ${i + 1}`, publishedAt: `2026-02-0${i + 1}T08:00:00Z` }),
  )
  const pages = (edition: OpenedEdition, document: object) =>
    touchedBy(edition, document).filter((address) => address.startsWith('/navnenyt/dag'))

  test('touches the few that show it beside them, however many the company has', () => {
    using edition = editionOf(...paper, ...notices)
    const between = aJobAnnouncement({ person: 'Bo', publishedAt: '2026-02-05T12:00:00Z' })
    const shown = ['4', '5', '6', '7', '8'].map((day) => `/navnenyt/dag-${day}-norrbit/`)
    expect(pages(edition, between).sort()).toEqual(shown)
    expect(pages(edition, { ...between, withdrawal: { reason: 'Forkert' } }).sort()).toEqual(shown)
  })

  test('touches those that it leaves and those that it joins when it is moved in time', () => {
    using edition = editionOf(...paper, ...notices)
    const moved = aJobAnnouncement({ person: 'Dag 1', publishedAt: '2026-02-10T08:00:00Z' })
    expect(pages(edition, moved).sort()).toEqual(
      ['1', '2', '3', '4', '8', '9'].map((day) => `/navnenyt/dag-${day}-norrbit/`),
    )
  })
})

describe('a first notice of a kind', () => {
  test('touches every page that names the kinds', () => {
    using edition = editionOf(...paper, aJobAnnouncement())
    const touched = touchedBy(edition, aJobAnnouncement({ person: 'Bo', kind: 'Jubilæum' }))
    expect(touched).toEqual(
      expect.arrayContaining([
        '/navnenyt/',
        '/navnenyt/type/jubilaeum/',
        '/navnenyt/type/nyt-job/',
        '/rss/',
        '/sitemap/sider.xml',
      ]),
    )
  })
})

describe('the image files of a change', () => {
  test('are those that pages now show and did not before, and those that none shows any more', () => {
    using edition = editionOf(...paper)
    const withPicture = anArticle({ leadImage: aPicture() })
    const { pictures } = edition.writer.apply([put(anImageAsset()), put(withPicture)], later)
    expect(pictures.added.map(({ address }) => address)).toEqual(
      edition.writer
        .pictures()
        .map(({ address }) => address)
        .sort(bySameOrder(pictures.added)),
    )
    expect(pictures.added).not.toEqual([])
    const { pictures: after } = edition.writer.apply([put(anArticle())], later)
    expect(after.dropped.sort()).toEqual(pictures.added.map(({ address }) => address).sort())
    expect(edition.writer.pictures()).toEqual([])
  })

  test('stay while another page shows them', () => {
    using edition = editionOf(
      ...paper,
      anImageAsset(),
      anArticle({ leadImage: aPicture() }),
      anArticle({ _id: 'b', headline: 'B', leadImage: aPicture() }),
    )
    expect(edition.writer.apply([gone('b')], later).pictures).toEqual({ added: [], dropped: [] })
  })
})

const bySameOrder = (files: { address: string }[]) => (a: string, b: string) =>
  files.findIndex(({ address }) => address === a) - files.findIndex(({ address }) => address === b)
