import fc from 'fast-check'
import type { Change } from '#site'
import { aBlock, aReferringBlock, parts } from '../../builders/body.ts'
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
import { anImageAsset, anImageId, aPicture } from '../../builders/image.ts'
import { aReference, references } from '../../builders/stored.ts'
import { gone, put } from './opened-edition.ts'

/** Changes that come together, and when. */
export type Step = { changes: Change[]; now: string }

const ids = (type: string, count: number) => Array.from({ length: count }, (_, i) => `${type}-${i}`)

const articles = ids('article', 6)
const notices = ids('notice', 5)
const sections = ids('section', 3)
const authors = ids('author', 2)
const topics = ids('topic', 2)
const companies = ids('company', 2)
const pages = ids('page', 2)
const images = ['a', 'b'].map(anImageId)

/** Few words, so that documents often want the same address. */
const slug = fc.constantFrom('en', 'to', 'tre', 'fire').map((current) => ({ _type: 'slug', current }))
const earlierSlugs = fc.uniqueArray(fc.constantFrom('en', 'to', 'tre', 'fire', 'fem'), { maxLength: 2 })
const words = fc.constantFrom('Havnen', 'Skibet', 'Kranen', 'Færgen')

/** Around midnights, month ends, the change to summer time, and the archive below; some lie ahead of some steps. */
const instant = fc.constantFrom(
  ...['2026-01-31T22:59:59.999Z', '2026-01-31T23:00:00.000Z', '2026-02-10T08:00:00.000Z', '2026-02-10T23:30:00.000Z'],
  ...['2026-03-03T08:12:00.000Z', '2026-03-03T09:00:00.000Z', '2026-03-29T00:30:00.000Z', '2026-03-29T01:30:00.000Z'],
  ...['2026-03-31T22:00:00.000Z', '2026-04-02T08:00:00.000Z', '2026-05-01T08:00:00.000Z'],
)

const now = fc.constantFrom(
  '2026-03-01T00:00:00.000Z',
  '2026-03-05T00:00:00.000Z',
  '2026-04-03T00:00:00.000Z',
  '2026-05-02T00:00:00.000Z',
)

const some = (of: string[]) => fc.subarray(of).map((chosen) => references(...chosen))
const one = (of: string[]) => fc.constantFrom(...of).map(aReference)
const picture = fc.constantFrom(...images).map((id) => aPicture({ asset: aReference(id) }))
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const withdrawal = fc.option(fc.constant({ withdrawnAt: '2026-03-02T00:00:00Z', reason: 'Forkert' }), {
  nil: undefined,
  freq: 6,
})
const story = fc.constantFrom(...articles, ...notices)

const body = fc.array(
  fc.oneof(
    words.map((word) => aBlock(word)),
    fc
      .constantFrom(...articles, ...notices, ...authors, ...companies, ...sections, ...pages)
      .map((id) => aReferringBlock('her', id)),
    story.map((id) => parts.readAlso(id)),
    picture.map((image) => ({ ...image, _type: 'figure', _key: 'figure' })),
  ),
  { maxLength: 3 },
)

const identified = (of: string[], fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record({ _id: fc.constantFrom(...of), _createdAt: instant, slug, earlierSlugs, ...fields })

const document = fc.oneof(
  {
    weight: 6,
    arbitrary: identified(articles, {
      ...{
        headline: words,
        section: one(sections),
        authors: some(authors),
        topics: some(topics),
        companies: some(companies),
      },
      ...{
        leadImage: perhaps(picture),
        body,
        readAlso: fc.array(story, { maxLength: 2 }).map((chosen) => references(...chosen)),
      },
      ...{ publishedAt: instant, firstPublishedAt: perhaps(instant), withdrawal },
      seo: perhaps(fc.boolean().map((hideFromSearch) => ({ hideFromSearch }))),
    }).map(anArticle),
  },
  {
    weight: 4,
    arbitrary: identified(notices, {
      ...{
        person: words,
        kind: fc.constantFrom('Nyt job', 'nyt job', 'Jubilæum'),
        company: one(companies),
        portrait: perhaps(picture),
      },
      ...{ companyName: perhaps(words), publishedAt: instant, firstPublishedAt: perhaps(instant), withdrawal },
    }).map(aJobAnnouncement),
  },
  {
    weight: 2,
    arbitrary: identified(sections, { title: words, order: fc.nat(2), description: perhaps(words) }).map(aSection),
  },
  {
    weight: 1,
    arbitrary: identified(authors, { name: words, role: perhaps(words), portrait: perhaps(picture) }).map(anAuthor),
  },
  {
    weight: 1,
    arbitrary: identified(companies, { name: words, description: perhaps(words), logo: perhaps(picture) }).map(
      aCompany,
    ),
  },
  { weight: 1, arbitrary: identified(topics, { title: words, description: perhaps(words) }).map(aTopic) },
  { weight: 1, arbitrary: identified(pages, { title: words, body }).map(aPage) },
  { weight: 1, arbitrary: fc.record({ lead: perhaps(one(articles)), pinned: some(articles) }).map(aFrontPage) },
  { weight: 1, arbitrary: fc.record({ title: words }).map(siteSettings) },
  {
    weight: 1,
    arbitrary: fc
      .record({ _id: fc.constantFrom(...images), path: perhaps(fc.constantFrom('images/a.jpg', 'images/b.jpg')) })
      .map(anImageAsset),
  },
)

const everyId = [
  ...articles,
  ...notices,
  ...sections,
  ...authors,
  ...topics,
  ...companies,
  ...pages,
  ...images,
  'frontPage',
  'siteSettings',
]

const change = fc.oneof(
  { weight: 5, arbitrary: document.map(put) },
  { weight: 1, arbitrary: fc.constantFrom(...everyId).map(gone) },
)

/** One to four changes at once, one for each document. */
export const aStep: fc.Arbitrary<Step> = fc.record({
  changes: fc.uniqueArray(change, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
  now,
})

/** What was published before: more stories and notices than any list of the newest shows, so that some changes lie below it. */
export const archive: Change[] = [
  aSection({ _id: 'section-0', title: 'Havnen', slug: { current: 'en' } }),
  anAuthor({ _id: 'author-0', name: 'Ida', slug: { current: 'en' } }),
  aTopic({ _id: 'topic-0', title: 'Skibe', slug: { current: 'en' } }),
  aCompany({ _id: 'company-0', name: 'Norrbit', slug: { current: 'en' } }),
  anImageAsset({ _id: images[0] }),
  ...Array.from({ length: 55 }, (_, i) =>
    anArticle({
      _id: `old-${i}`,
      headline: `Historie ${i}`,
      slug: { current: `historie-${i}` },
      section: aReference('section-0'),
      authors: references('author-0'),
      topics: references('topic-0'),
      companies: references('company-0'),
      publishedAt: `2026-02-${10 + (i % 12)}T0${i % 10}:00:00.000Z`,
      firstPublishedAt: `2026-02-${10 + (i % 12)}T0${i % 10}:00:00.000Z`,
    }),
  ),
  ...Array.from({ length: 8 }, (_, i) =>
    aJobAnnouncement({
      _id: `old-notice-${i}`,
      person: `Person ${i}`,
      slug: { current: `person-${i}` },
      company: aReference('company-0'),
      publishedAt: `2026-02-1${i}T08:00:00.000Z`,
    }),
  ),
].map(put)
