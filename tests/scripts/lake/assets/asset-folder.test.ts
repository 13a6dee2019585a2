import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AssetFolder } from '../../../../scripts/lake/assets/asset-folder.ts'

async function temporaryFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'notits-assets-'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

const name = `${'d'.repeat(40)}.txt`

describe('the folder of assets', () => {
  test('gives back the bytes it was given, and nothing for a name it does not have', async () => {
    await using place = await temporaryFolder()
    const assets = await AssetFolder.open(join(place.folder, 'assets'))
    await assets.keep(name, Buffer.from('brød'))
    expect(Buffer.from((await assets.bytes(name)) ?? []).toString()).toBe('brød')
    expect(await assets.bytes(`${'e'.repeat(40)}.txt`)).toBeUndefined()
  })

  test('holds one whole file when many give it the same at once', async () => {
    await using place = await temporaryFolder()
    const assets = await AssetFolder.open(place.folder)
    const bytes = Buffer.alloc(300_000, 'x')
    await Promise.all(Array.from({ length: 8 }, () => assets.keep(name, bytes)))
    expect(await readdir(place.folder)).toEqual([name])
    expect(bytes.equals(await readFile(join(place.folder, name)))).toBe(true)
  })

  test('mends a file that was damaged when its bytes come again', async () => {
    await using place = await temporaryFolder()
    const assets = await AssetFolder.open(place.folder)
    await writeFile(join(place.folder, name), 'brøx')
    await assets.keep(name, Buffer.from('brød'))
    expect(await readFile(join(place.folder, name), 'utf8')).toBe('brød')
  })

  test('clears away what an interrupted upload left', async () => {
    await using place = await temporaryFolder()
    await writeFile(join(place.folder, `${name}.77-1.part`), 'br')
    await AssetFolder.open(place.folder)
    expect(await readdir(place.folder)).toEqual([])
  })
})
