import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
import { aPicture } from '../../builders/image.ts'
import { aReference, references } from '../../builders/stored.ts'
import { putDocuments, type SentDocument, withWeakReferences } from '../../rigs/lake-documents.ts'
import { type PressRig, plainlyBuilt, pressOn } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

const now = '2026-03-03T12:00:00.000Z'
const tomorrow = '2026-03-04T06:00:00.000Z'

/** The word that betrays a document, as a slug can hold it; in any case of letters it may stand nowhere. */
const canary = 'kanariefugl'

/** A document of each type of which every text, slug and earlier slug holds the canary and the document's own name. */
function telltale(id: string, name: string, image: string): SentDocument[] {
  const word = `${canary}-${name}`
  const slug = { _type: 'slug', current: word }
  const picture = { ...aPicture({ asset: aReference(image) }), alt: word, caption: word, credit: word }
  const seo = { title: word, description: word, image: picture }
  const body = [
    aBlock(word),
    { ...parts.quote(), text: word, speaker: word },
    { ...picture, _type: 'figure', _key: 'f' },
  ]
  const shared = { slug, earlierSlugs: [`${word}-foer`], description: word, internalNote: word }
  return [
    anArticle({
      ...shared,
      _id: `${id}-article`,
      headline: word,
      kicker: word,
      standfirst: word,
      body,
      leadImage: picture,
      seo,
      sponsoredBy: word,
      corrections: [{ _key: 'c', at: now, text: word }],
    }),
    aJobAnnouncement({
      ...shared,
      _id: `${id}-notice`,
      person: word,
      role: word,
      kind: word,
      companyName: word,
      freeText: word,
      portrait: picture,
      originalText: word,
    }),
    anAuthor({
      ...shared,
      _id: `${id}-author`,
      name: word,
      role: word,
      bio: word,
      email: `${word}@kajen.example`,
      portrait: picture,
    }),
    aCompany({
      ...shared,
      _id: `${id}-company`,
      name: word,
      alsoKnownAs: [word],
      website: `https://${word}.example`,
      logo: picture,
    }),
    aTopic({ ...shared, _id: `${id}-topic`, title: word }),
    aSection({ ...shared, _id: `${id}-section`, title: word }),
    aPage({ ...shared, _id: `${id}-page`, title: word, standfirst: word, body, seo }),
  ]
}

const kinds = ['article', 'notice', 'author', 'company', 'topic', 'section', 'page']

/** A story that names every telltale of this id in every way it can. */
function gossip(id: string): SentDocument {
  const all = kinds.map((kind) => `${id}-${kind}`)
  return anArticle({
    _id: `gossip-${id.replaceAll(/[^a-z]/g, '')}`,
    headline: `Historie ved siden af ${id.length} andre`,
    slug: { _type: 'slug', current: `ved-siden-af-${id.replaceAll(/[^a-z]/g, '')}` },
    authors: references('author-ida', `${id}-author`),
    companies: references(`${id}-company`),
    topics: references(`${id}-topic`),
    readAlso: references(`${id}-article`, `${id}-notice`),
    body: [
      ...all.map((other, n) => ({ ...aReferringBlock('et ord', other), _key: `k${n}` })),
      parts.readAlso(`${id}-article`, `${id}-notice`),
    ],
  })
}

const withdrawal = { _type: 'withdrawal', withdrawnAt: now, reason: `${canary}-grund` }

