import { describe, expect, test } from 'vitest'
import { entriesOf, shelfOf, type Whereabouts } from '../../site/src/dependencies.ts'

const story: Whereabouts = {
  type: 'article',
  publishedAt: '2026-03-03T08:00:00.000Z',
  firstPublishedAt: '2026-03-03T09:00:00.000Z',
  changedAt: '2026-03-05T08:00:00.000Z',
  day: '2026-03-03',
  month: { year: '2026', month: '03' },
  section: '/erhverv/',
  topics: ['/emne/havne/'],
  authors: ['/skribent/ida/'],
  companies: ['/virksomhed/norrbit/'],
  hideFromSearch: false,
}

const notice: Whereabouts = {
  type: 'jobAnnouncement',
  publishedAt: story.publishedAt,
  firstPublishedAt: story.firstPublishedAt,
  changedAt: story.publishedAt,
  day: story.day,
  month: story.month,
  kind: '/navnenyt/type/nyt-job/',
  company: '/virksomhed/norrbit/',
  hideFromSearch: false,
}

const lists = (document: Whereabouts) => entriesOf(document).map(({ list }) => list)

describe('the lists of a story', () => {
  test('are those of the front, its section, its month, and everything it names, each with its feed', () => {
    expect(lists(story)).toEqual([
      ...['/', '/erhverv/', '/emne/havne/', '/skribent/ida/', '/virksomhed/norrbit/', '/erhverv/2026/03/'],
      ...[
        '/rss.xml',
        '/erhverv/rss.xml',
        '/emne/havne/rss.xml',
        '/skribent/ida/rss.xml',
        '/virksomhed/norrbit/rss.xml',
      ],
      ...['#stories-by-day', '/sitemap/2026-03.xml'],
    ])
  })

  test('run by publication on pages, by first publication in feeds, and by last change in the sitemap', () => {
    const at = (list: string) => entriesOf(story).find((entry) => entry.list === list)?.at
    expect([at('/'), at('/rss.xml'), at('/sitemap/2026-03.xml'), at('#stories-by-day')]).toEqual([
      story.publishedAt,
      story.firstPublishedAt,
      story.changedAt,
      '2026-03-03',
    ])
  })

  test('hold no sitemap when search engines are asked to stay away', () => {
    expect(lists({ ...story, hideFromSearch: true })).not.toContain('/sitemap/2026-03.xml')
  })
})

describe('the lists of a notice', () => {
  test('are those of navnenyt, the front, its month, its kind and its company', () => {
    expect(lists(notice)).toEqual([
      ...['/navnenyt/', '/#navnenyt', '/navnenyt/type/nyt-job/', '/navnenyt/2026/03/', '/virksomhed/norrbit/#navnenyt'],
      ...['/navnenyt/rss.xml', '/navnenyt/type/nyt-job/rss.xml', '/virksomhed/norrbit/rss.xml'],
      ...['#notices-by-day', '/sitemap/2026-03.xml'],
    ])
  })
})

describe('a shelf', () => {
  test.each([
    ['/', { addresses: ['/'], reach: 33, reason: 'the front' }],
    ['/#navnenyt', { addresses: ['/'], reach: 6, reason: 'notices on the front' }],
    ['/erhverv/', { addresses: ['/erhverv/'], reach: 30, reason: 'the front of its section' }],
    [
      '/erhverv/2026/03/',
      { addresses: ['/erhverv/2026/03/'], reach: Number.POSITIVE_INFINITY, reason: 'the archive of its month' },
    ],
    ['/emne/havne/', { addresses: ['/emne/havne/'], reach: 50, reason: 'the page of its topic' }],
    [
      '/virksomhed/x/#navnenyt',
      { addresses: ['/virksomhed/x/'], reach: 50, reason: 'notices on the page of a company in it' },
    ],
    ['/navnenyt/', { addresses: ['/navnenyt/'], reach: 30, reason: 'the front of navnenyt' }],
    ['/rss.xml', { addresses: ['/rss.xml', '/rss-kort.xml', '/feed.json'], reach: 50, reason: 'feed of the front' }],
    [
      '/sitemap/2026-03.xml',
      { addresses: ['/sitemap/2026-03.xml'], reach: Number.POSITIVE_INFINITY, reason: 'sitemap of its month' },
    ],
  ])('%s is shown where its name says, as far as readers see', (list, shelf) => {
    expect(shelfOf(list, 2)).toEqual(shelf)
  })

  test('of what stands on no page is nowhere', () => {
    expect(shelfOf('#stories-by-day', 0)).toBeUndefined()
  })
})
