import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { playerFor } from '#schemas/body/embed.ts'
import { contentTypes, readDocument } from '#schemas/documents.ts'
import { genres } from '#schemas/genre.ts'
import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { alternativeTextFindings } from '#schemas/rules/alternative-text.ts'
import { bylineFindings, selfReferenceFindings, sponsorFindings } from '#schemas/rules/article.ts'
import { headlineFindings } from '#schemas/rules/headline.ts'
import { contentFindings } from '#schemas/rules/notice.ts'
import { demoDocuments, demoIds } from '../../../scripts/demo/documents.ts'
import { type ImageAssets, pictureNames, pictures } from '../../../scripts/demo/pictures.ts'
import { targets } from '../../../scripts/demo/plan.ts'

const assetOf = (name: string) => `image-${name.replaceAll('-', '')}-1620x1080-png`
const assets = Object.fromEntries(pictureNames.map((name) => [name, assetOf(name)])) as ImageAssets // fromEntries forgets the names

const raw = demoDocuments(assets)

/** As the lake gives them back. */
const storedAt = '2026-11-22T12:00:00.000Z'
const read = raw.map((document) =>
  readDocument({ ...document, _rev: 'first', _createdAt: storedAt, _updatedAt: storedAt }),
)
const documents = read.flatMap((one) => (one.ok ? [one.document] : []))
const articles = documents.filter((document) => document._type === 'article')
const notices = documents.filter((document) => document._type === 'jobAnnouncement')
const bodyParts = documents.flatMap((document) => ('body' in document ? document.body : []))

const repeated = (values: readonly string[]) => values.filter((value, index) => values.indexOf(value) !== index)

