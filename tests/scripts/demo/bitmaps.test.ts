import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { bitmap } from '../../../scripts/demo/bitmaps.ts'

describe('a picture of the demo', () => {
  test('becomes an opaque PNG, 1620 pixels wide', async () => {
    const { format, width, height, hasAlpha } = await sharp(await bitmap('alipay')).metadata()
    expect({ format, width, height, hasAlpha }).toEqual({ format: 'png', width: 1620, height: 1080, hasAlpha: false })
  })

  test('is not blown up when it is drawn small', async () => {
    const { width, height } = await sharp(await bitmap('logo-frikode')).metadata()
    expect({ width, height }).toEqual({ width: 800, height: 800 })
  })

  test('is the same file every time, so the lake stores it once', async () => {
    expect(await bitmap('ditte-ravnholt')).toEqual(await bitmap('ditte-ravnholt'))
  })
})
