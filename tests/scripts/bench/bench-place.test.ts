import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { benchPlace, readableSize, refuseSmallDisk } from '../../../scripts/bench/bench-place.ts'
import { temporaryFolder } from '../../rigs/temporary-folder.ts'

describe('the place of a bench', () => {
  test('is a temporary folder that goes when the bench is over', async () => {
    const place = await benchPlace(undefined, 'publish', true)
    expect(existsSync(place.folder)).toBe(true)
    await place[Symbol.asyncDispose]()
    expect(existsSync(place.folder)).toBe(false)
  })

  test('is a named folder that stays, and is taken again by a bench that goes on', async () => {
    await using temporary = await temporaryFolder('bench-place')
    const home = join(temporary.folder, 'kept')
    for (const goesOn of [true, true]) {
      await using place = await benchPlace(home, 'publish', goesOn)
      expect(place).toMatchObject({ folder: home, kept: true })
    }
    await expect(benchPlace(home, 'lake', false)).rejects.toThrow('it is not empty')
  })

  test('is never a folder that somebody else has filled', async () => {
    await using temporary = await temporaryFolder('bench-place')
    await writeFile(join(temporary.folder, 'lake.db'), '')
    await expect(benchPlace(temporary.folder, 'publish', true)).rejects.toThrow('it is not empty')
  })

  test('is refused when the disk is too small, with what it takes and what there is', async () => {
    await using temporary = await temporaryFolder('bench-place')
    await refuseSmallDisk(temporary.folder, 0)
    const need = 9e15
    await expect(refuseSmallDisk(temporary.folder, need)).rejects.toThrow(
      /it takes 9000000\.5 GB of disk, and .* is free/,
    )
  })

  test('has its size told as a person reads it', () => {
    expect([1, 12_345_678, 3_400_000_000].map(readableSize)).toEqual(['1 MB', '13 MB', '3.4 GB'])
  })
})
