import { describe, expect, test } from 'vitest'
import { leftOutSentences } from '../../../../scripts/publish/published.ts'
import { admit } from '../../../../scripts/publish/reading/door.ts'
import { anArticle } from '../../../builders/documents.ts'
import { anImageAsset } from '../../../builders/image.ts'

describe('the door', () => {
  test('lets documents and images in that have their shape', () => {
    const { changes, leftOut } = admit([anArticle({ _id: 'story' }), anImageAsset()])
    expect(changes.map(({ id, document }) => [id, document?._type])).toEqual([
      ['story', 'article'],
      [anImageAsset()._id, 'sanity.imageAsset'],
    ])
    expect(leftOut).toEqual([])
  })

  test('keeps out a document that breaks its shape, and names it with its field', () => {
    const { changes, leftOut } = admit([anArticle({ _id: 'broken', headline: 42 }), anArticle({ _id: 'whole' })])
    expect(changes.map(({ id, document }) => [id, document === null])).toEqual([
      ['broken', true],
      ['whole', false],
    ])
    const { _rev: revision } = anArticle()
    expect(changes[0]?.unread).toEqual({ revision, type: 'article', faults: leftOut[0]?.faults })
    const [sentence = ''] = leftOutSentences(leftOut)
    expect(sentence).toMatch(/^Left out article broken: headline: /)
  })

  test('keeps out an image whose size is not known', () => {
    const { leftOut } = admit([anImageAsset({ metadata: {} })])
    expect(leftOut.map(({ type, faults }) => [type, faults[0]?.path])).toEqual([
      ['sanity.imageAsset', 'metadata.dimensions'],
    ])
  })

  test('keeps out a document of a type that the site does not know', () => {
    const { leftOut } = admit([{ _id: 'x', _type: 'poem', _rev: '1' }])
    expect(leftOut.map(({ id, type }) => [id, type])).toEqual([['x', 'poem']])
  })
})
