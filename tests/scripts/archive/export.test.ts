import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { checkedArchive } from '../../../scripts/archive/export/checked.ts'
import { exported, refuseOverwriting, wouldExport } from '../../../scripts/archive/export/conduct.ts'
import { patientClient } from '../../../scripts/archive/patient-client.ts'
import { privateFolder } from '../../../scripts/archive/private-folder.ts'
import { aReference } from '../../builders/stored.ts'
import { aDesk, exporting, importing } from '../../rigs/moving.ts'
import { type LakeRig, lakeClient, runningLake } from '../../rigs/running-lake.ts'
import { linesOf, tarGzOf } from '../../rigs/tar-archive.ts'

const picture = await sharp({ create: { width: 6, height: 4, channels: 3, background: 'teal' } })
  .png()
  .toBuffer()

const { signal } = new AbortController()

/** A page with a picture, a draft of it, and somebody who writes. Gives the id of the picture. */
async function filled({ client }: LakeRig): Promise<string> {
  const { _id } = await client.assets.upload('image', picture, { filename: 'a.png' })
  const page = { _type: 'page', image: { _type: 'image', asset: aReference(_id) }, list: [{ _key: 'a', note: 'med' }] }
  await client
    .transaction()
    .create({ ...page, _id: 'page' })
    .create({ ...page, _id: 'drafts.page' })
    .create({ _id: 'ida', _type: 'author' })
    .commit()
  return _id
}

const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was refused',
    (fault: Error) => `${fault.name}: ${fault.message}`,
  )

describe('an export', () => {
  test('never replaces a file, unless it is told to', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await filled(lake)
    const target = desk.at('a.tar.gz')
    writeFileSync(target, 'mine')
    expect(await refusal(exporting(lake.client, target))).toBe(
      `Problem: Cannot export to ${target}: it is there already; add --overwrite to replace it, or choose another name`,
    )
    expect([readFileSync(target, 'utf8'), desk.names()]).toEqual(['mine', ['a.tar.gz']])
    await exporting(lake.client, target, { overwrite: true })
    expect(await checkedArchive(target, signal)).toMatchObject({ documents: 3, assets: 1 })
    const order = {
      target: desk.at('b.tar.gz'),
      overwrite: false,
      drafts: true,
      assets: true,
      types: [],
      acceptMissing: false,
    }
    expect(() => refuseOverwriting(order)).not.toThrow()
  })

  test('leaves out drafts, assets or all but some types, as it is told', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await filled(lake)
    const saved = async (choice: object): Promise<unknown> => {
      const { documents, assets } = await exporting(lake.client, desk.at('a.tar.gz'), { overwrite: true, ...choice })
      const { client } = lake
      const order = {
        target: '',
        overwrite: false,
        drafts: true,
        assets: true,
        types: [],
        acceptMissing: false,
        ...choice,
      }
      const { counts, ...planned } = await wouldExport(order, patientClient(client))
      expect(planned).toEqual({ documents, assets })
      return { documents, assets, planned: Object.fromEntries(counts) }
    }
    const image = { 'sanity.imageAsset': 1 }
    expect(await saved({})).toEqual({ documents: 3, assets: 1, planned: { page: 2, author: 1, ...image } })
    expect(await saved({ drafts: false })).toEqual({
      documents: 2,
      assets: 1,
      planned: { page: 1, author: 1, ...image },
    })
    expect(await saved({ assets: false })).toEqual({ documents: 3, assets: 0, planned: { page: 2, author: 1 } })
    expect(await saved({ types: ['page'] })).toEqual({ documents: 2, assets: 1, planned: { page: 2, ...image } })
    expect(await saved({ types: ['author'], assets: false })).toEqual({
      documents: 1,
      assets: 0,
      planned: { author: 1 },
    })
  })

  test('without assets can be imported, and the documents then show none', async () => {
    await using from = await runningLake()
    await using to = await runningLake()
    using desk = aDesk()
    await filled(from)
    await exporting(from.client, desk.at('a.tar.gz'), { assets: false })
    await importing(to.client, desk, { path: desk.at('a.tar.gz') })
    expect(await to.client.fetch('*[_id == "page"][0]{"fields": [image, list]}')).toEqual({
      fields: [null, [{ _key: 'a', note: 'med' }]],
    })
  })

  test('is refused when the bytes of a picture are gone, leaving nothing behind, unless that is accepted', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const id = await filled(lake)
    const folder = join(lake.home, 'lake/assets')
    for (const name of readdirSync(folder, { recursive: true }))
      if (String(name).endsWith('.png')) rmSync(join(folder, String(name)))
    const target = desk.at('a.tar.gz')
    const name = id.replace('image-', 'images/').replace('-png', '.png')
    expect(await refusal(exporting(lake.client, target))).toBe(
      `Problem: Cannot export to ${target}: the lake does not have ${name}, which documents show; export again, or add --accept-missing to do without them`,
    )
    expect(desk.names()).toEqual([])
    expect(await exporting(lake.client, target, { acceptMissing: true })).toMatchObject({
      documents: 3,
      missing: [name],
    })
  })

  test('is refused when the bytes of a picture are others than were uploaded', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await filled(lake)
    const folder = join(lake.home, 'lake/assets')
    for (const name of readdirSync(folder, { recursive: true }).map(String))
      if (name.endsWith('.png')) writeFileSync(join(folder, name), Buffer.concat([picture, Buffer.from('!')]))
    expect(await refusal(exporting(lake.client, desk.at('a.tar.gz')))).toMatch(
      /Cannot export .* came with other bytes than their sha1 tells/,
    )
    expect(desk.names()).toEqual([])
  })

  test('leaves nothing behind when it is interrupted, or the lake refuses it', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await filled(lake)
    const order = {
      target: desk.at('a.tar.gz'),
      overwrite: false,
      drafts: true,
      assets: true,
      types: [],
      acceptMissing: false,
    }
    const room = {
      client: patientClient(lake.client),
      report: () => {},
      signal: AbortSignal.abort(new Error('enough')),
    }
    const cut = async (): Promise<unknown> => {
      using folder = privateFolder(desk.path, '.a')
      return await exported(order, { ...room, folder: folder.path })
    }
    expect(await refusal(cut())).toBe('Error: enough')
    expect(await refusal(exporting(lakeClient(lake.url, 'wrong'), desk.at('a.tar.gz')))).toMatch(
      /^Problem: Cannot export to .*a\.tar\.gz: .*(401|nauthorized)/,
    )
    expect(await refusal(exporting(lakeClient(lake.url), desk.at('a.tar.gz')))).toMatch(/^Problem: .*SANITY_API_TOKEN/)
    expect(desk.names()).toEqual([])
  })
})

