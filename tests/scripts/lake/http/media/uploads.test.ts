import { once } from 'node:events'
import * as disk from 'node:fs/promises'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { crc32, gzipSync } from 'node:zlib'
import { Hono } from 'hono'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { AssetFolder } from '../../../../../scripts/lake/assets/asset-folder.ts'
import { uploadRoutes } from '../../../../../scripts/lake/http/media/upload.ts'
import { faultRefusal, Refusal } from '../../../../../scripts/lake/http/refusals.ts'
import type { Env } from '../../../../../scripts/lake/http/wire.ts'
import { startLake } from '../../../../../scripts/lake.ts'
import { type LakeRig, lakeClient, runningLake } from '../../../../rigs/running-lake.ts'
import { temporaryFolder } from '../../../../rigs/temporary-folder.ts'

const megabyte = 1024 * 1024
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#204060' }, limitInputPixels: false })

const brokenOff = (await blank(600, 600).png({ compressionLevel: 0 }).toBuffer()).subarray(0, 9000)

function filesOf({ home }: Pick<LakeRig, 'home'>): Promise<string[]> {
  return readdir(join(home, 'lake/assets'))
}

function uploaded(lake: LakeRig, kind: 'images' | 'files', body: RequestInit['body'], headers = {}, query = '') {
  const address = `${lake.url}/v2025-02-19/assets/${kind}/production${query}`
  const init = {
    method: 'POST',
    body: body ?? null,
    duplex: 'half',
    headers: { authorization: `Bearer ${lake.token}`, ...headers },
  }
  return fetch(address, init as RequestInit) // `duplex` is not in every type of it yet
}

