import { describe, expect, test } from 'vitest'
import { readDocument } from '#schemas/documents.ts'
import { missingSection, readDraft } from '#schemas/draft.ts'
import { aBlock } from '../builders/body.ts'
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
} from '../builders/documents.ts'
import { damaged } from '../rigs/damaged.ts'
import { seededChance } from '../rigs/seeded-chance.ts'

const now = '2026-03-20T12:00:00.000Z'

const whole = [
  anArticle(),
  aJobAnnouncement(),
  anAuthor(),
  aCompany(),
  aSection(),
  aTopic(),
  aPage(),
  siteSettings(),
  aFrontPage(),
]

describe('a document as it is being written', () => {
  test.each(whole.map((document) => [document._type, document] as const))(
    'is read as it stands when it is whole: %s',
    (_, document) => {
      const read = readDocument(document)
      expect(readDraft(document, now)).toEqual({ document: read.ok ? read.document : read.faults, faults: [] })
    },
  )

  test('bears its published id, whichever version it is', () => {
    expect(readDraft({ ...anArticle(), _id: 'drafts.a1' }, now)?.document._id).toBe('a1')
    expect(readDraft({ ...anArticle(), _id: 'versions.r1.a1' }, now)?.document._id).toBe('a1')
  })

  test('can be shown before a word is written, and says what is missing', () => {
    const draft = readDraft({ _id: 'drafts.5f0c', _type: 'article' }, now)
    expect(draft?.document).toMatchObject({
      _id: '5f0c',
      headline: 'Uden overskrift',
      slug: { current: 'kladde-5f0c' },
      section: { _ref: missingSection },
      publishedAt: now,
      body: [],
    })
    expect(draft?.faults.map(({ path }) => path)).toEqual(['headline', 'slug', 'section'])
  })

  test('loses what cannot be shown and nothing else', () => {
    const body = [
      aBlock('Før.'),
      { _type: 'poll', _key: 'x' },
      { _type: 'block', _key: 'y', children: 7 },
      aBlock('Efter.'),
    ]
    const article = anArticle({
      headline: 7,
      body,
      authors: [{ _ref: 'a b' }, { _ref: 'author-ida' }],
      publishedAt: 'i går',
    })
    expect(readDraft(article, now)?.document).toMatchObject({
      headline: 'Uden overskrift',
      standfirst: 'Fra næste sommer kan skibene slukke motoren ved kaj.',
      body: [{ children: [{ text: 'Før.' }] }, { children: [{ text: 'Efter.' }] }],
      authors: [{ _ref: 'author-ida' }],
      publishedAt: now,
    })
  })

  test('is nothing when it is no document of ours', () => {
    for (const raw of [
      undefined,
      null,
      7,
      [],
      {},
      { _id: 'x' },
      { _id: 'x', _type: 'poll' },
      { _id: '', _type: 'article' },
    ])
      expect(readDraft(raw, now)).toBeUndefined()
  })

  test('is read whatever is taken from it or put into it', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const chance = seededChance(seed)
      const document = chance.oneOf([anArticle(richBody), ...whole])
      const draft = readDraft(damaged(document, chance), now)
      expect(draft?.document._type, `seed ${seed}`).toBe(document._type)
      expect(readDocument({ ...draft?.document }).ok, `seed ${seed}`).toBe(true)
    }
  })
})

const richBody = {
  leadImage: {
    asset: { _ref: `image-${'a'.repeat(40)}-800x600-jpg` },
    hotspot: { x: 0.5, y: 0.5, width: 1, height: 1 },
    alt: 'En havn',
  },
  body: [
    aBlock('Anlægget.'),
    { _type: 'quote', _key: 'q', text: 'Endelig.', speaker: 'Ida' },
    { _type: 'factBox', _key: 'f', title: 'Fakta', body: [aBlock('Tal.')] },
    { _type: 'embed', _key: 'e', url: 'https://vimeo.com/1', title: 'Film' },
    { _type: 'readAlso', _key: 'r', stories: [{ _ref: 'article-x', _key: 's' }] },
    { _type: 'table', _key: 't', headerRow: true, rows: [{ _key: 'u', cells: ['a', 'b'] }] },
  ],
  corrections: [{ _key: 'c', at: now, text: 'Rettet.' }],
  seo: { title: 'Titel' },
}
