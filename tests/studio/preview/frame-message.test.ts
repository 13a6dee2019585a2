import { describe, expect, test } from 'vitest'
import { FrameMessage, fieldPath } from '../../../studio/preview/frame-message.ts'

describe('what the preview says to the Studio', () => {
  test('names a field by its path, as Sanity’s forms take it', () => {
    expect(fieldPath('headline')).toEqual(['headline'])
    expect(fieldPath('seo.title')).toEqual(['seo', 'title'])
    expect(fieldPath('body[_key=="b3"]')).toEqual(['body', { _key: 'b3' }])
    expect(fieldPath('body[_key=="b3"].text')).toEqual(['body', { _key: 'b3' }, 'text'])
    expect(fieldPath('')).toEqual([])
  })

  test('is heard only when it is one of the things it can say', () => {
    for (const said of [undefined, 'ready', { kind: 'shout' }, { kind: 'field', id: 7, path: '' }, { kind: 'shown' }])
      expect(FrameMessage.safeParse(said).success).toBe(false)
    expect(FrameMessage.safeParse({ kind: 'ready' }).success).toBe(true)
  })
})