describe('the demo content', () => {
  test('is read without a fault by the shapes the site relies on', () => {
    expect(read.filter((one) => !one.ok)).toEqual([])
  })

  test('is enough to fill a paper', () => {
    const count = (type: string) => documents.filter(({ _type }) => _type === type).length
    expect(contentTypes.filter((type) => count(type) === 0)).toEqual([])
    expect(count('article')).toBeGreaterThanOrEqual(14)
    expect(count('jobAnnouncement')).toBeGreaterThanOrEqual(14)
    expect(count('section')).toBe(5)
    expect(count('author')).toBe(5)
    expect(count('company')).toBeGreaterThanOrEqual(7)
    expect(count('topic')).toBeGreaterThanOrEqual(8)
    expect(count('page')).toBe(3)
  })

  test('gives every document an id of its own that readers without an account may see', () => {
    expect(repeated(demoIds)).toEqual([])
    expect(demoIds.filter((id) => id.includes('.'))).toEqual([])
  })

  test('gives every document an address of its own, sections and pages side by side', () => {
    const addresses = documents.flatMap((document) => {
      if (!('slug' in document)) return []
      const shelf = document._type === 'page' ? 'section' : document._type
      return [`${shelf}/${document.slug.current}`]
    })
    expect(repeated(addresses)).toEqual([])
  })

  test('points to nothing that is not there', () => {
    const there = new Set([...demoIds, ...Object.values(assets)])
    expect(raw.flatMap(targets).filter((id) => !there.has(id))).toEqual([])
  })

  test('uses every section, topic, author and company', () => {
    const used = new Set(raw.flatMap(targets))
    const shelved = documents.filter(({ _type }) => ['section', 'topic', 'author', 'company'].includes(_type))
    expect(shelved.map(({ _id }) => _id).filter((id) => !used.has(id))).toEqual([])
  })

  test('is the same every time', () => {
    expect(demoDocuments(assets)).toEqual(raw)
  })

  test('has keys that occur once in their list', () => {
    expect(raw.flatMap(listsIn).flatMap((list) => repeated(list.map(keyOf)))).toEqual([])
    expect(
      raw
        .flatMap(listsIn)
        .flatMap((list) => list.map(keyOf))
        .filter((key) => key === ''),
    ).toEqual([])
  })

  test('shows every part that running text can have', () => {
    const types = new Set(bodyParts.map(({ _type }) => _type))
    expect([...types].sort()).toEqual(['block', 'embed', 'factBox', 'figure', 'quote', 'readAlso', 'table'])
    const blocks = bodyParts.filter((part) => part._type === 'block')
    expect(new Set(blocks.map(({ style }) => style))).toEqual(new Set(['normal', 'h2', 'h3']))
    expect(new Set(blocks.flatMap(({ listItem }) => listItem ?? []))).toEqual(new Set(['bullet', 'number']))
    expect(new Set(blocks.flatMap(({ markDefs }) => markDefs.map(({ _type }) => _type)))).toEqual(
      new Set(['link', 'internalLink']),
    )
  })

  test('embeds only what a page may show', () => {
    const embeds = bodyParts.filter((part) => part._type === 'embed')
    expect(embeds.filter(({ url }) => playerFor(url) === undefined)).toEqual([])
  })

  test('names the speaker of every quote', () => {
    expect(bodyParts.filter((part) => part._type === 'quote' && part.speaker === undefined)).toEqual([])
  })

  test('writes quotation marks as the house does', () => {
    expect(JSON.stringify(raw.map(textsIn)).match(/\\"|[“”„]/g)).toBeNull()
  })
})

describe('the demo’s articles', () => {
  test('come in every genre', () => {
    expect(Object.keys(genres).filter((genre) => !articles.some((article) => article.genre === genre))).toEqual([])
  })

  test('give an editor nothing to remark on', () => {
    const remarks = articles.flatMap((article) => [
      ...headlineFindings(article.headline),
      ...bylineFindings(article),
      ...sponsorFindings(article.sponsoredBy),
      ...selfReferenceFindings(article._id, article.readAlso),
    ])
    expect(remarks).toEqual([])
  })

  test('hold a correction, a sponsored story, an earlier address and »Læs også« in both places', () => {
    expect(articles.some(({ corrections }) => corrections.length > 0)).toBe(true)
    expect(articles.some(({ sponsoredBy }) => sponsoredBy !== undefined)).toBe(true)
    expect(articles.some(({ earlierSlugs }) => earlierSlugs.length > 0)).toBe(true)
    expect(articles.some(({ readAlso }) => readAlso.length > 0)).toBe(true)
  })

  test('never send a reader on to a story that was written later', () => {
    const published = new Map([...articles, ...notices].map(({ _id, publishedAt }) => [_id, publishedAt]))
    const ahead = articles.flatMap(({ _id, publishedAt, readAlso, body }) => {
      const offered = [...readAlso, ...body.flatMap((part) => (part._type === 'readAlso' ? part.stories : []))]
      return offered
        .filter(({ _ref }) => (published.get(_ref) ?? '') > publishedAt)
        .map(({ _ref }) => `${_id} → ${_ref}`)
    })
    expect(ahead).toEqual([])
  })
})

describe('the demo’s notices', () => {
  test('come in every kind', () => {
    expect(noticeKinds.filter((kind) => !notices.some((notice) => notice.kind === kind))).toEqual([])
  })

  test('give an editor nothing to remark on', () => {
    expect(notices.flatMap(contentFindings)).toEqual([])
  })

  test('hold portraits, and a company that has no page of its own', () => {
    expect(notices.filter(({ portrait }) => portrait !== undefined).length).toBeGreaterThanOrEqual(2)
    expect(notices.some(({ company }) => company === undefined)).toBe(true)
  })
})

describe('the demo’s dates', () => {
  const times = [...articles, ...notices].map(({ publishedAt }) => publishedAt).sort()

  test('spread over several months and end on 22 November 2026', () => {
    expect(new Set(times.map((time) => time.slice(0, 7))).size).toBeGreaterThanOrEqual(4)
    expect(times.at(-1)?.slice(0, 10)).toBe('2026-11-22')
  })

  test('are the same for the time shown and the time first published', () => {
    expect([...articles, ...notices].filter((story) => story.firstPublishedAt !== story.publishedAt)).toEqual([])
  })
})

describe('the demo’s pictures', () => {
  test('have a drawing each, and no drawing is left over', () => {
    const drawings = readdirSync(join(import.meta.dirname, '../../../scripts/demo/images'))
    expect(drawings.sort()).toEqual(pictureNames.map((name) => `${name}.svg`).sort())
  })

  test('are all in use', () => {
    const used = new Set(raw.flatMap(targets))
    expect(pictureNames.filter((name) => !used.has(assets[name]))).toEqual([])
  })

  test('have an alternative text without a fault', () => {
    expect(pictureNames.flatMap((name) => alternativeTextFindings(pictures[name].alt))).toEqual([])
  })

  test('tell who drew them, but for logos', () => {
    const uncredited = pictureNames.filter((name) => !('credit' in pictures[name]))
    expect(uncredited.filter((name) => !name.startsWith('logo-'))).toEqual([])
  })

  test('stand above at least ten articles', () => {
    expect(articles.filter(({ leadImage }) => leadImage !== undefined).length).toBeGreaterThanOrEqual(10)
  })
})

/** Every list of objects inside a value, at any depth. */
function listsIn(value: unknown): object[][] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(listsIn)
  return Array.isArray(value) && value.some((member) => typeof member === 'object') ? [value, ...inner] : inner
}

function keyOf(member: object): string {
  return '_key' in member && typeof member._key === 'string' ? member._key : ''
}

/** Every text inside a value, at any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
