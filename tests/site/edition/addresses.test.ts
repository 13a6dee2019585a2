import { describe, expect, test } from 'vitest'
import { fileOf } from '#site'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aPage, aSection } from '../../builders/documents.ts'
import { answersOf } from './answers.ts'
import { editionOf, gone, later, put } from './opened-edition.ts'

const paper = [aSection(), anAuthor(), aCompany()]
const created = (day: string) => `2026-01-${day}T00:00:00Z`

describe('an address that two documents want', () => {
  const older = anArticle({ _id: 'z', headline: 'Ældst', slug: { current: 'stroem' }, firstPublishedAt: created('01') })
  const younger = anArticle({
    _id: 'a',
    headline: 'Yngst',
    slug: { current: 'stroem' },
    firstPublishedAt: created('02'),
  })

  test('stays with the one that readers saw first, and the other is named', () => {
    using edition = editionOf(...paper, younger)
    const { refused } = edition.writer.apply([put(older)], later)
    expect(edition.reader.story('stroem')?.headline).toBe('Ældst')
    expect(refused).toEqual([
      {
        id: 'a',
        type: 'article',
        sentence:
          '»Yngst« er udeladt, fordi adressen /artikel/stroem/ allerede tilhører »Ældst«; giv den en anden adresse, og udgiv den igen.',
      },
    ])
    expect(edition.writer.refusals()).toEqual(refused)
  })

  test('goes to the next when the first gives it up', () => {
    using edition = editionOf(...paper, older, younger)
    edition.writer.apply([gone('z')], later)
    expect(edition.reader.story('stroem')?.headline).toBe('Yngst')
    expect(edition.writer.refusals()).toEqual([])
  })

  test('goes to the smaller id when both are equally old', () => {
    using edition = editionOf(...paper, { ...older, firstPublishedAt: created('02') }, younger)
    expect(edition.reader.story('stroem')?.headline).toBe('Yngst')
  })

  test('is one for sections and standing pages together', () => {
    const page = aPage({ slug: { current: 'erhverv' }, _createdAt: created('01') })
    using edition = editionOf(aSection({ _createdAt: created('02') }), page)
    expect(edition.reader.sectionFront('erhverv')).toBeUndefined()
    expect(edition.reader.standingPage('erhverv')?.title).toBe('Om avisen')
    expect(edition.reader.navigation().sections).toEqual([])
  })

  test('is no matter between families: an author and a topic may share a slug', () => {
    using edition = editionOf(...paper, anAuthor({ _id: 'x', slug: { current: 'norrbit-as' } }))
    expect(edition.reader.author('norrbit-as')).toBeDefined()
    expect(edition.reader.company('norrbit-as')).toBeDefined()
  })
})

describe('an address that a document has left', () => {
  const moved = anArticle({ slug: { current: 'ny' }, earlierSlugs: ['foerst', 'siden'] })

  test('leads on to the present one, from every earlier slug at once', () => {
    using edition = editionOf(...paper, moved)
    const to = { title: 'Havnen i Esbjerg får strøm fra land', address: '/artikel/ny/' }
    expect(edition.reader.redirect('/artikel/foerst/')).toEqual(to)
    expect(edition.reader.redirect('/artikel/siden/')).toEqual(to)
    expect(edition.reader.slugs('artikel')).toEqual(['ny', 'foerst', 'siden'])
  })

  test('leads nowhere while another document lives there', () => {
    using edition = editionOf(...paper, moved, anArticle({ _id: 'other', slug: { current: 'siden' } }))
    expect(edition.reader.redirect('/artikel/siden/')).toBeUndefined()
    expect(edition.reader.story('siden')).toBeDefined()
    edition.writer.apply([gone('other')], later)
    expect(edition.reader.redirect('/artikel/siden/')).toMatchObject({ address: '/artikel/ny/' })
  })

  test('is gone with the story', () => {
    using edition = editionOf(...paper, moved)
    edition.writer.apply([put({ ...moved, withdrawal: { reason: 'Forkert' } })], later)
    expect(edition.reader.redirect('/artikel/foerst/')).toBeUndefined()
    expect(edition.reader.addresses().filter((address) => address.startsWith('/artikel/'))).toEqual([])
  })

  test('takes a section’s months and feeds along', () => {
    using edition = editionOf(
      aSection({ slug: { current: 'penge' }, earlierSlugs: ['erhverv'] }),
      anAuthor(),
      anArticle(),
    )
    expect(edition.reader.redirect('/erhverv/2026/03/')).toEqual({
      title: 'Erhverv, marts 2026',
      address: '/penge/2026/03/',
    })
    expect(edition.reader.feed('/erhverv/')).toEqual(edition.reader.feed('/penge/'))
    expect(edition.reader.addresses()).toEqual(
      expect.arrayContaining(['/erhverv/', '/erhverv/2026/03/', '/erhverv/rss.xml']),
    )
  })
})

describe('the addresses of the site', () => {
  test('are there when nothing is published yet', () => {
    using edition = editionOf()
    expect(edition.writer.addresses()).toEqual([
      ...['/', '/navnenyt/', '/rss/', '/404.html', '/robots.txt', '/sitemap.xml', '/sitemap/sider.xml'],
      ...['/_redirects', '/_gone'],
      ...[
        '/rss.xml',
        '/rss-kort.xml',
        '/feed.json',
        '/navnenyt/rss.xml',
        '/navnenyt/rss-kort.xml',
        '/navnenyt/feed.json',
      ],
    ])
  })

  test('have each something to show, and each once', () => {
    using edition = editionOf(...paper, aPage(), anArticle({ earlierSlugs: ['en'] }), aJobAnnouncement())
    const addresses = edition.writer.addresses()
    const answers = answersOf(edition.reader)
    expect(addresses).toHaveLength(new Set(addresses).size)
    expect(addresses.filter((address) => answers.get(address) === undefined)).toEqual([])
    expect(addresses).toEqual(
      expect.arrayContaining(['/navnenyt/type/nyt-job/', '/navnenyt/2026/03/', '/sitemap/2026-03.xml']),
    )
  })

  test('stand in files of their own', () => {
    expect(fileOf('/')).toBe('index.html')
    expect(fileOf('/artikel/x/')).toBe('artikel/x/index.html')
    expect(fileOf('/erhverv/rss.xml')).toBe('erhverv/rss.xml')
    expect(fileOf('/404.html')).toBe('404.html')
  })

  test('are unknown when nobody published them', () => {
    using edition = editionOf(...paper)
    const { reader } = edition
    const pages = [
      reader.story('x'),
      reader.notice('x'),
      reader.sectionFront('x'),
      reader.standingPage('x'),
      reader.topic('x'),
    ]
    const lists = [
      reader.sectionMonth('erhverv', { year: '2020', month: '01' }),
      reader.navnenytMonth({ year: '2020', month: '01' }),
    ]
    const others = [
      reader.navnenytKind('x'),
      reader.feed('/emne/x/'),
      reader.sitemap('2020-01'),
      reader.redirect('/x/'),
      reader.redirect('/x/y'),
    ]
    for (const answer of [...pages, ...lists, ...others]) expect(answer).toBeUndefined()
  })
})
