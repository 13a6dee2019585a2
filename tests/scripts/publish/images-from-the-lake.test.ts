import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import { differencesBetween, plainlyBuilt, pressOn } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

const imagesAt = 'cdn'
const now = '2026-06-01T00:00:00.000Z'

/** Text without the escapes of HTML, and of HTML within XML. */
const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&amp;', '&').replaceAll('&quot;', '"')

describe('a site whose pictures the lake’s image service makes', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    const noise = { type: 'gaussian', mean: 120, sigma: 30 } as const
    const canvas = { width: 900, height: 600, channels: 3, background: '#2a6', noise } as const
    const bytes = await sharp({ create: canvas }).jpeg().toBuffer()
    const { _id } = await lake.client.assets.upload('image', bytes, { filename: 'kran.jpg' })
    const hotspot = { x: 0.2, y: 0.5, width: 0.2, height: 0.2 }
    const crop = { left: 0.1, right: 0, top: 0, bottom: 0 }
    const leadImage = aPicture({ asset: aReference(_id), hotspot, crop, alt: 'En kran' })
    const figure = aPicture({ _type: 'figure', _key: 'figure', asset: aReference(_id), alt: 'Kranen igen' })
    const transaction = lake.client.transaction()
    const story = anArticle({ leadImage, body: [figure] })
    const documents: { _id: string; _type: string }[] = [aSection(), anAuthor(), siteSettings(), story]
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  test('holds no image file, and is the same bytes from the press and from a plain build', async () => {
    using site = pressOn({ lake, now, imagesAt })
    const { pictures, failedPages } = await site.publish()
    expect([pictures, failedPages]).toEqual([0, []])
    const tree = site.tree()
    expect([...tree.keys()].filter((file) => file.startsWith('billeder/'))).toEqual([])
    expect(differencesBetween(tree, (await plainlyBuilt({ lake, now, imagesAt })).tree)).toEqual([])
  })

  test('names pictures that the lake makes, and allows browsers and feed readers to fetch them', async () => {
    using site = pressOn({ lake, now, imagesAt })
    await site.publish()
    const pages = [...site.tree()].filter(([file]) => /\.(?:html|xml|json)$/.test(file)).map(([, text]) => text)
    const addresses = pages.flatMap((text) =>
      [...plain(text).matchAll(/https?:[^\s"<\\]+\/images\/[^\s"<\\]+/g)].map(([address]) => address),
    )
    expect(new Set(addresses.map((address) => new URL(address).origin))).toEqual(new Set([lake.url]))
    expect(site.file('/_headers')).toContain(`img-src 'self' data: ${lake.url};`)
    for (const address of new Set(addresses)) {
      const { width } = await sharp(Buffer.from(await (await fetch(address)).arrayBuffer())).metadata()
      expect(String(width), address).toBe(new URL(address).searchParams.get('w'))
    }
    expect(pages.join('')).not.toContain('/billeder/')
  })

  test('lets go of its files when it had some of its own, and of the leave for others when it has some again', async () => {
    using site = pressOn({ lake, now })
    await site.publish()
    const own = site.tree()
    expect([...own.keys()].filter((file) => file.startsWith('billeder/')).length).toBeGreaterThan(5)
    site.reopen('cdn')
    await site.publish()
    expect([...site.tree().keys()].filter((file) => file.startsWith('billeder/'))).toEqual([])
    site.reopen('own')
    await site.publish()
    expect(differencesBetween(site.tree(), own)).toEqual([])
  })
})
