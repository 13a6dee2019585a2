import { createImageUrlBuilder, type ImageUrlBuilder } from '@sanity/image-url'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { formatFor } from '../../../../../scripts/lake/assets/renditions/format.ts'
import { renditionOf } from '../../../../../scripts/lake/assets/renditions/rendition.ts'
import { readTransform } from '../../../../../scripts/lake/assets/renditions/transform.ts'
import { runs } from '../../../../rigs/runs.ts'

const stored = { width: 120, height: 80 }
const name = `${'c'.repeat(40)}-120x80.jpg`
const photograph = await sharp({ create: { ...stored, channels: 3, background: '#204060' } })
  .jpeg()
  .toBuffer()
const builder = createImageUrlBuilder({ projectId: 'notits', dataset: 'production' })

const share = fc.double({ min: 0, max: 1, noNaN: true })
const side = fc.integer({ min: 1, max: 300 })
const image = fc.record({
  asset: fc.constant({ _ref: `image-${'c'.repeat(40)}-120x80-jpg` }),
  crop: fc.record({
    ...{ left: fc.double({ min: 0, max: 0.5, noNaN: true }), right: fc.double({ min: 0, max: 0.5, noNaN: true }) },
    ...{ top: fc.double({ min: 0, max: 0.5, noNaN: true }), bottom: fc.double({ min: 0, max: 0.5, noNaN: true }) },
  }),
  hotspot: fc.record({ x: share, y: share, width: share, height: share }),
})

type Asked = ReturnType<typeof asked> extends fc.Arbitrary<infer Value> ? Value : never

function asked() {
  return fc.record(
    {
      ...{ width: side, height: side, minWidth: side, maxWidth: side, minHeight: side, maxHeight: side },
      fit: fc.constantFrom('clip', 'crop', 'fill', 'fillmax', 'max', 'min', 'scale'),
      crop: fc.constantFrom('top', 'bottom', 'left', 'right', 'center', 'focalpoint', 'entropy'),
      focalPoint: fc.record({ x: share, y: share }),
      orientation: fc.constantFrom(0, 90, 180, 270),
      dpr: fc.constantFrom(1, 1.5, 2, 3),
      pad: fc.integer({ min: 0, max: 20 }),
      format: fc.constantFrom('jpg', 'pjpg', 'png', 'webp'),
      ...{ auto: fc.constant('format'), quality: fc.integer({ min: 0, max: 100 }), frame: fc.constant(1) },
      ...{ blur: fc.integer({ min: 1, max: 2000 }), sharpen: fc.integer({ min: 0, max: 100 }) },
      ...{
        saturation: fc.constant(-100),
        invert: fc.boolean(),
        bg: fc.constantFrom('fff', 'f00f', '204060', '80204060'),
      },
      ...{ flipHorizontal: fc.boolean(), flipVertical: fc.boolean(), forceDownload: fc.constantFrom('havn.jpg', true) },
      ...{ vanityName: fc.constant('havnen.jpg'), ignoreImageParams: fc.boolean() },
    },
    { requiredKeys: [], noNullPrototype: true },
  )
}

function addressOf(source: object, options: Asked): URL {
  // Its own type knows the methods and not the options that they set, which it takes as well.
  const build = builder.image(source as Parameters<ImageUrlBuilder['image']>[0])
  return new URL(build.withOptions(options as Parameters<ImageUrlBuilder['withOptions']>[0]).url())
}

async function answerTo(address: URL) {
  const read = readTransform(address.searchParams)
  if (!read.ok) throw new Error(`${read.sentence} (${address})`)
  const format = formatFor(name, read.transform, { webp: true, avif: false }) ?? 'jpg'
  const rendition = await renditionOf(photograph, read.transform, format)
  if (!rendition.ok) throw new Error(`${rendition.sentence} (${address})`)
  const { width, height } = await sharp(rendition.bytes).metadata()
  return { width, height, transform: read.transform }
}

describe('every address that Sanity’s builder can write', () => {
  test('gives an image', async () => {
    await fc.assert(
      fc.asyncProperty(image, asked(), async (source, options) => {
        const { width, height } = await answerTo(addressOf(source, options))
        expect(width * height).toBeGreaterThan(0)
      }),
      { numRuns: runs(150, 2_000) },
    )
  })

  test('with both sides gives the size that the documentation tells', async () => {
    const options = fc.record({
      ...{ width: side, height: side, dpr: fc.constantFrom(1, 2), pad: fc.constantFrom(0, 5) },
      fit: fc.constantFrom('clip', 'crop', 'fill', 'fillmax', 'max', 'min', 'scale'),
    })
    await fc.assert(
      fc.asyncProperty(image, options, async (source, { width, height, dpr, pad, fit }) => {
        const seen = await answerTo(addressOf(source, { width, height, dpr, pad, fit } as Asked))
        const inner = { width: seen.width - 2 * pad * dpr, height: seen.height - 2 * pad * dpr }
        const box = { width: width * dpr, height: height * dpr }
        const { rect = { left: 0, top: 0, ...stored } } = seen.transform
        const cut = {
          width: Math.max(1, Math.min(rect.width, stored.width - rect.left)),
          height: Math.max(1, Math.min(rect.height, stored.height - rect.top)),
        }
        expect(documented[fit]?.(inner, box, cut), `${fit} ${JSON.stringify({ inner, box, cut })}`).toBe(true)
      }),
      { numRuns: runs(150, 2_000) },
    )
  })
})

type Size = { width: number; height: number }
const equal = (a: Size, b: Size) => a.width === b.width && a.height === b.height
const isWithin = (a: Size, b: Size) => a.width <= b.width && a.height <= b.height
/** One of its sides is that of the box, and the other is the cut's own, to the rounding of a pixel. */
const isFitted = (a: Size, box: Size, cut: Size) => {
  const scale = Math.min(box.width / cut.width, box.height / cut.height)
  return near(a.width, cut.width * scale) && near(a.height, cut.height * scale)
}
const near = (a: number, b: number) => Math.abs(a - Math.max(1, b)) <= 0.5001

/** What https://www.sanity.io/docs/apis-and-sdks/image-urls says of each `fit`, for a box asked of a cut. */
const documented: Record<string, (seen: Size, box: Size, cut: Size) => boolean> = {
  clip: isFitted,
  crop: (seen, box) => equal(seen, box),
  fill: (seen, box) => equal(seen, box),
  fillmax: (seen, box) => equal(seen, box),
  max: (seen, box, cut) => (isWithin(cut, box) ? equal(seen, cut) : isFitted(seen, box, cut)),
  min: (seen, box, cut) => isWithin(seen, box) && isWithin(seen, cut),
  scale: (seen, box) => equal(seen, box),
}