/** What the lake holds and no reader may see, each with the id under which published documents name it. */
const hidden: Record<string, { id: string; documents(image: string): SentDocument[] }> = {
  'drafts of nothing': { id: 'unborn', documents: (image) => telltale('drafts.unborn', 'kladde', image) },
  'drafts of what is published': {
    id: 'known',
    documents: (image) => [...plain('known'), ...telltale('drafts.known', 'aendring', image)],
  },
  'versions in a release': {
    id: 'released',
    documents: (image) => [...plain('released'), ...telltale('versions.r1.released', 'udgave', image)],
  },
  'stories of tomorrow': {
    id: 'tomorrow',
    documents: (image) =>
      stories(telltale('tomorrow', 'i-morgen', image)).map((story) => ({
        ...story,
        publishedAt: tomorrow,
        firstPublishedAt: tomorrow,
      })),
  },
  'withdrawn stories': {
    id: 'withdrawn',
    documents: (image) => stories(telltale('withdrawn', 'tilbage', image)).map((story) => ({ ...story, withdrawal })),
  },
  'stories of a section that is not published': {
    id: 'homeless',
    documents: (image) =>
      stories(telltale('homeless', 'hjemloes', image))
        .slice(0, 1)
        .map((story) => ({ ...story, section: aReference('drafts.homeless-section') })),
  },
  'stories that cannot be read': {
    id: 'broken',
    documents: (image) =>
      telltale('broken', 'skadet', image).map((document) => ({
        ...document,
        slug: { _type: 'slug', current: `../${canary}` },
      })),
  },
}

const stories = (documents: SentDocument[]) =>
  documents.filter(({ _type }) => _type === 'article' || _type === 'jobAnnouncement')

/** Published documents of every type that betray nothing. */
function plain(id: string): SentDocument[] {
  const slug = { _type: 'slug', current: id }
  return [
    anArticle({ _id: `${id}-article`, headline: `Kendt historie ${id}`, slug }),
    aJobAnnouncement({ _id: `${id}-notice`, person: `Kendt Person ${id}`, slug }),
    ...[anAuthor, aCompany, aTopic].map((build, n) =>
      build({ _id: `${id}-${['author', 'company', 'topic'][n]}`, slug }),
    ),
    aSection({ _id: `${id}-section`, title: 'Kendt', slug: { _type: 'slug', current: `${id}-sektion` } }),
    aPage({ _id: `${id}-page`, title: 'Kendt side', slug: { _type: 'slug', current: `${id}-side` } }),
  ]
}

/** The names of the files of a folder, hidden ones too, whose name or content holds the word in any case of letters. */
function hitsIn(folder: string, word: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const files = entries.map((entry) => join(entry.parentPath, entry.name))
  const holds = (text: string) => text.toLowerCase().includes(word)
  return files.filter((file) => holds(file.slice(folder.length)) || holds(readFileSync(file, 'latin1')))
}

