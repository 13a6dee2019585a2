import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PictureFile } from '#site'
import { makePictures } from '../../../scripts/publish/pictures.ts'
import { outFolder } from '../../../scripts/publish/room/out-folder.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'

/** A picture file of an image that is red on its left half and blue on its right. */
function aPictureFile(overrides: Partial<PictureFile> = {}): PictureFile {
  const asset = { assetId: 'image-aaaa-400x200-png', source: 'images/notits/production/aaaa-400x200.png' }
  const of = { width: 400, height: 200 }
  return {
    address: '/billeder/aaaa-full-200.webp',
    ...asset,
    of,
    width: 200,
    height: 100,
    format: 'webp',
    ...overrides,
  }
}

describe('the pictures of the site', () => {
  let folder: string
  let halves: Buffer
  let fetched: string[]
  beforeAll(async () => {
    const half = (background: string) =>
      sharp({ create: { width: 200, height: 200, channels: 3, background } })
        .png()
        .toBuffer()
    const [red, blue] = await Promise.all([half('#f00'), half('#00f')])
    const canvas = sharp({ create: { width: 400, height: 200, channels: 3, background: '#000' } })
    halves = await canvas
      .composite([
        { input: red, left: 0, top: 0 },
        { input: blue, left: 200, top: 0 },
      ])
      .png()
      .toBuffer()
  })
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-pictures-'))
    fetched = []
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const work = (...pictures: PictureFile[]) => ({
    pictures,
    out: outFolder(join(folder, 'site')),
    cache: join(folder, 'images'),
    report: () => {},
    original: async ({ assetId }: { assetId: string }) => {
      fetched.push(assetId)
      return halves
    },
  })
  const made = (address: string) => readFileSync(join(folder, 'site', address))

  test('are encoded in the size and format that the page asks for', async () => {
    const share = aPictureFile({ address: '/billeder/aaaa-share.jpg', format: 'jpeg', width: 100, height: 50 })
    const avif = aPictureFile({ address: '/billeder/aaaa-full-200.avif', format: 'avif' })
    expect(await makePictures(work(aPictureFile(), avif, share))).toMatchObject({ made: 3, failed: [] })
    expect(await sharp(made('/billeder/aaaa-full-200.avif')).metadata()).toMatchObject({
      ...{ format: 'heif', compression: 'av1', width: 200, height: 100 },
    })
    expect(await sharp(made('/billeder/aaaa-full-200.webp')).metadata()).toMatchObject({
      format: 'webp',
      width: 200,
      height: 100,
    })
    expect(await sharp(made('/billeder/aaaa-share.jpg')).metadata()).toMatchObject({
      format: 'jpeg',
      width: 100,
      height: 50,
    })
  })

  test('show only what the editor’s crop keeps', async () => {
    const right = { left: 200, top: 0, width: 200, height: 200 }
    await makePictures(work(aPictureFile({ rect: right, width: 50, height: 50 })))
    const { dominant } = await sharp(made('/billeder/aaaa-full-200.webp')).stats()
    expect([dominant.r < 40, dominant.b > 200]).toEqual([true, true])
  })

  test('fetch an original once for all sizes, and never again for one that was encoded before', async () => {
    const small = aPictureFile({ address: '/billeder/aaaa-full-100.webp', width: 100, height: 50 })
    await makePictures(work(aPictureFile(), small))
    await makePictures(work(aPictureFile(), small))
    rmSync(join(folder, 'site'), { recursive: true })
    expect(await makePictures(work(aPictureFile(), small))).toMatchObject({ made: 2, failed: [] })
    expect(fetched).toEqual(['image-aaaa-400x200-png'])
  })

  test('are left for later when the making is cut short, not named as impossible', async () => {
    const ending = new AbortController()
    const original = async (): Promise<Buffer> => {
      ending.abort(new Problem('told to stop'))
      throw new Problem('told to stop')
    }
    const making = makePictures({ ...work(aPictureFile()), original, signal: ending.signal })
    await expect(making).rejects.toThrow('told to stop')
  })

  test('are the same bytes whenever they are encoded, and whatever is encoded beside them', async () => {
    const formats = (['avif', 'webp', 'jpeg'] as const).map((format) =>
      aPictureFile({ address: `/billeder/aaaa-full-200.${format}`, format }),
    )
    const larger = aPictureFile({ address: '/billeder/aaaa-full-400.webp', width: 400, height: 200 })
    await makePictures(work(...formats, larger))
    const first = formats.map(({ address }) => made(address))
    rmSync(folder, { recursive: true })
    for (const file of formats.toReversed()) await makePictures(work(file))
    expect(formats.map(({ address }, at) => made(address).equals(first[at] ?? Buffer.alloc(0)))).toEqual([
      true,
      true,
      true,
    ])
  })

  test('that cannot be made are named, and the others are made', async () => {
    const whole = aPictureFile()
    const gone = aPictureFile({ assetId: 'image-bbbb-9x9-png', address: '/billeder/bbbb.webp' })
    const broken = aPictureFile({ assetId: 'image-cccc-9x9-png', address: '/billeder/cccc.webp' })
    const original = async ({ assetId }: { assetId: string }) => {
      if (assetId === gone.assetId) throw new Problem('Could not fetch the image image-bbbb-9x9-png: it answered 404')
      return assetId === broken.assetId ? Buffer.from('this is no picture') : halves
    }
    const shownBy = (address: string) => (address === broken.address ? ['a', 'b', 'c', 'd'] : ['story'])
    const result = await makePictures({ ...work(gone, broken, whole), original, shownBy })
    expect(result.made).toBe(1)
    expect(result.failed).toEqual([
      'Could not fetch the image image-bbbb-9x9-png: it answered 404 (shown by story)',
      expect.stringMatching(
        /^Could not make a picture of image-cccc-9x9-png \(shown by a, b, c and 1 more\): .*; its pages stand without it until/,
      ),
    ])
    expect(result.owed).toEqual(expect.arrayContaining([broken, gone]))
    expect(result.owed).toHaveLength(2)
    expect(readdirSync(join(folder, 'images')).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})
