import { createReadStream, existsSync, statSync } from 'node:fs'
import { exportDataset } from '@sanity/export'
import { sanityImport } from '@sanity/import'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { limits } from '../../../scripts/archive/limits.ts'
import { bytesOf } from '../../../scripts/archive/packed-bytes.ts'
import { entriesIn } from '../../../scripts/archive/tar.ts'
import { fillWithDemo } from '../../../scripts/demo/fill.ts'
import { anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { aReference } from '../../builders/stored.ts'
import { aDesk, contentOf, exporting, importing } from '../../rigs/moving.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { runs } from '../../rigs/runs.ts'

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><circle cx="9" cy="9" r="4"/></svg>'
const gif = Buffer.from('R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64')

/** The demo's documents, with a picture of a single color for each of its drawings. */
async function filledWithDemo({ client }: LakeRig): Promise<void> {
  let shade = 0
  const draw = () =>
    sharp({ create: { width: 12, height: 8, channels: 3, background: { r: ++shade, g: 90, b: 90 } } })
      .png()
      .toBuffer()
  await fillWithDemo({ client, now: '2026-11-01T08:00:00.000Z', report: () => {}, draw })
}

/** Assets of every kind, with everything that can be told of them. */
async function filledWithAssets({ client }: LakeRig): Promise<void> {
  const pdf = {
    filename: 'Årsregnskab 2026.pdf',
    contentType: 'application/pdf',
    title: 'Årsregnskab',
    description: 'Hele året',
  }
  const file = await client.assets.upload('file', Buffer.from('%PDF-1.7 …'), pdf)
  const sound = await client.assets.upload('file', Buffer.from('ID3'), {
    filename: 'afsnit 1.mp3',
    contentType: 'audio/mpeg',
  })
  const svg = await client.assets.upload('image', Buffer.from(drawing), { filename: 'cirkel.svg' })
  const still = await client.assets.upload('image', gif, { filename: 'prik.gif', creditLine: 'Foto: Ida Brandt' })
  await client.patch(still._id).set({ altText: 'En rød prik' }).commit()
  await client.create({
    _id: 'shows',
    _type: 'page',
    attachments: [shown(file._id, 'file'), shown(sound._id, 'file')],
    image: shown(svg._id, 'image'),
  })
}

/** The same value without what no document holds: names that mean something to Sanity or JavaScript, and nulls in lists. */
function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(kept)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([name]) => name !== '' && !/^_|hasOwnProperty/.test(name))
  return Object.fromEntries(fields.map(([name, item]) => [name, kept(item)]))
}

const shown = (id: string, _type: string) => ({
  _key: id.slice(-8),
  _type,
  asset: aReference(id),
  hotspot: { x: 0.5, y: 0.25 },
})

/** Documents that try what can be stored. */
const strange: { _id: string; _type: string; [field: string]: unknown }[] = [
  { _id: 'drafts.only', _type: 'article', headline: 'Kun en kladde', section: aReference('not-there-yet') },
  { _id: 'versions.rABC.page', _type: 'page', title: 'En version' },
  {
    _id: 'letters',
    _type: 'page',
    title: 'Ærø, Åbenrå og Ø',
    smile: '👩🏽‍🚀🇩🇰',
    marks: '»citat« „citat“ \u2028 \u0001',
    empty: '',
  },
  { _id: 'lonely', _type: 'page', high: 'halv \ud83d bogstav', unreadable: 'bogst\uFFFDv' },
  {
    _id: 'values',
    _type: 'page',
    none: null,
    no: false,
    zero: 0,
    tiny: 1e-300,
    large: 9007199254740991,
    list: [1, 'to', [], {}],
    'odd name.[0]': 1,
  },
  {
    _id: 'weak',
    _type: 'page',
    to: { _type: 'reference', _ref: 'nothing', _weak: true, _strengthenOnPublish: { type: 'page' } },
  },
  { _id: 'one', _type: 'page', next: aReference('two') },
  { _id: 'two', _type: 'page', next: aReference('one') },
  { _id: 'self', _type: 'page', next: aReference('self') },
]

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('an export that is imported into another lake', () => {
  test('gives the demo’s documents and pictures, equal in everything', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    await filledWithDemo(from)
    const saved = await exporting(from.client, desk.at('demo.tar.gz'))
    expect(saved).toMatchObject({ documents: 68, assets: 36, missing: [], damaged: [] })
    expect(saved.bytes).toBe(statSync(desk.at('demo.tar.gz')).size)
    expect(await importing(to.client, desk, { path: desk.at('demo.tar.gz') })).toMatchObject({
      documents: 68,
      assets: 36,
      inLake: 68,
    })
    expect(await contentOf(to.client)).toEqual(await contentOf(from.client))
    expect(desk.names()).toEqual(['demo.tar.gz', 'home'])
  })

  test('keeps drafts, versions, letters of every script, halves of letters, circles of references and times of creation', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    const transaction = from.client.transaction()
    for (const document of strange) transaction.create({ _createdAt: '2019-03-03T08:12:00Z', ...document })
    await transaction.commit()
    await exporting(from.client, desk.at('a.tar.gz'))
    const { remarks } = await importing(to.client, desk, { path: desk.at('a.tar.gz') })
    expect(await contentOf(to.client)).toEqual(await contentOf(from.client))
    expect(remarks).toEqual([
      'Take a look at lonely: there is a "\uFFFD" where a letter may have been lost',
      'Drafts refer to what is not there: drafts.only → not-there-yet',
    ])
  })

  test('keeps whatever documents may hold, except nulls in lists, which @sanity/export drops', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    const held = fc.sample(fc.jsonValue({ maxDepth: 5 }), { numRuns: runs(300, 10_000), seed: 7 })
    const transaction = from.client.transaction()
    for (const [number, value] of held.entries())
      transaction.create({ _id: `any-${number}`, _type: 'page', value: kept(value) })
    await transaction.commit()
    await exporting(from.client, desk.at('a.tar.gz'))
    await importing(to.client, desk, { path: desk.at('a.tar.gz') })
    expect(await contentOf(to.client)).toEqual(await contentOf(from.client))
  })

  test('keeps assets of every kind byte for byte, with their ids and all that is told of them', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    await filledWithAssets(from)
    await exporting(from.client, desk.at('a.tar.gz'))
    await importing(to.client, desk, { path: desk.at('a.tar.gz') })
    expect(await contentOf(to.client)).toEqual(await contentOf(from.client))
    const assets: { url: string; size: number; _id: string }[] = await to.client.fetch(
      '*[_type match "sanity.*Asset"]{_id, url, size}',
    )
    expect(assets).toHaveLength(4)
    for (const { url, size } of assets) {
      const [here, there] = await Promise.all([url, url.replace(to.url, from.url)].map(bytesAt))
      expect([here, here?.length]).toEqual([there, size])
    }
  })

  test('restores what is told of a picture when it is the only one', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    const { _id } = await from.client.assets.upload('image', gif, { filename: 'prik.gif', title: 'Prikken' })
    await from.client.patch(_id).set({ altText: 'En rød prik' }).commit()
    await from.client.create({ _id: 'page', _type: 'page', image: shown(_id, 'image') })
    await exporting(from.client, desk.at('a.tar.gz'))
    await importing(to.client, desk, { path: desk.at('a.tar.gz') })
    expect(await contentOf(to.client)).toEqual(await contentOf(from.client))
  })

  test('gives the same by Sanity’s own libraries, in both directions', async () => {
    await using from = await runningLake()
    await using stock = await runningLake()
    await using ours = await runningLake()
    using desk = aDesk()
    vi.stubEnv('TMPDIR', desk.path) // where Sanity's libraries leave folders behind
    await filledWithDemo(from)
    await exporting(from.client, desk.at('ours.tar.gz'))
    const imported = await sanityImport(createReadStream(desk.at('ours.tar.gz')), {
      client: stock.client,
      operation: 'create',
    })
    expect(imported).toEqual({ numDocs: 68, warnings: [] })
    expect(await contentOf(stock.client)).toEqual(await contentOf(from.client))
    const outputPath = desk.at('stock.tar.gz')
    await exportDataset({ client: stock.client, dataset: 'production', outputPath })
    expect(existsSync(outputPath)).toBe(true)
    await importing(ours.client, desk, { path: outputPath })
    expect(await contentOf(ours.client)).toEqual(await contentOf(from.client))
  })
})

