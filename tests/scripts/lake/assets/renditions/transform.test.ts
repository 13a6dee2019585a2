import { createImageUrlBuilder } from '@sanity/image-url'
import { describe, expect, test } from 'vitest'
import { readTransform } from '../../../../../scripts/lake/assets/renditions/transform.ts'

const reference = `image-${'c'.repeat(40)}-1600x900-jpg`
const builder = createImageUrlBuilder({ projectId: 'notits', dataset: 'production' })
const read = (address: string) => readTransform(new URL(address, 'http://localhost').searchParams)

describe('the transform in an address', () => {
  test('holds all that Sanity’s own builder can write', () => {
    const address = builder
      .image({ _ref: reference })
      .rect(10, 20, 300, 400)
      .size(200, 100)
      .minWidth(10)
      .maxWidth(2000)
      .minHeight(10)
      .maxHeight(2000)
      .focalPoint(0.25, 0.75)
      .fit('crop')
      .crop('focalpoint')
      .dpr(2)
      .orientation(90)
      .flipHorizontal()
      .flipVertical()
      .blur(50)
      .sharpen(20)
      .saturation(-100)
      .invert(true)
      .bg('ff0000')
      .pad(4)
      .format('webp')
      .auto('format')
      .quality(60)
      .frame(1)
      .url()
    expect(read(address)).toMatchObject({
      ok: true,
      transform: {
        rect: { left: 10, top: 20, width: 300, height: 400 },
        ...{ w: 200, h: 100, 'min-w': 10, 'max-w': 2000, 'min-h': 10, 'max-h': 2000, 'fp-x': 0.25, 'fp-y': 0.75 },
        ...{
          fit: 'crop',
          crop: 'focalpoint',
          dpr: 2,
          or: 90,
          flip: 'hv',
          blur: 50,
          sharp: 20,
          sat: -100,
          invert: true,
        },
        ...{ bg: 'ff0000', pad: 4, fm: 'webp', auto: 'format', q: 60, frame: '1' },
      },
    })
  })

  test.each([
    'w=0',
    'w=abc',
    'h=99999999',
    'rect=1,2,3',
    'fit=stretch',
    'fm=bmp',
    'q=101',
    'or=45',
    'bg=rød',
    'dpr=90',
  ])('is refused for %s, in a sentence that names it', (parameter) => {
    const answer = read(`/x?${parameter}`)
    expect(answer.ok).toBe(false)
    expect(answer.ok || answer.sentence).toContain(`${parameter.split('=')[0]}=`)
  })

  test('leaves parameters of other names alone', () => {
    expect(read('/x?v=2&utm_source=brev')).toEqual({ ok: true, transform: {} })
  })
})
