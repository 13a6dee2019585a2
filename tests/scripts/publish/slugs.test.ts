import { globSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AddressedType, slugFault } from '#schemas/rules/slug.ts'
import {
  aCompany,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  aTopic,
  siteSettings,
} from '../../builders/documents.ts'
import { putDocuments, type SentDocument } from '../../rigs/lake-documents.ts'
import { differencesBetween, type PressRig, pressOn, type Tree, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

const builders: Record<AddressedType, (overrides: Record<string, unknown>) => SentDocument> = {
  article: anArticle,
  jobAnnouncement: aJobAnnouncement,
  author: anAuthor,
  company: aCompany,
  section: aSection,
  topic: aTopic,
  page: aPage,
}
const types = Object.keys(builders) as AddressedType[] // Object.keys forgets the names of its own argument

const withSlug = (type: AddressedType, current: unknown, overrides: Record<string, unknown> = {}): SentDocument =>
  builders[type]({ _id: 'odd', slug: { _type: 'slug', current }, ...overrides })

/** No document of any type may have these. */
const impossible = {
  ...{ 'a way up': '../../etc', 'a way up, encoded': '..%2f..%2fetc', 'a way up for Windows': '..\\..\\etc' },
  ...{ 'the folder itself': '.', 'the folder above': '..', 'a path from the root': '/etc/passwd', 'a path': 'a/b' },
  ...{ 'a NUL': 'kran\u0000', 'a lone surrogate': 'kran\ud800', 'a line break': 'kran\n', 'a space': 'kran havn' },
  ...{ 'a device of Windows': 'con', 'a device in capitals': 'CON', 'a device with a number': 'lpt9' },
  ...{ 'the name of a page’s file': 'index.html', 'the name of any index': 'index', 'a feed’s file': 'rss.xml' },
  ...{ 'another feed’s file': 'feed.json', 'the page of what is not there': '404.html', 'the record': 'build.json' },
  ...{
    'the redirects': '_redirects',
    'the headers': '_headers',
    'what is gone': '_gone',
    'a hidden file': '.htaccess',
  },
  ...{ 'a sitemap': 'sitemap.xml', capitals: 'Kran', 'an å as one letter': 'p\u00e5', 'an å as two': 'pa\u030a' },
  ...{ 'a drive': 'c:', 'a stream': 'kran::$data', 'a dot at the end': 'kran.', nothing: '', 'a question': 'kran?x=1' },
  ...{ 'a tilde': 'kran~1', 'a percent sign': 'kran%00', 'a hyphen at the end': 'kran-', 'two hyphens': 'kran--havn' },
  ...{ '300 characters': 'k'.repeat(300), 'a number': 7, 'a list': ['kran'] },
}

/** These belong to the site itself, on the level where sections and standing pages are. */
const taken = [
  '2026',
  'artikel',
  'navnenyt',
  'rss',
  'rss-kort',
  'feed',
  '404',
  '410',
  'sitemap',
  'robots',
  'billeder',
  'build',
  'soeg',
  'preview',
]

describe('slugs', () => {
  let lake: LakeRig
  let site: PressRig
  let healthy: Tree

  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), anAuthor(), aCompany(), aTopic(), aPage(), siteSettings(), anArticle(), aJobAnnouncement())
    site = pressOn({ lake })
    await site.publish()
    healthy = site.tree()
  })
  afterAll(async () => {
    site[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  const put = (...documents: SentDocument[]) => putDocuments(lake, documents)

  async function published(...documents: SentDocument[]) {
    await put(...documents)
    return site.publish({ kind: 'changes', altered: documents.map(({ _id }) => _id), gone: [] })
  }

  async function removed(...ids: string[]): Promise<void> {
    await lake.client.delete({ query: '*[_id in $ids]', params: { ids } })
    await site.publish({ kind: 'changes', altered: [], gone: ids })
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
  }

  /** What lies in the press’s home and around its out folder, but for what the ledger keeps by its digest. */
  const around = () =>
    globSync('**/*', { cwd: site.home, exclude: (path) => /^site($|[\\/])/.test(path) })
      .filter((path) => !/^kept([\\/][0-9a-f]{2}([\\/][0-9a-f]+)?)?$/.test(path))
      .toSorted()

  test.each(Object.entries(impossible))(
    'that are %s are refused in a sentence for every type, and nothing is written',
    async (_, slug) => {
      const before = around()
      const documents = types.map((type) => withSlug(type, slug, { _id: `odd-${type}` }))
      const { leftOut, failedPages } = await published(...documents)
      expect(failedPages).toEqual([])
      expect(leftOut.map(({ type, faults: [fault] }) => [type, fault?.path]).toSorted()).toEqual(
        types.map((type) => [type, 'slug.current']).toSorted(),
      )
      for (const { faults } of leftOut) expect(faults[0]?.sentence).toMatch(/^.*Webadresse.*; .*\.$/)
      expect(differencesBetween(site.tree(), healthy)).toEqual([])
      expect(around()).toEqual(before)
      await removed(...documents.map(({ _id }) => _id))
    },
  )

  test.each(taken)('of sections and pages cannot be »%s«, which is the site’s own', async (slug) => {
    for (const type of ['section', 'page'] as const) {
      const { leftOut } = await published(withSlug(type, slug))
      expect(leftOut.map(({ faults: [fault] }) => fault?.path)).toEqual(['slug.current'])
      expect(leftOut[0]?.faults[0]?.sentence).toContain(`kan ikke være »${slug}«`)
      expect(differencesBetween(site.tree(), healthy)).toEqual([])
    }
    await removed('odd')
  })

  test('cannot be the name of anything that stands on the site’s first level', () => {
    const own = new Set([...healthy.keys(), 'build.json'].map((file) => file.split('/')[0] ?? ''))
    for (const document of ['erhverv', 'om-avisen']) expect(own.delete(document), document).toBe(true)
    const names = [...own].flatMap((name) => [name, name.replace(/\..*/, '')])
    for (const type of ['section', 'page'] as const) {
      expect(names.filter((name) => slugFault(type, name) === undefined)).toEqual([])
    }
  })

  test('from before lead nowhere when they are not slugs', async () => {
    const earlierSlugs = Object.values(impossible).filter((slug) => typeof slug === 'string')
    const story = anArticle({ _id: 'odd', headline: 'Omdøbt historie' })
    await published(story)
    const without = site.tree()
    const { leftOut } = await published({ ...story, earlierSlugs })
    expect(leftOut).toEqual([])
    expect(differencesBetween(site.tree(), without)).toEqual([])
    await removed('odd')
  })

  test.each([
    '../../etc/passwd',
    '.',
    '..',
    'CON',
    'index.html',
    'rss.xml',
    'Å',
    'A\u030a',
    '2026',
    '日本',
    '💥',
    'k'.repeat(300),
  ])('of kinds of notices stay in their folder when the kind is »%s«', async (kind) => {
    const before = around()
    const { leftOut, failedPages, changed } = await published(withSlug('jobAnnouncement', 'skaev-person', { kind }))
    expect([leftOut, failedPages]).toEqual([[], []])
    const pages = changed.filter(
      (file) => file.startsWith('/navnenyt/type/') && !file.startsWith('/navnenyt/type/nyt-job/'),
    )
    expect(pages.length).toBeGreaterThan(0)
    for (const page of pages)
      expect(page).toMatch(/^\/navnenyt\/type\/(?!(con|nul|aux|prn)\/)[a-z0-9]+(-[a-z0-9]+)*\/[a-z.-]*$/)
    expect(around()).toEqual(before)
    expect(differencesBetween(site.tree(), (await wholeSite({ lake })).tree)).toEqual([])
    await removed('odd')
  })

  test.each(types)(
    'that two documents want stay with the older, which the other is told, for the type %s',
    async (type) => {
      const older = withSlug(type, 'samme-adresse', {
        _id: 'older',
        _createdAt: '2026-03-01T08:00:00Z',
        firstPublishedAt: undefined,
      })
      const younger = withSlug(type, 'samme-adresse', {
        _id: 'a-younger',
        _createdAt: '2026-03-02T08:00:00Z',
        firstPublishedAt: undefined,
      })
      await published(older)
      const alone = site.tree()
      const { leftOut } = await published(younger)
      expect(leftOut.map(({ id }) => id)).toEqual(['a-younger'])
      expect(leftOut[0]?.faults[0]?.sentence).toMatch(
        /er udeladt, fordi adressen \/.*samme-adresse\/ allerede tilhører ».+«; giv den en anden adresse/,
      )
      expect(differencesBetween(site.tree(), alone)).toEqual([])
      await removed('older', 'a-younger')
      // The other way round, as when an archive is brought in after today’s story.
      await published(younger)
      const late = await published(older)
      expect(late.leftOut.map(({ id }) => id)).toEqual(['a-younger'])
      expect(differencesBetween(site.tree(), alone)).toEqual([])
      // And in one transaction.
      await removed('older', 'a-younger')
      await published(younger, older)
      expect(differencesBetween(site.tree(), alone)).toEqual([])
      await removed('older', 'a-younger')
    },
  )

  test('that differ in nothing but their case or their accents never meet on a disk that knows neither', async () => {
    const pairs = [
      ['kran', 'Kran'],
      ['pa', 'p\u00e5'],
      ['p\u00e5', 'pa\u030a'],
      ['strasse', 'stra\u00dfe'],
    ]
    const documents = pairs.flat().map((slug, n) => withSlug('article', slug, { _id: `odd-${n}` }))
    await published(...documents)
    const files = [...site.tree().keys()]
    const folded = new Set(files.map((file) => file.normalize('NFC').toLowerCase()))
    expect(folded.size).toBe(files.length)
    expect(files.filter((file) => /[^\x21-\x7e]/.test(file))).toEqual([])
    await removed(...documents.map(({ _id }) => _id))
  })
})