describe('what readers may not see', () => {
  let lake: LakeRig
  let site: PressRig
  let secretImage: string
  let shownImage: string

  beforeAll(async () => {
    lake = await runningLake()
    secretImage = await uploaded('#123456')
    shownImage = await uploaded('#654321')
    const kept = { _id: 'open', headline: 'Åben historie', leadImage: aPicture({ asset: aReference(shownImage) }) }
    await put(
      aSection(),
      anAuthor(),
      aCompany(),
      aTopic(),
      siteSettings({ internalNote: canary }),
      anArticle({ ...kept, originalText: canary }),
    )
    await put(aJobAnnouncement({ originalText: `${canary}-kilde`, internalNote: canary }))
    for (const { id, documents } of Object.values(hidden)) await put(...documents(secretImage), gossip(id))
    const chosen = Object.values(hidden).map(({ id }) => `${id}-article`)
    await put(aFrontPage({ lead: aReference(chosen[0] ?? ''), pinned: references(...chosen) }))
    site = pressOn({ lake, now })
    await site.publish()
  })
  afterAll(async () => {
    site[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  async function uploaded(background: string): Promise<string> {
    const drawn = sharp({ create: { width: 64, height: 48, channels: 3, background } })
    const exif = { IFD0: { Copyright: canary, Artist: canary, ImageDescription: canary } }
    const { _id } = await lake.client.assets.upload('image', await drawn.withExif(exif).jpeg().toBuffer(), {
      filename: `${canary}.jpg`,
      title: canary,
      description: canary,
    })
    return _id
  }

  const put = (...documents: SentDocument[]) => putDocuments(lake, documents.map(withWeakReferences))

  const hashOf = (image: string) => image.slice('image-'.length, 'image-'.length + 16)

  test('is in no file of the site and in no name of one, whoever refers to it', () => {
    expect(hitsIn(site.out, 'ben historie').length, 'the search finds what is there').toBeGreaterThan(0)
    expect(hitsIn(site.out, canary)).toEqual([])
    expect(hitsIn(site.out, hashOf(shownImage)).length).toBeGreaterThan(0)
    expect(hitsIn(site.out, hashOf(secretImage))).toEqual([])
  })

  test('is in no file of a plain astro build either', async () => {
    const { tree } = await plainlyBuilt({ lake, now })
    const hits = [...tree].filter(([file, bytes]) => `${file} ${bytes}`.toLowerCase().includes(canary))
    expect(hits.map(([file]) => file)).toEqual([])
    expect([...tree.keys()].filter((file) => file.includes(hashOf(secretImage)))).toEqual([])
  })

  test('is still not there when everything is published anew, and when it is edited', async () => {
    for (const { documents } of Object.values(hidden)) {
      const edited = documents(secretImage).map((document) => ({ ...document, note: `${canary}-igen` }))
      await put(...edited)
      await site.publish({ kind: 'changes', altered: edited.map(({ _id }) => _id), gone: [] })
    }
    expect(hitsIn(site.out, canary)).toEqual([])
    site.reopen()
    await site.publish()
    expect(hitsIn(site.out, canary)).toEqual([])
  })

  const ways: Record<string, (document: SentDocument) => Promise<unknown>> = {
    unpublishing: async ({ _id, ...fields }) => {
      await put({ ...fields, _id: `drafts.${_id}` })
      await lake.client.delete(_id)
    },
    deleting: ({ _id }) => lake.client.delete(_id),
    withdrawing: (document) => put({ ...document, withdrawal }),
    'postponing until tomorrow': (document) => put({ ...document, publishedAt: tomorrow, firstPublishedAt: tomorrow }),
    'breaking a field of': ({ _id, _type }) =>
      put({ _id, _type, slug: 'none', headline: canary, name: canary, title: canary }),
  }
  const dated = ['withdrawing', 'postponing until tomorrow']
  const cases = Object.keys(ways)
    .flatMap((way) => kinds.map((kind) => [way, kind] as const))
    .filter(([way, kind]) => kind === 'article' || kind === 'notice' || !dated.includes(way))

  test.each(cases)('is gone from every file right after %s: %s', async (way, kind) => {
    const word = `${canary}-forsvundet`
    const document = telltale('seen', 'forsvundet', secretImage)[kinds.indexOf(kind)]
    if (document === undefined) throw new Error(`No telltale is a ${kind}`)
    await put(document, gossip('seen'))
    const ids = [document._id, 'gossip-seen']
    await site.publish({ kind: 'changes', altered: ids, gone: [] })
    expect(hitsIn(site.out, word).length).toBeGreaterThan(1)
    await ways[way]?.(document)
    const isGone = way === 'unpublishing' || way === 'deleting'
    await site.publish({ kind: 'changes', altered: isGone ? [] : [document._id], gone: isGone ? [document._id] : [] })
    expect(hitsIn(site.out, canary)).toEqual([])
    expect(hitsIn(site.out, hashOf(secretImage))).toEqual([])
    await lake.client.delete({ query: '*[_id in $ids]', params: { ids: [...ids, `drafts.${document._id}`] } })
    await site.publish({ kind: 'changes', altered: [], gone: ids })
  })

  test('appears at its minute and not before', async () => {
    const site = pressOn({ lake, now: '2026-03-04T05:59:59.999Z' })
    await site.publish()
    expect(hitsIn(site.out, canary)).toEqual([])
    expect(site.press.nextDue()).toBe(tomorrow)
    site.at(tomorrow)
    await site.publish({ kind: 'changes', altered: [], gone: [] })
    for (const place of ['/', '/erhverv/', '/rss.xml', '/feed.json', '/sitemap/2026-03.xml']) {
      expect(site.file(place)?.toLowerCase(), place).toContain(`${canary}-i-morgen`)
    }
    site[Symbol.dispose]()
  })
})
