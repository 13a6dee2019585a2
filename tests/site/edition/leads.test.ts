import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Edition } from '../../../site/src/edition/reader.ts'
import { mostLeads } from '../../../site/src/edition/reading/leads.ts'
import { aCompany, anArticle, anAuthor, aPage, aSection, aTopic } from '../../builders/documents.ts'
import { aReference, references } from '../../builders/stored.ts'
import { runs } from '../../rigs/runs.ts'
import { editionOf, gone, later, openedEdition, put } from './opened-edition.ts'
import { archive, aStep } from './random-newsroom.ts'

const paper = [aSection(), anAuthor(), aCompany()]
const digestOf = (address: string) => createHash('sha256').update(address).digest('hex')
const isFeed = (address: string) => /\/(?:rss|rss-kort)\.xml$|\/feed\.json$/.test(address)
const pageOf = (feed: string) => feed.replace(/[^/]+$/, '')

/** Every address that a small page leads on from, by that page itself. */
function smallPages(reader: Edition): Map<string, string> {
  const pages = reader.addresses().filter((address) => address.endsWith('/'))
  return new Map(
    pages.flatMap((from) => [[from, reader.redirect(from)?.address ?? ''] as const]).filter(([, to]) => to),
  )
}

describe('the addresses that lead elsewhere', () => {
  test('are told to hosts as their small pages tell them to readers, in one step and never in a circle', () => {
    fc.assert(
      fc.property(fc.array(aStep, { minLength: 1, maxLength: 6 }), (steps) => {
        using edition = openedEdition()
        edition.writer.apply(archive, '2026-03-01T00:00:00.000Z')
        const times = steps.map(({ now }) => now).toSorted()
        for (const [place, { changes }] of steps.entries()) edition.writer.apply(changes, times[place] ?? later)
        const { reader } = edition
        const leads = reader.leads()
        const pages = leads.filter(({ from }) => !isFeed(from))
        expect(new Map(pages.map(({ from, to }) => [from, to]))).toEqual(smallPages(reader))
        const left = new Set(leads.map(({ from }) => from))
        expect(left.size).toBe(leads.length)
        expect(leads.filter(({ to }) => left.has(to))).toEqual([])
        for (const { from, to } of leads.filter(({ from }) => isFeed(from))) {
          expect(reader.feed(pageOf(from))?.address).toBe(pageOf(to))
        }
        const known = new Set(reader.addresses())
        expect(leads.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([])
        const digests = new Set(reader.goneDigests())
        expect([...known].filter((address) => digests.has(digestOf(address)))).toEqual([])
      }),
      { numRuns: runs(30, 1_000) },
    )
  })

  test('take a section’s feeds and months along', () => {
    using edition = editionOf(
      aSection({ slug: { current: 'penge' }, earlierSlugs: ['erhverv'] }),
      anAuthor(),
      anArticle(),
    )
    expect(edition.reader.leads()).toEqual([
      { from: '/erhverv/', to: '/penge/' },
      { from: '/erhverv/rss.xml', to: '/penge/rss.xml' },
      { from: '/erhverv/rss-kort.xml', to: '/penge/rss-kort.xml' },
      { from: '/erhverv/feed.json', to: '/penge/feed.json' },
      { from: '/erhverv/2026/03/', to: '/penge/2026/03/' },
    ])
  })

  test('are told from the paper’s own pages down to the oldest story, and no more than hosts read', () => {
    const moved = (at: number) =>
      anArticle({
        ...{ _id: `a-${at}`, slug: { current: `ny-${at}` }, earlierSlugs: [`foer-${at}`] },
        firstPublishedAt: `20${String(at).padStart(2, '0')}-01-01T00:00:00.000Z`,
      })
    using edition = editionOf(...paper, aPage({ earlierSlugs: ['kolofon'] }), ...[3, 1, 2].map(moved))
    expect(edition.reader.leads().map(({ from }) => from)).toEqual([
      ...['/kolofon/', '/artikel/foer-3/', '/artikel/foer-2/', '/artikel/foer-1/'],
    ])
    const topic = aTopic({ earlierSlugs: Array.from({ length: 600 }, (_, place) => `emne-${place}`) })
    edition.writer.apply([put(topic)], later)
    expect(edition.reader.leads()).toHaveLength(mostLeads)
    expect(edition.reader.leads()[0]).toEqual({ from: '/kolofon/', to: '/om-avisen/' })
  })

  test('are told anew when a page takes one of them, and when it gives it back', () => {
    using edition = editionOf(...paper, anArticle({ slug: { current: 'ny' }, earlierSlugs: ['gammel'] }))
    const taken = edition.writer.apply([put(anArticle({ _id: 'b', slug: { current: 'gammel' } }))], later)
    expect(taken.touched.map(({ address }) => address)).toContain('/_redirects')
    expect(edition.reader.leads()).toEqual([])
    const given = edition.writer.apply([gone('b')], later)
    expect(given.touched.map(({ address }) => address)).toContain('/_redirects')
    expect(edition.reader.leads()).toEqual([{ from: '/artikel/gammel/', to: '/artikel/ny/' }])
  })

  test('are left alone by a story that nobody moved', () => {
    using edition = editionOf(...paper, anArticle({ _id: 'a', slug: { current: 'ny' }, earlierSlugs: ['gammel'] }))
    const edited = anArticle({ _id: 'a', slug: { current: 'ny' }, earlierSlugs: ['gammel'], headline: 'Rettet' })
    const { touched } = edition.writer.apply([put(edited), put(anArticle({ _id: 'b', headline: 'En anden' }))], later)
    expect(touched.map(({ address }) => address)).not.toContain('/_redirects')
  })
})

describe('the addresses that are gone for good', () => {
  const withdrawal = { withdrawnAt: '2026-03-05T00:00:00.000Z', reason: 'Forkert' }
  const withdrawn = (overrides: Record<string, unknown> = {}) =>
    anArticle({
      ...{ slug: { current: 'ny' }, earlierSlugs: ['gammel'], withdrawal, _updatedAt: '2026-03-05T00:00:01.000Z' },
      ...overrides,
    })

  test('are those of a story that was taken back, told by digest alone', () => {
    using edition = editionOf(...paper, withdrawn())
    expect(edition.reader.goneDigests()).toEqual(['/artikel/gammel/', '/artikel/ny/'].map(digestOf).toSorted())
  })

  test('are not those of a story that readers never saw', () => {
    const unseen = { publishedAt: '2026-06-01T00:00:00.000Z', firstPublishedAt: '2026-06-01T00:00:00.000Z' }
    using edition = editionOf(...paper, withdrawn(unseen))
    expect(edition.reader.goneDigests()).toEqual([])
  })

  test('are in use again as soon as another page takes one, or leads on from it', () => {
    using edition = editionOf(...paper, withdrawn({ _id: 'a' }))
    const others = [
      anArticle({ _id: 'b', slug: { current: 'ny' } }),
      anArticle({ _id: 'c', slug: { current: 'c' }, earlierSlugs: ['gammel'] }),
    ]
    const { touched } = edition.writer.apply(others.map(put), later)
    expect(touched.map(({ address }) => address)).toContain('/_gone')
    expect(edition.reader.goneDigests()).toEqual([])
  })

  test('come back with their story', () => {
    using edition = editionOf(...paper, withdrawn({ _id: 'a' }))
    edition.writer.apply([put(anArticle({ _id: 'a', slug: { current: 'ny' }, earlierSlugs: ['gammel'] }))], later)
    expect(edition.reader.goneDigests()).toEqual([])
    expect(edition.reader.story('ny')).toBeDefined()
    expect(edition.reader.redirect('/artikel/gammel/')?.address).toBe('/artikel/ny/')
  })
})

describe('documents that readers must do without', () => {
  test('are told by id and reason, and by no word of theirs', () => {
    using edition = editionOf(
      ...paper,
      anArticle({ _id: 'uden', section: aReference('section-ukendt') }),
      anArticle({ _id: 'foerst', slug: { current: 'samme' }, authors: references('author-ida') }),
      anArticle({ _id: 'siden', slug: { current: 'samme' }, firstPublishedAt: '2026-03-04T00:00:00.000Z' }),
    )
    expect(edition.writer.leftOut()).toEqual([
      { id: 'siden', reason: 'address-taken' },
      { id: 'uden', reason: 'no-section' },
    ])
  })
})
