import { describe, expect, test } from 'vitest'
import { geometryOf } from '../../../../../scripts/lake/assets/renditions/image-geometry.ts'

const photograph = { width: 1600, height: 900 }
const size = (width: number, height: number) => ({ width, height })

describe('the geometry of an image', () => {
  test.each([
    ['nothing', {}, size(1600, 900)],
    ['a width', { w: 400 }, size(400, 225)],
    ['a height', { h: 300 }, size(533, 300)],
    ['a width on a dense screen', { w: 400, dpr: 2 }, size(800, 450)],
    ['a box to stay within', { w: 400, h: 400 }, size(400, 225)],
    ['a larger box to stay within', { w: 3200, h: 3200 }, size(3200, 1800)],
    ['a larger box, never scaled up', { w: 3200, h: 3200, fit: 'max' }, size(1600, 900)],
    ['exact sides', { w: 400, h: 400, fit: 'scale' }, size(400, 400)],
    ['a cut', { w: 400, h: 400, fit: 'crop' }, size(400, 400)],
    ['a cut no larger than the picture', { w: 1800, h: 1800, fit: 'min' }, size(900, 900)],
    ['a greatest width', { 'max-w': 800 }, size(800, 450)],
    ['a least width', { w: 20, 'min-w': 160 }, size(160, 90)],
    ['a greatest width and height', { 'max-w': 800, 'max-h': 100 }, size(178, 100)],
    ['a width that needs no cut to stay below a height', { w: 400, 'max-h': 300, fit: 'crop' }, size(400, 225)],
    ['a width that must be cut to stay below a height', { w: 400, 'max-h': 100, fit: 'crop' }, size(400, 100)],
    ['a quarter turn', { or: 90 }, size(1600, 900)],
    ['a width after a quarter turn', { or: 90, w: 450 }, size(800, 450)],
  ] as const)('gives for %s the right size', (_, transform, expected) => {
    expect(geometryOf(photograph, transform)?.size).toEqual(expected)
  })

  test('cuts from the middle, an edge, or around the focal point', () => {
    const cut = { w: 450, h: 450, fit: 'crop' } as const
    expect(geometryOf(photograph, cut)?.region).toEqual({ left: 350, top: 0, width: 900, height: 900 })
    expect(geometryOf(photograph, { ...cut, crop: 'left' })?.region.left).toBe(0)
    expect(geometryOf(photograph, { ...cut, crop: 'right' })?.region.left).toBe(700)
    expect(geometryOf(photograph, { ...cut, crop: 'focalpoint', 'fp-x': 0.4 })?.region.left).toBe(190)
    expect(geometryOf(photograph, { ...cut, crop: 'focalpoint', 'fp-x': 1 })?.region.left).toBe(700)
  })

  test('starts from the rect, and forgives one that passes an edge by a rounded pixel', () => {
    const rect = { left: 800, top: 100, width: 801, height: 400 }
    expect(geometryOf(photograph, { rect, w: 400 })).toMatchObject({
      region: { left: 800, top: 100, width: 800, height: 400 },
      size: size(400, 200),
    })
    expect(geometryOf(photograph, { rect: { left: 1600, top: 0, width: 10, height: 10 } })).toBeUndefined()
  })

  test('cuts what is seen after the turn', () => {
    const cut = { w: 90, h: 90, fit: 'crop' } as const
    expect(geometryOf(photograph, { ...cut, or: 90, crop: 'top' })?.region.left).toBe(0)
    expect(geometryOf(photograph, { ...cut, or: 90, crop: 'bottom' })?.region.left).toBe(700)
    expect(geometryOf(photograph, { ...cut, or: 180, crop: 'left' })?.region.left).toBe(700)
    expect(geometryOf(photograph, { ...cut, or: 270, crop: 'top' })?.region.left).toBe(700)
    expect(geometryOf(photograph, { ...cut, or: 270, crop: 'focalpoint', 'fp-x': 1 })?.region.left).toBe(700)
  })

  test('lays the picture on a canvas when it is to fill a box or be padded', () => {
    expect(geometryOf(photograph, { w: 400, h: 400, fit: 'fill' })).toMatchObject({
      size: size(400, 225),
      canvas: size(400, 400),
    })
    expect(geometryOf(photograph, { w: 400, pad: 10 })?.canvas).toEqual(size(420, 245))
  })
})
