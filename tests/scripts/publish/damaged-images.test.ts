import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { SanityImageAssetDocument } from '@sanity/client'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lakeSource, openPress } from '../../../scripts/publish/open-press.ts'
import type { Press } from '../../../scripts/publish/press.ts'
import type { Published } from '../../../scripts/publish/published.ts'
import { anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import { testCache, testSiteUrl } from '../../rigs/newsroom.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { swiftClock } from '../../rigs/swift-clock.ts'

const root = resolve(import.meta.dirname, '../../..')

/** What may happen to the file of an image. */
const harms = {
  deleted: (file: string) => rmSync(file),
  truncated: (file: string) => truncateSync(file, 1000),
  flipped: (file: string) => {
    const bytes = readFileSync(file)
    bytes[700] = (bytes[700] ?? 0) ^ 1
    writeFileSync(file, bytes)
  },
}
type Harm = keyof typeof harms
const names = Object.keys(harms) as Harm[] // the keys of `harms` are the type

describe('a site whose images were damaged in the lake', () => {
  let lake: LakeRig
  let home: string
  let press: Press
  const images = new Map<Harm | 'whole', { bytes: Buffer; asset: SanityImageAssetDocument }>()

  beforeAll(async () => {
    lake = await runningLake()
    home = mkdtempSync(join(tmpdir(), 'notits-damaged-'))
    const clock = swiftClock()
    const source = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, clock)
    const place = { root, home, out: join(home, 'site'), siteUrl: testSiteUrl, apps: join(testCache, 'app') }
    press = openPress({ ...place, source, clock, environment: process.env, report: () => {} })
    for (const name of [...names, 'whole'] as const) images.set(name, await anUploadedImage(name))
    const articles = [...images].map(([name, { asset }]) =>
      anArticle({
        ...{
          _id: `story-${name}`,
          headline: `Kranen ${name}`,
          slug: { _type: 'slug', current: `kranen-${name}` },
        },
        leadImage: aPicture({ asset: aReference(asset._id), alt: `En kran på kajen (${name})` }),
      }),
    )
    const documents: { _id: string; _type: string }[] = [aSection(), anAuthor(), siteSettings(), ...articles]
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
    for (const name of names) harms[name](fileOf(name))
  })
  afterAll(async () => {
    press[Symbol.dispose]()
    rmSync(home, { recursive: true, force: true })
    await lake[Symbol.asyncDispose]()
  })

  async function anUploadedImage(name: string) {
    const noise = { type: 'gaussian', mean: 90 + name.length * 10, sigma: 30 } as const
    const bytes = await sharp({ create: { width: 640, height: 427, channels: 3, background: '#2a6', noise } })
      .jpeg()
      .toBuffer()
    return { bytes, asset: await lake.client.assets.upload('image', bytes, { filename: `${name}.jpg` }) }
  }

  const imageOf = (name: Harm | 'whole') => {
    const image = images.get(name)
    if (!image) throw new Error(`There is no image ${name}`)
    return image
  }
  const fileOf = (name: Harm) => join(lake.home, 'lake/assets', basename(imageOf(name).asset.path))
  const publish = (): Promise<Published> => press.publish({ kind: 'sweep' })
  const page = (name: string) => readFileSync(join(home, `site/artikel/kranen-${name}/index.html`), 'utf8')

  test('has all its pages, with the alternative texts, and a sentence for each image that is not there', async () => {
    const { failedPages, failedPictures, leftOut, pictures } = await publish()
    expect([failedPages, leftOut]).toEqual([[], []])
    expect(pictures).toBeGreaterThan(0)
    for (const name of [...names, 'whole']) expect(page(name)).toContain(`alt="En kran på kajen (${name})"`)
    expect(failedPictures).toHaveLength(names.length)
    const why = { deleted: 'it answered 404', truncated: 'its bytes are not', flipped: 'its bytes are not' }
    for (const name of names) {
      const sentence = failedPictures.find((text) => text.includes(imageOf(name).asset._id))
      expect(sentence).toMatch(/^Could not fetch the image /)
      expect(sentence).toContain(why[name])
      expect(sentence).toContain(`(shown by story-${name})`)
    }
  })

  test('heals when the images are uploaded again', async () => {
    for (const name of names) await lake.client.assets.upload('image', imageOf(name).bytes)
    // Nothing tells that the bytes are whole again: the next publish of anything looks.
    await lake.client.createOrReplace(siteSettings({ tagline: 'Med alle billeder' }))
    const { failedPictures, pictures } = await press.publish({ kind: 'changes', altered: ['siteSettings'], gone: [] })
    expect(failedPictures).toEqual([])
    expect(pictures).toBeGreaterThanOrEqual(names.length)
    for (const name of names) {
      const address = /src="(\/billeder\/[^"]+)"/.exec(page(name))?.[1] ?? ''
      expect((await sharp(join(home, 'site', address)).metadata()).width).toBeGreaterThan(0)
    }
  })
})
