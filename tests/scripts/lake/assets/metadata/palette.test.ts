import { describe, expect, test } from 'vitest'
import { paletteOf } from '../../../../../scripts/lake/assets/metadata/palette.ts'

const pixels = (...colors: [count: number, ...rgb: number[]][]) =>
  Uint8Array.from(colors.flatMap(([count, ...rgb]) => Array.from({ length: count }, () => rgb).flat()))

describe('the palette of an image', () => {
  test('names the color most of it has, with its share and a text color that can be read on it', () => {
    expect(paletteOf(pixels([75, 20, 40, 90], [25, 240, 30, 30])).dominant).toEqual({
      _type: 'sanity.imagePaletteSwatch',
      background: '#14285a',
      foreground: '#fff',
      title: '#fff',
      population: 75,
    })
  })

  test('finds the vivid, the muted, the light and the dark', () => {
    const palette = paletteOf(pixels([90, 128, 128, 120], [5, 240, 15, 15], [3, 20, 10, 120], [2, 250, 180, 190]))
    expect(palette.vibrant.background).toBe('#f00f0f')
    expect(palette.darkVibrant.background).toBe('#140a78')
    expect(palette.lightVibrant.background).toBe('#fab4be')
    expect(palette.muted.background).toBe('#808078')
  })

  test('of a single color is that color throughout', () => {
    const { _type, ...swatches } = paletteOf(pixels([1, 255, 255, 255]))
    expect(new Set(Object.values(swatches).map(({ background }) => background))).toEqual(new Set(['#ffffff']))
  })
})