describe('an upload', () => {
  test('is known by its bytes, whatever its name and its sender say', async () => {
    await using lake = await runningLake()
    const options = { filename: '../../Havnen\u0000 på Rømø.png', contentType: 'text/html' }
    const asset = await lake.client.assets.upload('image', await blank(40, 30).jpeg().toBuffer(), options)
    expect(asset).toMatchObject({ extension: 'jpg', mimeType: 'image/jpeg', originalFilename: 'Havnen på Rømø.png' })
  })

  test('tells what the sender asks for, and refuses to be asked for anything else', async () => {
    await using lake = await runningLake()
    const bytes = await blank(40, 30)
      .withExif({ IFD0: { Make: 'Kamerafabrikken' } })
      .jpeg()
      .toBuffer()
    const { metadata } = await lake.client.assets.upload('image', bytes, { extract: ['image', 'blurhash'] })
    expect(metadata).toMatchObject({ image: { _type: 'sanity.imageExifTags', Make: 'Kamerafabrikken' } })
    expect(metadata.blurHash).toHaveLength(28)
    expect([metadata.lqip, metadata.palette]).toEqual([undefined, undefined])
    const { metadata: bare } = await lake.client.assets.upload('image', await blank(9, 9).png().toBuffer(), {
      extract: [],
    })
    expect(Object.keys(bare).toSorted()).toEqual(['_type', 'dimensions', 'hasAlpha', 'isOpaque'])
    const refused = await uploaded(lake, 'images', bytes, {}, '?meta=alt')
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('blurhash, thumbhash, lqip')])
  })

  test('of the same bytes by many at once is one asset, with what the first one told', async () => {
    await using lake = await runningLake()
    const bytes = await blank(300, 200).png().toBuffer()
    const first = await lake.client.assets.upload('image', bytes, { title: 'Havnen', creditLine: 'Sara Lund' })
    const all = await Promise.all(
      Array.from({ length: 8 }, () => lake.client.assets.upload('image', bytes, { title: 'En anden' })),
    )
    for (const asset of all) expect(asset).toEqual(first)
    expect(await filesOf(lake)).toEqual([first.url.split('/').at(-1)])
  })

  test('of nothing is refused, and nothing is left of it', async () => {
    await using lake = await runningLake()
    for (const kind of ['images', 'files'] as const) expect((await uploaded(lake, kind, '')).status).toBe(400)
    expect(await filesOf(lake)).toEqual([])
  })

  test.each([
    ['of 50,000 × 50,000 pixels', hugePng(50_000, 50_000), '50000 × 50000 pixels'],
    ['that breaks off in its middle', brokenOff, 'damaged'],
    ['that is a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'no JPEG, PNG'],
    ['that is a packed drawing', gzipSync('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'packed with gzip'],
  ])('of an image %s is refused at once, and nothing is left of it', async (_, bytes, why) => {
    await using lake = await runningLake()
    await lake.client.fetch('1')
    const begun = performance.now()
    const answer = await uploaded(lake, 'images', bytes)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(why)])
    expect(performance.now() - begun).toBeLessThan(1000)
    expect(await filesOf(lake)).toEqual([])
  })

  test('of a file that says it is 1 GB is refused before its first byte', async () => {
    await using lake = await runningLake()
    const answer = await rawUpload(lake, `content-length: ${1024 * megabyte}`, Buffer.alloc(0))
    expect(answer.heard).toMatch(/^HTTP\/1.1 413 /)
    answer.end()
  })

  test('of a stream without end is refused after 50 MB, in little memory, and nothing is left of it', async () => {
    await using lake = await runningLake()
    const before = process.memoryUsage.rss()
    const chunk = Buffer.alloc(megabyte, 'x')
    const answer = await rawUpload(lake, 'transfer-encoding: chunked', Buffer.from('100000\r\n'), chunk, 1024)
    expect(answer.heard).toMatch(/^HTTP\/1.1 413 /)
    expect(answer.sent).toBeLessThan(100)
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * megabyte)
    answer.end()
    expect(await filesOf(lake)).toEqual([])
  })

  test('that is packed is not unpacked', async () => {
    await using lake = await runningLake()
    const bomb = gzipSync(Buffer.alloc(40 * megabyte))
    const image = await uploaded(lake, 'images', bomb, { 'content-encoding': 'gzip' })
    expect([image.status, await image.text()]).toEqual([400, expect.stringContaining('packed with gzip')])
    const file = await uploaded(lake, 'files', bomb, { 'content-encoding': 'gzip' }, '?filename=a.gz')
    expect(await file.json()).toMatchObject({ document: { size: bomb.byteLength } })
  })

  test('that breaks off leaves nothing', async () => {
    await using lake = await runningLake()
    const upload = await rawUpload(lake, 'content-length: 1000', Buffer.alloc(100, 'x'))
    await vi.waitUntil(async () => (await filesOf(lake)).length === 1)
    upload.end()
    await vi.waitUntil(async () => (await filesOf(lake)).length === 0)
    expect(await lake.client.fetch('count(*[_type == "sanity.fileAsset"])')).toBe(0)
  })

  test('that does not fit on the disk is answered with 507, and nothing is left of it', async () => {
    await using place = await temporaryFolder('full-disk')
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    const assets = await AssetFolder.open(place.folder, {
      ...disk,
      open: async (path, flags) => {
        const handle = await disk.open(path, flags)
        const writeFile = () => Promise.reject(full)
        return { writeFile, sync: () => handle.sync(), [Symbol.asyncDispose]: () => handle.close() }
      },
    })
    // The bytes are refused before anything is asked of the lake.
    const storage = { assets, newId: () => 'x', projectId: 'notits', dataset: 'production' } as Parameters<
      typeof uploadRoutes
    >[0]
    const app = new Hono<Env>().route('/', uploadRoutes(storage))
    app.onError((fault) => (fault instanceof Refusal ? fault.getResponse() : faultRefusal(fault)))
    const answer = await app.request('/assets/files/production', { method: 'POST', body: 'brød' })
    expect(answer.status).toBe(507)
    expect(await readdir(place.folder)).toEqual([])
  })

  test('has its final name before the temporary one is thrown away, however slow the disk is', async () => {
    await using place = await temporaryFolder('slow-disk')
    const calls: string[] = []
    const assets = await AssetFolder.open(place.folder, {
      ...disk,
      rename: async (from, to) => {
        await new Promise(setImmediate)
        calls.push('renamed')
        await disk.rename(from, to)
      },
      rm: (path, options) => {
        calls.push('thrown away')
        return disk.rm(path, options)
      },
    })
    const lake = { documents: () => ({ documents: [], omitted: [] }), mutate: () => ({ ok: true }) }
    // As much of the lake as an upload asks for.
    const storage = {
      lake,
      assets,
      newId: () => 'x',
      projectId: 'notits',
      dataset: 'production',
    } as unknown as Parameters<typeof uploadRoutes>[0]
    const app = new Hono<Env>().use(async (c, next) => {
      c.set('origin', 'http://localhost')
      c.set('origins', new Set())
      Reflect.apply(c.set, c, ['caller', { id: 'anna' }])
      await next()
    })
    app.route('/', uploadRoutes(storage))
    const answer = await app.request('/assets/files/production', { method: 'POST', body: 'brød' })
    expect(answer.status).toBe(200)
    expect(calls).toEqual(['renamed', 'thrown away'])
  })

  test('under way when the lake closes is left without a document, and without a fault', async () => {
    await using place = await temporaryFolder('closing')
    const events: unknown[] = []
    const lake = await startLake({ home: place.folder, port: 0, report: (event) => events.push(event) })
    const client = lakeClient(lake.url, lake.token)
    // Few bytes and many pixels, worked on one after the other: more than the lake waits for at its end.
    const large = await blank(10_000, 9990).png({ compressionLevel: 1 }).toBuffer()
    const uploads = Promise.allSettled(Array.from({ length: 12 }, () => client.assets.upload('image', large)))
    await vi.waitUntil(async () => (await filesOf({ home: place.folder })).length >= 12)
    await lake.close()
    const acknowledged = (await uploads).filter(({ status }) => status === 'fulfilled').length
    await vi.waitUntil(
      async () => !(await filesOf({ home: place.folder })).some((name) => name.endsWith('.part')),
      30_000,
    )
    expect(events).toEqual([])
    const again = await startLake({ home: place.folder, port: 0, report: (event) => events.push(event) })
    expect(await lakeClient(again.url, again.token).fetch('count(*)')).toBe(Math.min(acknowledged, 1))
    await again.close()
  })
})

/** A PNG that says it is this large; its size is read from the first bytes, before any pixel is unpacked. */
function hugePng(width: number, height: number): Buffer<ArrayBuffer> {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

/** Sends an upload by hand: `chunk` up to `times`, until an answer is heard. */
async function rawUpload(lake: LakeRig, lengthHeader: string, start: Buffer, chunk?: Buffer, times = 0) {
  const connection = connect(lake.port, '127.0.0.1').on('error', () => {})
  let heard = ''
  connection.on('data', (bytes) => {
    heard += bytes
  })
  connection.write(
    `POST /v2025-02-19/assets/files/production HTTP/1.1\r\nHost: localhost:${lake.port}\r\nAuthorization: Bearer ${lake.token}\r\n${lengthHeader}\r\n\r\n`,
  )
  if (!chunk) connection.write(start)
  const answered = once(connection, 'data')
  let sent = 0
  for (; chunk && sent < times && !heard; sent += 1) {
    const written = new Promise((resolve) =>
      connection.write(Buffer.concat([start, chunk, Buffer.from('\r\n')]), resolve),
    )
    await Promise.race([written, answered])
  }
  if (start.length === 0 || chunk) await vi.waitUntil(() => heard !== '')
  return { heard, sent, end: () => connection.destroy() }
}
