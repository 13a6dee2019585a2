import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { AssetFolder } from '../../../../scripts/lake/assets/asset-folder.ts'
import { temporaryFolder } from '../../../rigs/temporary-folder.ts'

const name = `${'d'.repeat(40)}.txt`
const megabyte = 1024 * 1024

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}

async function kept(assets: AssetFolder, text: string): Promise<void> {
  await using incoming = await assets.received(chunks(text), megabyte)
  await incoming?.keepAs(name)
}

describe('the folder of assets', () => {
  test('gives back the bytes it was given, and nothing for a name it does not have', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(join(place.folder, 'assets'))
    await kept(assets, 'brød')
    expect((await assets.bytes(name))?.toString()).toBe('brød')
    expect(await assets.bytes(`${'e'.repeat(40)}.txt`)).toBeUndefined()
    expect(await assets.file(`${'e'.repeat(40)}.txt`)).toBeUndefined()
  })

  test('tells the hash and the size of what came in', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    await using incoming = await assets.received(chunks('rug', 'brød'), megabyte)
    const sha1 = createHash('sha1').update('rugbrød').digest('hex')
    expect(incoming).toMatchObject({ sha1, size: 8 })
    expect((await incoming?.bytes())?.toString()).toBe('rugbrød')
  })

  test('gives a part of a file', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    await kept(assets, 'rugbrod')
    const file = await assets.file(name)
    expect(file?.size).toBe(7)
    expect(await new Response(file?.stream({ first: 3, last: 5 })).text()).toBe('bro')
  })

  test('holds one whole file when many give it the same at once', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    const text = 'x'.repeat(300_000)
    await Promise.all(Array.from({ length: 8 }, () => kept(assets, text)))
    expect(await readdir(place.folder)).toEqual([name])
    expect(await readFile(join(place.folder, name), 'utf8')).toBe(text)
  })

  test('mends a file that was damaged when its bytes come again', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    await writeFile(join(place.folder, name), 'brøx')
    await kept(assets, 'brød')
    expect(await readFile(join(place.folder, name), 'utf8')).toBe('brød')
  })

  test('keeps nothing of what was not given a name', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    {
      await using incoming = await assets.received(chunks('brød'), megabyte)
      expect(incoming?.size).toBe(5)
      expect(await readdir(place.folder)).toHaveLength(1)
    }
    expect(await readdir(place.folder)).toEqual([])
  })

  test('stops reading at the first byte too many, and keeps nothing of them', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    let asked = 0
    async function* endless() {
      for (;;) {
        asked += 1
        await setImmediate()
        yield Buffer.alloc(1000)
      }
    }
    expect(await assets.received(endless(), 10_000)).toBeUndefined()
    expect(asked).toBe(11)
    expect(await readdir(place.folder)).toEqual([])
  })

  test('keeps nothing of what broke off, whoever broke it off', async () => {
    await using place = await temporaryFolder('assets')
    const assets = await AssetFolder.open(place.folder)
    async function* brokenOff() {
      yield Buffer.from('br')
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    }
    await expect(assets.received(brokenOff(), megabyte)).rejects.toThrow('no space left')
    expect(await readdir(place.folder)).toEqual([])
  })

  test('clears away what an interrupted upload left', async () => {
    await using place = await temporaryFolder('assets')
    await writeFile(join(place.folder, '77-1.part'), 'br')
    await AssetFolder.open(place.folder)
    expect(await readdir(place.folder)).toEqual([])
  })
})
