import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { endedLake, lakeProcess } from '../../../rigs/lake-process.ts'
import { temporaryFolder } from '../../../rigs/temporary-folder.ts'

describe('a second lake on the same data', () => {
  test('does not start, and says why in a sentence; the first goes on', async () => {
    await using place = await temporaryFolder('second')
    await using first = await lakeProcess(place.folder)
    await first.client.create({ _id: 'before', _type: 'page' })
    const announced = await readFile(join(place.folder, 'lake.json'), 'utf8')
    const second = await endedLake(place.folder)
    expect(second).toEqual({
      exitCode: 1,
      complaint: `Cannot open the lake in ${join(place.folder, 'lake')}: another process is using it; stop that one, or choose another folder with NOTITS_HOME\n`,
    })
    await first.client.create({ _id: 'after', _type: 'page' })
    expect(await first.client.fetch('*._id')).toEqual(['after', 'before'])
    expect(await readFile(join(place.folder, 'lake.json'), 'utf8')).toBe(announced)
  })

  test('starts when the first is gone, however it ended', async () => {
    await using place = await temporaryFolder('second')
    await using first = await lakeProcess(place.folder)
    await first.client.create({ _id: 'before', _type: 'page' })
    await first.kill()
    await using second = await lakeProcess(place.folder)
    expect(await second.client.fetch('*._id')).toEqual(['before'])
  })
})
