import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { exifIn } from '../../../../../scripts/lake/assets/metadata/exif.ts'
import { runs } from '../../../../rigs/runs.ts'

const photograph = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#204060' } })
  .withExif({
    IFD0: { Make: 'Kamerafabrikken' },
    IFD2: { ISOSpeedRatings: '400', FNumber: '28/10', ExposureBiasValue: '-1/3', LensModel: '35 mm' },
    IFD3: {
      ...{ GPSLatitudeRef: 'S', GPSLatitude: '33/1 52/1 0/1', GPSLongitudeRef: 'W', GPSLongitude: '70/1 30/1 36/1' },
      ...{ GPSAltitudeRef: '1', GPSAltitude: '125/10' },
    },
  })
  .jpeg()
  .toBuffer()
const { exif: block = Buffer.alloc(0) } = await sharp(photograph).metadata()

describe('what a camera wrote down', () => {
  test('is read by the names of the standard', () => {
    const { image, exif, location } = exifIn(block) ?? {}
    expect(image).toMatchObject({ Make: 'Kamerafabrikken' })
    expect(exif).toMatchObject({ ISO: 400, FNumber: 2.8, LensModel: '35 mm', ExposureBiasValue: -1 / 3 })
    expect(location?.lat).toBeCloseTo(-33.8667, 4)
    expect(location?.lng).toBeCloseTo(-70.51, 4)
  })

  test('is nothing when it wrote nothing, or something else', () => {
    expect(exifIn(undefined)).toBeUndefined()
    expect(exifIn(Buffer.from('Exif\0\0none'))).toBeUndefined()
  })

  test('is read as far as it can be when it is damaged', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(block.length - 1), fc.nat(255)), { maxLength: 40 }),
        fc.nat(block.length),
        (flips, length) => {
          const damaged = Buffer.from(block.subarray(0, length))
          for (const [at, byte] of flips) if (at < length) damaged[at] = byte
          const read = exifIn(damaged)
          expect(JSON.stringify(read ?? null).length).toBeLessThan(100_000)
        },
      ),
      { numRuns: runs(500, 50_000) },
    )
  })
})
