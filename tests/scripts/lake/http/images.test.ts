import { truncate, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { basename, join } from 'node:path'
import type { SanityImageAssetDocument } from '@sanity/client'
import { createImageUrlBuilder } from '@sanity/image-url'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'

const photograph = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#204060' } })
  .jpeg()
  .toBuffer()
const drawing = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><script>alert(1)</script><rect width="60" height="20"/></svg>',
)

/** Ten pixels wide, red on the left and black on the right. */
const halves = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="4"><rect width="10" height="4"/><rect width="5" height="4" fill="red"/></svg>',
)

async function lakeWith(bytes: Buffer) {
  const lake = await runningLake()
  return { lake, asset: await lake.client.assets.upload('image', bytes, { filename: 'billede' }) }
}

async function seen(lake: LakeRig, asset: SanityImageAssetDocument, query: string, accept = 'image/webp,*/*') {
  const response = await fetch(`${lake.url}/${asset.path}?${query}`, { headers: { accept } })
  const { width, height } = await sharp(await response.arrayBuffer()).metadata()
  return { status: response.status, type: response.headers.get('content-type'), width, height }
}

describe('an image’s address', () => {
  test('written by Sanity’s builder gives the cut around the hotspot, in a format the browser takes', async () => {
    const { lake, asset } = await lakeWith(photograph)
    await using _ = lake
    const crop = { top: 0.1, bottom: 0.1, left: 0, right: 0.2 }
    const hotspot = { x: 0.5, y: 0.4, width: 0.3, height: 0.3 }
    const image = createImageUrlBuilder(lake.client).image({ asset: { _ref: asset._id }, crop, hotspot })
    const address = new URL(image.size(100, 100).auto('format').url())
    expect(address.origin).toBe(lake.url)
    expect(address.searchParams.get('rect')).toBeTruthy()
    const parameters = address.searchParams.toString()
    expect(await seen(lake, asset, parameters)).toEqual({ status: 200, type: 'image/webp', width: 100, height: 100 })
    expect(await seen(lake, asset, parameters, '*/*')).toMatchObject({ type: 'image/jpeg' })
  })

  test('may end in a name for people', async () => {
    const { lake, asset } = await lakeWith(photograph)
    await using _ = lake
    const image = createImageUrlBuilder(lake.client).image(asset).width(50).vanityName('havnen.jpg')
    expect((await fetch(image.url())).status).toBe(200)
  })

  test('gives an answer that may be kept for ever and is never taken for something else', async () => {
    const { lake, asset } = await lakeWith(photograph)
    await using _ = lake
    const { headers } = await fetch(`${asset.url}?w=50`)
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('vary')).toBe('Accept')
  })

  test('gives a download under the name it asks for', async () => {
    const { lake, asset } = await lakeWith(photograph)
    await using _ = lake
    const { headers } = await fetch(`${asset.url}?dl=${encodeURIComponent('Havnen ved nat.jpg')}`)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Havnen ved nat.jpg"; filename*=UTF-8''Havnen%20ved%20nat.jpg`,
    )
  })

  test.each(['w=abc', 'fit=stretch', 'rect=9999,0,10,10', 'w=40000&h=40000&fit=scale'])(
    'is refused with a sentence for %s',
    async (query) => {
      const { lake, asset } = await lakeWith(photograph)
      await using _ = lake
      const response = await fetch(`${asset.url}?${query}`)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({ message: /^Cannot make this image: / })
    },
  )

  test('gives a drawing as it is, unable to run its scripts, or as a picture', async () => {
    const { lake, asset } = await lakeWith(drawing)
    await using _ = lake
    const response = await fetch(`${asset.url}?w=30&auto=format`)
    expect(response.headers.get('content-type')).toBe('image/svg+xml')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect(await seen(lake, asset, 'w=30&fm=png')).toMatchObject({ type: 'image/png', width: 30 })
  })

  test('draws a drawing in the size that is needed, so that its edges are sharp', async () => {
    const { lake, asset } = await lakeWith(halves)
    await using _ = lake
    const response = await fetch(`${asset.url}?rect=2,0,6,4&w=600&fm=png`)
    const { data, info } = await sharp(await response.arrayBuffer())
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([600, 400])
    const row = [...data.subarray(0, 600 * 3)].filter((_, at) => at % 3 === 0)
    expect(row.filter((light) => light > 0 && light < 255).length).toBeLessThanOrEqual(4)
    expect([row[290], row[310]]).toEqual([255, 0])
  })

  test('refuses to draw for ever', async () => {
    const { lake, asset } = await lakeWith(drawing)
    await using _ = lake
    const noise = '<feTurbulence baseFrequency="0.9" numOctaves="9999"/>'.repeat(100)
    const size = 'width="60" height="20"'
    const endless = `<svg xmlns="http://www.w3.org/2000/svg" ${size}><filter id="f">${noise}</filter><rect ${size} filter="url(#f)"/></svg>`
    // As if it had been taken in once, by a version that did not look.
    await writeFile(join(lake.home, 'lake/assets', basename(asset.path)), endless)
    const response = await fetch(`${asset.url}?fm=png&w=4000`)
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('cannot be drawn within five'),
    ])
  })

  test('gives AVIF to those who ask for it', async () => {
    const { lake, asset } = await lakeWith(photograph)
    await using _ = lake
    expect(await seen(lake, asset, 'w=40&fm=avif')).toMatchObject({ type: 'image/avif', width: 40 })
    expect(await seen(lake, asset, 'w=40&auto=format', 'image/avif,image/webp')).toMatchObject({ type: 'image/webp' })
  })

  test('measures its cut on the picture as it is seen, not as the camera lay', async () => {
    const half = { create: { width: 20, height: 20, channels: 3 as const, background: '#00f' } }
    const sideways = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#f00' } })
      .composite([{ input: half, left: 20, top: 0 }])
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer()
    const { lake, asset } = await lakeWith(sideways)
    await using _ = lake
    expect(asset.metadata.dimensions).toMatchObject({ width: 20, height: 40 })
    const response = await fetch(`${asset.url}?rect=0,20,20,20&fm=png`)
    const { dominant } = await sharp(await response.arrayBuffer()).stats()
    expect(dominant.b).toBeGreaterThan(200)
  })

  test('says so when the stored bytes are damaged', async () => {
    const { lake, asset } = await lakeWith(photograph)
    await using _ = lake
    await truncate(join(lake.home, 'lake/assets', basename(asset.path)), 300)
    const response = await fetch(`${asset.url}?w=40`)
    expect([response.status, await response.text()]).toEqual([422, expect.stringContaining('upload the image again')])
  })
})

