import { describe, expect, test } from 'vitest'
import { perspectiveNamed } from '../../../scripts/lake/perspectives.ts'
import { temporaryLake } from './temporary-lake.ts'

const headlines = '*[_type == "article"] | order(_id) {_id, _originalId, headline}'

function lakeWithLayers() {
  const lake = temporaryLake()
  const article = (_id: string, headline: string) => ({ create: { _id, _type: 'article', headline } })
  lake.written(
    article('a', 'Udgivet a'),
    article('drafts.a', 'Kladde a'),
    article('b', 'Udgivet b'),
    article('drafts.c', 'Kladde c'),
    article('versions.rSommer.b', 'Sommer b'),
  )
  return lake
}

describe('a perspective', () => {
  test('raw shows every document under its own id', async () => {
    using lake = lakeWithLayers()
    expect(await lake.found('*._id', {}, 'raw')).toEqual(['a', 'b', 'drafts.a', 'drafts.c', 'versions.rSommer.b'])
  })

  test('published shows no draft and no version', async () => {
    using lake = lakeWithLayers()
    expect(await lake.found(headlines, {}, 'published')).toEqual([
      { _id: 'a', _originalId: null, headline: 'Udgivet a' },
      { _id: 'b', _originalId: null, headline: 'Udgivet b' },
    ])
  })

  test.each(['drafts', 'previewDrafts'] as const)(
    '%s lays drafts over published documents, under the published ids',
    async (perspective) => {
      using lake = lakeWithLayers()
      expect(await lake.found(headlines, {}, perspective)).toEqual([
        { _id: 'a', _originalId: 'drafts.a', headline: 'Kladde a' },
        { _id: 'b', _originalId: 'b', headline: 'Udgivet b' },
        { _id: 'c', _originalId: 'drafts.c', headline: 'Kladde c' },
      ])
    },
  )

  test('can be a stack, uppermost first, with published documents at the bottom', async () => {
    using lake = lakeWithLayers()
    expect(await lake.found('*.headline', {}, ['rSommer', 'drafts'])).toEqual(['Kladde a', 'Sommer b', 'Kladde c'])
    expect(await lake.found('*.headline', {}, ['rSommer'])).toEqual(['Udgivet a', 'Sommer b'])
  })

  test('keeps in step with every edit', async () => {
    using lake = lakeWithLayers()
    const seen = () => Promise.all([lake.found('*.headline', {}, 'drafts'), lake.found('*.headline', {}, 'published')])
    await seen()
    lake.acted({ actionType: 'publish', draftId: 'drafts.c', publishedId: 'c' })
    lake.acted({ actionType: 'discard', draftId: 'drafts.a' })
    lake.acted({ actionType: 'edit', draftId: 'drafts.b', publishedId: 'b', patch: { set: { headline: 'Kladde b' } } })
    lake.written({ delete: { id: 'a' } }, { create: { _id: '0', _type: 'page', headline: 'Om os' } })
    expect(await seen()).toEqual([
      ['Om os', 'Kladde b', 'Kladde c'],
      ['Om os', 'Udgivet b', 'Kladde c'],
    ])
    expect(await lake.found('*[_type == "page"].headline', {}, 'drafts')).toEqual(['Om os'])
  })

  test('follows references to what it shows', async () => {
    using lake = lakeWithLayers()
    lake.written({ create: { _id: 'front', _type: 'frontPage', lead: { _ref: 'a' } } })
    const lead = (perspective: 'drafts' | 'published' | 'raw') =>
      lake.found('*[_id == "front"][0].lead->headline', {}, perspective)
    expect([await lead('drafts'), await lead('published'), await lead('raw')]).toEqual([
      'Kladde a',
      'Udgivet a',
      'Udgivet a',
    ])
  })

  test.each([
    ['published', 'published'],
    ['raw', 'raw'],
    ['rABC,drafts', ['rABC', 'drafts']],
    ['["rABC","drafts"]', ['rABC', 'drafts']],
    ['["published"]', ['published']],
  ])('is read from %s', (name, perspective) => {
    expect(perspectiveNamed(name)).toEqual(perspective)
  })

  test.each(['', 'a b', 'raw,drafts', '[', '[1]', '[]', '../x'])('is not read from %j', (name) => {
    expect(perspectiveNamed(name)).toBeUndefined()
  })
})
