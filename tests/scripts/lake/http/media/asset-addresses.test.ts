import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { runningLake } from '../../../../rigs/running-lake.ts'

const photograph = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#204060' } })
  .jpeg()
  .toBuffer()
const text = '0123456789'

async function lakeWithFile(filename = 'tal.txt') {
  const lake = await runningLake()
  return { lake, file: await lake.client.assets.upload('file', Buffer.from(text), { filename }) }
}

async function lakeWithImage(filename = 'Havnen på Rømø.jpg') {
  const lake = await runningLake()
  return { lake, image: await lake.client.assets.upload('image', photograph, { filename }) }
}

describe('an asset’s address', () => {
  test('gives the part of a file that is asked for', async () => {
    const { lake, file } = await lakeWithFile()
    await using _ = lake
    const part = await fetch(file.url, { headers: { range: 'bytes=2-4' } })
    expect([part.status, await part.text()]).toEqual([206, '234'])
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10')
    expect(part.headers.get('content-length')).toBe('3')
    const beyond = await fetch(file.url, { headers: { range: 'bytes=10-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    const whole = await fetch(file.url)
    expect([whole.status, await whole.text(), whole.headers.get('accept-ranges')]).toEqual([200, text, 'bytes'])
  })

  test('gives a part only of the file that the sender has begun', async () => {
    const { lake, file } = await lakeWithFile()
    await using _ = lake
    const etag = (await fetch(file.url)).headers.get('etag') ?? ''
    const rest = await fetch(file.url, { headers: { range: 'bytes=8-', 'if-range': etag } })
    expect([rest.status, await rest.text()]).toEqual([206, '89'])
    const other = await fetch(file.url, { headers: { range: 'bytes=8-', 'if-range': '"another"' } })
    expect([other.status, await other.text()]).toEqual([200, text])
  })

  test('tells of the bytes without sending them', async () => {
    const { lake, image } = await lakeWithImage()
    await using _ = lake
    for (const query of ['', '?w=50']) {
      const { status, headers, body } = await fetch(image.url + query, { method: 'HEAD' })
      const whole = await (await fetch(image.url + query)).arrayBuffer()
      expect([status, headers.get('content-length'), body]).toEqual([200, String(whole.byteLength), null])
    }
  })

  test('sends nothing again to those who have it, and another rendition is another thing', async () => {
    const { lake, image } = await lakeWithImage()
    await using _ = lake
    const etagOf = async (query: string) => (await fetch(image.url + query)).headers.get('etag') ?? ''
    const queries = ['', '?w=50', '?w=60', '?w=50&fm=png']
    const etags = await Promise.all(queries.map(etagOf))
    expect(new Set(etags).size).toBe(queries.length)
    for (const [at, query] of queries.entries()) {
      const again = await fetch(image.url + query, { headers: { 'if-none-match': etags[at] ?? '' } })
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etags[at]])
    }
  })

  test('saves it under the name it came with when none is given, and in the format it is in', async () => {
    const { lake, image } = await lakeWithImage()
    await using _ = lake
    const savedAs = async (query: string) => (await fetch(image.url + query)).headers.get('content-disposition')
    expect(await savedAs('?dl=')).toBe(
      `attachment; filename="Havnen paa Roemoe.jpg"; filename*=UTF-8''Havnen%20p%C3%A5%20R%C3%B8m%C3%B8.jpg`,
    )
    expect(await savedAs('?dl&fm=png&w=9')).toContain('filename="Havnen paa Roemoe.png"')
    expect(await savedAs('?dl=forside.jpg&w=9')).toContain('filename="forside.jpg"')
    expect(await savedAs('')).toBeNull()
  })

  test('leads nowhere once its document is deleted, and again to the same bytes when it is restored', async () => {
    const { lake, image } = await lakeWithImage()
    await using _ = lake
    await lake.client.delete(image._id)
    expect([(await fetch(image.url)).status, (await fetch(`${image.url}?w=9`)).status]).toEqual([404, 404])
    await lake.client.create(image)
    expect(Buffer.from(await (await fetch(image.url)).arrayBuffer()).equals(photograph)).toBe(true)
  })

  test('leads nowhere when its file is gone, and again to it when it is uploaded again', async () => {
    const { lake, image } = await lakeWithImage()
    await using _ = lake
    const { status } = await lake.client
      .patch(image._id)
      .set({ title: 'Havnen' })
      .commit()
      .then(async () => {
        await rm(join(lake.home, 'lake/assets', image.url.split('/').at(-1) ?? ''))
        return fetch(image.url)
      })
    expect([status, (await fetch(`${image.url}?w=9`)).status]).toEqual([404, 404])
    expect(await lake.client.assets.upload('image', photograph)).toMatchObject({ _id: image._id, title: 'Havnen' })
    expect((await fetch(image.url)).status).toBe(200)
  })
})