describe('a file’s address', () => {
  test.each([
    ['side.html', '<script>alert(1)</script>'],
    ['data.xml', '<x/>'],
    ['program', 'MZ'],
  ])('hands over %s as bytes to save', async (filename, content) => {
    await using lake = await runningLake()
    const { url } = await lake.client.assets.upload('file', Buffer.from(content), {
      filename,
      contentType: 'text/html',
    })
    const { headers } = await fetch(url)
    expect(headers.get('content-type')).toBe('application/octet-stream')
    expect(headers.get('content-disposition')).toMatch(/^attachment/)
    expect(headers.get('content-security-policy')).toContain('sandbox')
  })
})

describe('paths that try to climb out of the assets', () => {
  test.each([
    '../token',
    '..%2Ftoken',
    '%2e%2e%2ftoken',
    '%252e%252e%252ftoken',
    '..%5Ctoken',
    '%c0%ae%c0%ae%c0%aftoken',
    '....//token',
    `${'a'.repeat(40)}-1x1.jpg%00.png`,
    'lake.db',
  ])('find nothing: %s', async (path) => {
    await using lake = await runningLake()
    for (const folder of ['images', 'files']) {
      const body = await rawGet(lake, `/${folder}/notits/production/${path}`)
      expect(body).not.toContain(lake.token)
      expect(body).toMatch(/^HTTP\/1.1 (400|404|503) /)
    }
  })
})

/** Asks for a path as it stands; fetch would tidy it first. */
async function rawGet(lake: LakeRig, path: string): Promise<string> {
  const connection = connect(lake.port, '127.0.0.1')
  connection.write(`GET ${path} HTTP/1.1\r\nHost: localhost:${lake.port}\r\nConnection: close\r\n\r\n`)
  const chunks = await connection.toArray()
  return Buffer.concat(chunks).toString()
}
