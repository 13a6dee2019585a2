import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { crc32, gzipSync } from 'node:zlib'
import sharp, { type Color } from 'sharp'
import { describe, expect, test } from 'vitest'
import { factsOf, headOf, type MetadataPart } from '../../../../../scripts/lake/assets/metadata/image-facts.ts'
import { temporaryFolder } from '../../../../rigs/temporary-folder.ts'

const blank = (width: number, height: number, background: Color = '#336699', channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background }, limitInputPixels: false })

async function read(bytes: Uint8Array, parts?: MetadataPart[]) {
  const head = await headOf(bytes)
  return head.ok ? factsOf(bytes, head, parts) : head
}

async function told(bytes: Uint8Array, parts?: MetadataPart[]) {
  const answer = await read(bytes, parts)
  if (!answer.ok) throw new Error(answer.sentence)
  return answer.facts
}

async function refusalOf(bytes: Uint8Array) {
  const answer = await read(bytes)
  return answer.ok ? 'taken' : answer.sentence
}

const drawing = (content: string, size = 'width="60" height="20"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${content}</svg>`)

describe('reading an uploaded image', () => {
  test('tells its size, format and looks', async () => {
    const facts = await told(await blank(320, 200).jpeg().toBuffer())
    expect(facts).toMatchObject({
      ...{ width: 320, height: 200, extension: 'jpg', mimeType: 'image/jpeg', hasAlpha: false, isOpaque: true },
      palette: { dominant: { background: expect.stringMatching(/^#3[3-5]6[5-8]9[7-9a]$/), population: 100 } },
    })
    expect(facts.lqip).toMatch(/^data:image\/jpeg;base64,/)
    expect(facts.lqip?.length).toBeLessThan(1500)
  })

  test('measures a photograph as it is seen, not as the camera lay', async () => {
    const sideways = await blank(320, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await told(sideways)).toMatchObject({ width: 200, height: 320 })
  })

  test('sees whether anything shines through', async () => {
    expect(await told(await blank(9, 9, '#3366', 4).png().toBuffer())).toMatchObject({
      hasAlpha: true,
      isOpaque: false,
    })
    expect(await told(await blank(9, 9, '#336f', 4).png().toBuffer())).toMatchObject({
      hasAlpha: true,
      isOpaque: true,
    })
  })

  test.each(['png', 'webp', 'gif', 'avif', 'tiff'] as const)('takes %s', async (format) => {
    expect(await told(await blank(40, 30).toFormat(format).toBuffer())).toMatchObject({
      ...{ width: 40, height: 30, extension: format, mimeType: `image/${format}` },
    })
  })

  test('takes pictures without color', async () => {
    const gray = await blank(40, 30, '#808080').toColourspace('b-w').png().toBuffer()
    expect((await told(gray)).palette?.dominant.background).toBe('#808080')
  })

  test('takes drawings', async () => {
    expect(await told(drawing('<rect/>', 'width="40000" height="2000"'))).toMatchObject({ width: 40_000, height: 2000 })
    expect(await told(drawing('<rect width="60" height="20"/>'))).toMatchObject({
      width: 60,
      height: 20,
      extension: 'svg',
      mimeType: 'image/svg+xml',
    })
  })

  test('refuses bytes that are no image', async () => {
    expect(await refusalOf(Buffer.from('%PDF-1.7'))).toMatchInlineSnapshot(
      `"Cannot take this image: its bytes are no JPEG, PNG, WebP, GIF, AVIF, TIFF or SVG"`,
    )
  })

  test('refuses an image that breaks off', async () => {
    const whole = await blank(600, 600, '#fa0').png({ compressionLevel: 0 }).toBuffer()
    expect(await refusalOf(whole.subarray(0, 2000))).toMatchInlineSnapshot(
      `"Cannot take this image: its bytes are damaged or incomplete"`,
    )
  })

  test('refuses an image of 50,000 × 50,000 pixels at a glance, and one that is a hair’s breadth', async () => {
    expect(await refusalOf(hugePng(50_000, 50_000))).toMatchInlineSnapshot(
      `"Cannot take this image: it has 50000 × 50000 pixels and at most 100 million are taken"`,
    )
    expect(await refusalOf(hugePng(70_000, 1))).toMatchInlineSnapshot(
      `"Cannot take this image: a side of 70000 pixels is longer than the 65535 that are taken"`,
    )
  })

  test('refuses a drawing that is packed, before anything unpacks it', async () => {
    expect(await refusalOf(gzipSync(drawing('<rect/>')))).toMatchInlineSnapshot(
      `"Cannot take this image: it is packed with gzip; upload it unpacked"`,
    )
  })

  test('tells what was asked for, and no more', async () => {
    const photograph = await blank(40, 30).jpeg().toBuffer()
    const all = { lqip: expect.any(String), palette: expect.any(Object), blurHash: expect.any(String) }
    expect(await told(photograph)).toMatchObject(all)
    const bare = await told(photograph, ['none'])
    expect(Object.keys(bare).toSorted()).toEqual(['extension', 'hasAlpha', 'height', 'isOpaque', 'mimeType', 'width'])
    expect(Object.keys(await told(photograph, ['blurhash']))).toEqual(expect.arrayContaining(['blurHash']))
  })

  test('tells where and with what a photograph was taken only when asked', async () => {
    const photograph = await blank(40, 30)
      .withExif({
        IFD0: { Make: 'Kamerafabrikken', Copyright: 'Sara Lund' },
        IFD2: { FNumber: '28/10', DateTimeOriginal: '2026:03:03 08:12:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '55/1 28/1 30/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '8/1 27/1 0/1',
        },
      })
      .jpeg()
      .toBuffer()
    expect(await told(photograph)).not.toHaveProperty('location')
    const facts = await told(photograph, ['exif', 'image', 'location'])
    expect(facts.image).toMatchObject({ Make: 'Kamerafabrikken', Copyright: 'Sara Lund' })
    expect(facts.exif).toMatchObject({ FNumber: 2.8, DateTimeOriginal: '2026-03-03T08:12:00.000Z' })
    expect(facts.location).toEqual({ _type: 'geopoint', lat: 55.475, lng: 8.45 })
    expect(facts).not.toHaveProperty('palette')
  })
})

describe('a drawing that was made to do harm', () => {
  test.each([
    ['keeps a processor busy', filters(2000), 'it cannot be drawn within five seconds'],
    ['repeats itself a million million times', repetitions(), 'it cannot be drawn within five seconds'],
    ['grows when its entities are filled in', entities(), 'its bytes are no JPEG'],
    ['reads files of the machine', fileReader(), 'its bytes are no JPEG'],
    [
      'is nested a hundred thousand deep',
      drawing('<g>'.repeat(100_000) + '</g>'.repeat(100_000)),
      'its bytes are no JPEG',
    ],
    ['has a canvas without end', drawing('<rect/>', 'width="100000" height="100000"'), 'it has 100000 × 100000 pixels'],
  ])('is refused when it %s', async (_, svg, why) => {
    expect(await refusalOf(svg)).toMatch(`Cannot take this image: ${why}`)
  })

  test('fetches nothing, neither from the network nor from the disk', async () => {
    await using place = await temporaryFolder('assets')
    await writeFile(join(place.folder, 'red.png'), await blank(60, 20, '#f00').png().toBuffer())
    let asked = 0
    const server = createServer((_, response) => {
      asked += 1
      response.end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    // A server that listens on TCP has an AddressInfo.
    const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const image = (href: string) => `<image width="60" height="20" href="${href}"/>`
    const css = `<style>@import url(${web}/a.css); @font-face { font-family: x; src: url(${web}/x.woff2) }</style>`
    const references = [`${web}/x.png`, join(place.folder, 'red.png'), `file://${join(place.folder, 'red.png')}`]
    const facts = await told(drawing(`${css}${references.map(image).join('')}<text font-family="x">Hej</text>`))
    server.close()
    expect(asked).toBe(0)
    expect(facts.palette?.dominant.background).toBe('#ffffff')
  })
})

function filters(side: number): Uint8Array {
  const noise = '<feTurbulence baseFrequency="0.9" numOctaves="9999"/>'
  const filter = `<filter id="f" x="-100%" y="-100%" width="300%" height="300%">${noise.repeat(100)}</filter>`
  return drawing(
    `${filter}<rect width="${side}" height="${side}" filter="url(#f)"/>`,
    `width="${side}" height="${side}"`,
  )
}

function repetitions(): Uint8Array {
  const groups = Array.from({ length: 12 }, (_, at) => `<g id="g${at + 1}">${`<use href="#g${at}"/>`.repeat(10)}</g>`)
  return drawing(`<defs><g id="g0"><rect width="1" height="1"/></g>${groups.join('')}</defs><use href="#g12"/>`)
}

function entities(): Uint8Array {
  const names = [...'bcdefghij']
  const declared = names.map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')
  return Buffer.concat([
    Buffer.from(`<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">${declared}]>`),
    drawing('<text>&j;</text>'),
  ])
}

function fileReader(): Uint8Array {
  const declared = '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  return Buffer.concat([Buffer.from(declared), drawing('<text>&x;</text>')])
}

/** A PNG that says it is this large; its size is read from the first bytes, before any pixel is unpacked. */
function hugePng(width: number, height: number): Uint8Array {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}