describe('what was exported', () => {
  test('is read from end to end: what documents show, and the hash of every asset', async () => {
    using desk = aDesk()
    const shows = (name: string) => ({
      _id: name,
      _type: 'page',
      deep: [{ image: { _sanityAsset: `image@file://./images/${name}` } }],
    })
    const wrong = `${'b'.repeat(40)}-6x4.png`
    const cleaned = `${'c'.repeat(40)}-6x4.svg`
    writeFileSync(
      desk.at('a.tar.gz'),
      tarGzOf([
        { name: 'x/data.ndjson', body: linesOf([shows('gone.png'), shows(wrong), shows(cleaned)]) },
        { name: 'x/assets.json', body: JSON.stringify({ 'image-f4f99578c04e974810cdd12ceb7ae902de7291d3': {} }) },
        { name: `x/images/${wrong}`, body: picture },
        { name: `x/images/${cleaned}`, body: 'drawing' },
      ]),
    )
    expect(await checkedArchive(desk.at('a.tar.gz'), signal)).toMatchObject({
      ...{ documents: 3, assets: 2 },
      missing: ['images/gone.png'],
      damaged: [`images/${wrong}`],
    })
  })
})

describe('a private folder', () => {
  test('is gone at the end, and takes along what killed processes left', () => {
    using desk = aDesk()
    mkdirSync(desk.at('import-999999999-AbCdEf'))
    mkdirSync(desk.at(`import-${process.ppid}-AbCdEf`))
    mkdirSync(desk.at('import-mine'))
    const others = [`import-${process.ppid}-AbCdEf`, 'import-mine']
    {
      using folder = privateFolder(desk.path, 'import')
      writeFileSync(join(folder.path, 'a'), 'a')
      expect(desk.names().filter((name) => !others.includes(name))).toHaveLength(2)
    }
    expect(desk.names().toSorted()).toEqual(others.toSorted())
  })
})
