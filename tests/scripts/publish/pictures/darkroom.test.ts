import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PictureFile } from '#site'
import { openDarkroom } from '../../../../scripts/publish/pictures/darkroom.ts'

const size = { width: 60, height: 40 }
const file: PictureFile = {
  ...{ address: '/billeder/aaaa-60.webp', assetId: 'image-aaaa-60x40-png', source: 'images/a/b/aaaa-60x40.png' },
  ...{ of: size, ...size, format: 'webp' },
}
const original = () =>
  sharp({ create: { ...size, channels: 3, background: '#abc' } })
    .png()
    .toBuffer()

/** A drawing that keeps whoever draws it busy for minutes. */
const endless = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><filter id="f" width="90" height="90">${'<feTurbulence numOctaves="9000" baseFrequency="0.9"/><feMorphology radius="900"/>'.repeat(99)}</filter><rect width="60" height="40" filter="url(#f)"/></svg>`,
)

describe('a darkroom', () => {
  let cache: string
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'notits-darkroom-'))
  })
  afterEach(() => rmSync(cache, { recursive: true, force: true }))

  test('keeps what it makes under the names that the site knows', async () => {
    using darkroom = openDarkroom(cache, 'ahead')
    const small = { ...file, address: '/billeder/aaaa-30.avif', width: 30, height: 20, format: 'avif' as const }
    expect(await darkroom.develop(await original(), [file, small])).toEqual({ ok: true })
    expect(readdirSync(cache).toSorted()).toEqual(['aaaa-30.avif', 'aaaa-60.webp'])
  })

  test('says what came in the way, and goes on with the next', async () => {
    using darkroom = openDarkroom(cache, 'now')
    const first = darkroom.develop(Buffer.from('this is no picture'), [file])
    const second = darkroom.develop(await original(), [file])
    expect(await first).toEqual({ ok: false, why: expect.stringContaining('unsupported image format') })
    expect(await second).toEqual({ ok: true })
  })

  test('gives up a drawing that never ends, and goes on with the next', async () => {
    using darkroom = openDarkroom(cache, 'now', 1500)
    expect(await darkroom.develop(endless, [file])).toEqual({ ok: false, why: 'its decoder failed or did not end' })
    using another = openDarkroom(cache, 'now')
    expect(await another.develop(await original(), [file])).toEqual({ ok: true })
  })

  test('ends at once when it is told to', async () => {
    using darkroom = openDarkroom(cache, 'ahead')
    const ending = new AbortController()
    const developing = darkroom.develop(endless, [file], ending.signal)
    ending.abort(new Error('told to stop'))
    await expect(developing).rejects.toThrow('told to stop')
    expect(readdirSync(cache)).toEqual([])
  })
})