describe('an export while editors write', () => {
  test('shows every transaction whole or not at all, and all assets of what it shows', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    const { client } = from
    await client
      .transaction()
      .create(aSection())
      .create(anAuthor())
      .create({ _id: 'left', _type: 'page', count: 0 })
      .create({ _id: 'right', _type: 'page', count: 0 })
      .commit()
    const filler = client.transaction()
    for (let number = 0; number < 300; number += 1) filler.create({ ...anArticle(), _id: `article-${number}` })
    await filler.commit()
    const writing = writes(from)
    await writing.begun
    const saved = await exporting(client, desk.at('a.tar.gz'))
    const written = await writing.end()
    expect(saved).toMatchObject({ missing: [], damaged: [] })
    await importing(to.client, desk, { path: desk.at('a.tar.gz') })
    await exporting(to.client, desk.at('b.tar.gz'))
    expect(await documentsIn(desk.at('b.tar.gz'))).toEqual(await documentsIn(desk.at('a.tar.gz')))
    const counts: number[] = await to.client.fetch('*[_id in ["left", "right"]].count')
    expect(counts).toEqual([counts[0], counts[0]])
    expect(counts[0]).toBeLessThanOrEqual(written)
    expect(counts[0]).toBeGreaterThanOrEqual(60)
    const held: number = await to.client.fetch(
      'count(*[_type == "page" && defined(image) && !defined(image.asset->url)])',
    )
    expect(held).toBe(0)
  })
})

/** Writes two documents at once, again and again until told to end, and now and then one with a picture that was not there before. */
function writes({ client }: LakeRig) {
  const { promise: begun, resolve } = Promise.withResolvers<void>()
  let goesOn = true
  const write = async (): Promise<number> => {
    let count = 0
    while (goesOn) {
      count += 1
      const both = client.transaction()
      for (const id of ['left', 'right']) both.patch(id, (patch) => patch.set({ count }))
      await both.commit()
      if (count % 50 === 0) {
        const { _id } = await client.assets.upload('image', Buffer.from(drawing.replace('40', String(count))))
        await client.create({ _id: `shown-${count}`, _type: 'page', image: shown(_id, 'image') })
      }
      if (count === 60) resolve()
    }
    return count
  }
  const written = write()
  const end = () => {
    goesOn = false
    return written
  }
  return { begun, end }
}

/** The documents of an archive by id, without what an import cannot keep. */
async function documentsIn(path: string): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for await (const { name, bytes } of entriesIn(bytesOf(path, limits), limits)) {
    if (!name.endsWith('/data.ndjson')) continue
    for (const line of Buffer.concat(await Array.fromAsync(bytes()))
      .toString()
      .trim()
      .split('\n')) {
      const { _rev, _updatedAt, ...document } = JSON.parse(line)
      found[document._id] = document
    }
  }
  return found
}

async function bytesAt(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer())
}
