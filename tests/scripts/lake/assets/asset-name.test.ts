import { describe, expect, test } from 'vitest'
import { imageNames, isAssetName, keptExtension, plainFilename } from '../../../../scripts/lake/assets/asset-name.ts'

const sha1 = 'a'.repeat(40)

describe('the name of an asset', () => {
  test('is a hash with dimensions for an image and without for a file', () => {
    expect(isAssetName('image', `${sha1}-1600x900.jpg`)).toBe(true)
    expect(isAssetName('file', `${sha1}.pdf`)).toBe(true)
    expect(isAssetName('image', `${sha1}.pdf`)).toBe(false)
    expect(isAssetName('file', `${sha1}-1600x900.jpg`)).toBe(false)
  })

  test.each([
    '../../token',
    '..%2f..%2ftoken',
    `${sha1}-1x1.jpg/../../token`,
    `..\\${sha1}-1x1.jpg`,
    `${sha1}-1x1.jpg\0.png`,
    `${sha1}-1x1.`,
    `${sha1.toUpperCase()}-1x1.jpg`,
    `${sha1}-0x1.jpg`,
    '',
  ])('is never %j', (name) => {
    expect([isAssetName('image', name), isAssetName('file', name)]).toEqual([false, false])
  })

  test('is the same for the same bytes, and the id of the document says the same', () => {
    expect(imageNames(sha1, 1600, 900, 'jpg')).toEqual({
      name: `${sha1}-1600x900.jpg`,
      id: `image-${sha1}-1600x900-jpg`,
    })
  })

  test.each([
    ['Årsregnskab 2025.PDF', 'pdf'],
    ['noter', 'bin'],
    ['ond.p/../hp', 'bin'],
    [undefined, 'bin'],
  ])('keeps of a file called %j the extension %s', (filename, extension) => {
    expect(keptExtension(filename)).toBe(extension)
  })
})

describe('the name that a file came with', () => {
  test.each([
    ['Havnen på Rømø.jpg', 'Havnen på Rømø.jpg'],
    ['../../token', 'token'],
    ['C:\\Billeder\\kran.png', 'kran.png'],
    ['kran\u0000\n.png', 'kran.png'],
    [`${'x'.repeat(300)}.png`, `${'x'.repeat(251)}.png`],
    ['', undefined],
    ['/', undefined],
    [undefined, undefined],
  ])('%j is kept as a name and nothing more', (given, kept) => {
    expect(plainFilename(given)).toBe(kept)
  })
})
