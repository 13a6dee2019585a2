import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SanityImageAssetDocument } from '@sanity/client'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lakeSource } from '../../../../scripts/publish/open-press.ts'
import { encodeAhead } from '../../../../scripts/publish/pictures/ahead.ts'
import { machineClock } from '../../../../scripts/terminal/clock.ts'
import { aReference } from '../../../builders/stored.ts'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'

const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

describe('pictures made ahead', () => {
  let lake: LakeRig
  let cache: string
  let ending: AbortController
  let following: Promise<void>
  beforeAll(async () => {
    lake = await runningLake()
  })
  afterAll(() => lake[Symbol.asyncDispose]())
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'notits-ahead-'))
    ending = new AbortController()
  })
  afterEach(async () => {
    ending.abort()
    await following
    rmSync(cache, { recursive: true, force: true })
  })

  const follow = (): void => {
    const source = lakeSource({ kind: 'embedded', url: lake.url, token: lake.token }, clock, ending.signal)
    following = encodeAhead({ ...source, cache, clock }, ending.signal)
  }

  async function anImage(background: string): Promise<SanityImageAssetDocument> {
    const bytes = await sharp({ create: { width: 300, height: 200, channels: 3, background } })
      .png()
      .toBuffer()
    return lake.client.assets.upload('image', bytes, { filename: 'kran.png' })
  }

  const aDraft = (id: string, asset: { _id: string }) => ({
    ...{ _id: `drafts.${id}`, _type: 'article' },
    leadImage: { _type: 'image', asset: aReference(asset._id) },
  })

  /** How many picture files there are of an image; a file that is still being written does not count. */
  const made = ({ _id }: { _id: string }) => {
    const begin = /^image-(.{16})/.exec(_id)?.[1] ?? ''
    return readdirSync(cache).filter((name) => name.startsWith(begin) && !name.endsWith('.part')).length
  }
  const patience = { timeout: 20_000 }

  test('are there soon after a draft begins to use an image, though nothing else of it is written', async () => {
    follow()
    const asset = await anImage('#123')
    await lake.client.create(aDraft('begun', asset))
    // Full and card share theirs: 198 and 300 wide in two formats, and a JPEG; and one to share.
    await expect.poll(() => made(asset), patience).toBe(6)
  })

  test('are made of drafts that were there before', async () => {
    const asset = await anImage('#456')
    await lake.client.create(aDraft('older', asset))
    follow()
    await expect.poll(() => made(asset), patience).toBe(6)
  })

  test('are left to the publish when they cannot be made, and the others are made', async () => {
    const [broken, whole] = [await anImage('#789'), await anImage('#987')]
    rmSync(join(lake.home, 'lake/assets', broken.path.replace(/^.*\//, '')))
    follow()
    await lake.client.create(aDraft('whole', whole))
    await lake.client.create(aDraft('broken', broken))
    await expect.poll(() => made(whole), patience).toBe(6)
    expect(made(broken)).toBe(0)
  })

  test('are no longer made when the press ends', async () => {
    follow()
    ending.abort()
    await following
    const asset = await anImage('#abc')
    await lake.client.create(aDraft('late', asset))
    expect(existsSync(cache) && made(asset)).toBe(0)
  })
})
