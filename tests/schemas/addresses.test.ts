import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addressOf,
  feedAddress,
  kindAddress,
  navnenytMonthAddress,
  placeAt,
  reservedWords,
  sectionMonthAddress,
} from '#schemas/addresses.ts'
import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { type AddressedType, slugFault } from '#schemas/rules/slug.ts'

const at = (type: AddressedType, slug = 'slug') => addressOf({ _type: type, slug: { current: slug } })

describe('the address', () => {
  test('of each kind of document is as promised', () => {
    expect(addressOf({ _type: 'frontPage' })).toBe('/')
    expect(at('article')).toBe('/artikel/slug/')
    expect(at('jobAnnouncement')).toBe('/navnenyt/slug/')
    expect(at('company')).toBe('/virksomhed/slug/')
    expect(at('topic')).toBe('/emne/slug/')
    expect(at('author')).toBe('/skribent/slug/')
    expect(at('section')).toBe('/slug/')
    expect(at('page')).toBe('/slug/')
  })

  test('of an archive names year and month', () => {
    expect(sectionMonthAddress('erhverv', '2026', '03')).toBe('/erhverv/2026/03/')
    expect(sectionMonthAddress({ slug: { current: 'erhverv' } }, '2026', '03')).toBe('/erhverv/2026/03/')
    expect(navnenytMonthAddress('2026', '03')).toBe('/navnenyt/2026/03/')
  })

  test('of a kind of notice is made from its label, known or not', () => {
    expect(kindAddress('Færdiggjort uddannelse')).toBe('/navnenyt/type/faerdiggjort-uddannelse/')
    expect(kindAddress('Orlov')).toBe('/navnenyt/type/orlov/')
    expect(kindAddress('???')).toBe('/navnenyt/type/andet/')
  })

  test('of a feed lies beside its page', () => {
    expect(feedAddress('/', 'rss.xml')).toBe('/rss.xml')
    expect(feedAddress('/navnenyt/', 'feed.json')).toBe('/navnenyt/feed.json')
  })

  test('of each known kind is its own', () => {
    expect(new Set(noticeKinds.map(kindAddress)).size).toBe(noticeKinds.length)
  })
})

describe('the place at an address', () => {
  test.each([
    ['/', { place: 'front' }],
    ['/navnenyt/', { place: 'navnenyt' }],
    ['/rss/', { place: 'feeds' }],
    ['/soeg/', { place: 'search' }],
    ['/navnenyt/2026/03/', { place: 'navnenyt-month', year: '2026', month: '03' }],
    ['/navnenyt/type/nyt-job/', { place: 'kind', kind: 'nyt-job' }],
    ['/erhverv/2026/03/', { place: 'section-month', section: 'erhverv', year: '2026', month: '03' }],
    ['/erhverv/', { place: 'section-or-page', slug: 'erhverv' }],
    ['/artikel/havnen/', { place: 'document', type: 'article', slug: 'havnen' }],
  ])('%s is told by its form', (address, place) => {
    expect(placeAt(address)).toEqual(place)
  })

  test.each([
    '',
    'artikel/x/',
    '/artikel/x',
    '/artikel/',
    '/artikel/../x/',
    '/erhverv/2026/13/',
    '/navnenyt/type/',
    '/artikel/x/y/',
    '//x/',
  ])('%j is none of ours', (address) => {
    expect(placeAt(address)).toBeUndefined()
  })

  const slugs = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/)
  const types = fc.constantFrom<AddressedType>(
    'article',
    'jobAnnouncement',
    'author',
    'company',
    'topic',
    'section',
    'page',
  )

  test('of a document is the document again, whatever its slug', () => {
    fc.assert(
      fc.property(types, slugs, (type, slug) => {
        fc.pre(slugFault(type, slug) === undefined)
        const place = placeAt(at(type, slug))
        const onFirstLevel = type === 'section' || type === 'page'
        expect(place).toEqual(onFirstLevel ? { place: 'section-or-page', slug } : { place: 'document', type, slug })
      }),
    )
  })

  test('is never a section where a word is reserved', () => {
    for (const word of reservedWords.section) expect(slugFault('section', word)).toBeDefined()
  })
})
