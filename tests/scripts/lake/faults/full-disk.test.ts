import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { faultRefusal } from '../../../../scripts/lake/http/refusals.ts'
import { type LakeEvent, startLake } from '../../../../scripts/lake.ts'
import { diskCalls } from '../../../rigs/disk-calls.ts'
import { lakeClient } from '../../../rigs/running-lake.ts'
import { runs } from '../../../rigs/runs.ts'
import { seededChance } from '../../../rigs/seeded-chance.ts'
import { SimulatedDisk } from '../../../rigs/simulated-disk/simulated-disk.ts'
import { temporaryFolder } from '../../../rigs/temporary-folder.ts'
import { nothingYet, type Standing, workOnce } from './desk-work.ts'
import { integrityOf, lakeOn } from './lake-on-disk.ts'
import { verdictOn } from './verdict.ts'

const diskFull = {
  statusCode: 507,
  error: {
    type: 'insufficientStorage',
    description: 'The disk is full: nothing was written; free some space and try again',
  },
}

describe('a lake whose disk is full', () => {
  test('refuses what does not fit with 507, reads on, and writes again when there is room', async () => {
    await using lake = await lakeOnFillableDisk()
    const { client, disk } = lake
    await client.create({ _id: 'before', _type: 'page', text: 'Før' })
    disk.full = true
    const large = 'ord '.repeat(20_000)
    const refused = client.create({ _id: 'large', _type: 'page', text: large })
    await expect(refused).rejects.toMatchObject({ statusCode: 507, response: { body: diskFull } })
    expect(await client.fetch('*[@ match text::query("før")]{_id, text}')).toEqual([{ _id: 'before', text: 'Før' }])
    disk.full = false
    await client.create({ _id: 'large', _type: 'page', text: large })
    expect(await client.fetch('*._id')).toEqual(['before', 'large'])
    expect(lake.faults).toHaveLength(1)
  })

  test('refuses an upload with 507 and leaves nothing of it, and takes it when there is room', async () => {
    await using lake = await lakeOnFillableDisk()
    const { client, disk } = lake
    const bytes = Buffer.from('Et stort budget. '.repeat(50_000))
    disk.full = true
    const refused = client.assets.upload('file', bytes, { filename: 'budget.txt' })
    await expect(refused).rejects.toMatchObject({ statusCode: 507, response: { body: diskFull } })
    expect(await readdir(lake.assets)).toEqual([])
    expect(await client.fetch('count(*)')).toBe(0)
    disk.full = false
    const { url } = await client.assets.upload('file', bytes, { filename: 'budget.txt' })
    expect(bytes.equals(Buffer.from(await (await fetch(url)).arrayBuffer()))).toBe(true)
    expect(await readdir(lake.assets)).toHaveLength(1)
  })

  test('keeps all that it acknowledged, whatever was being written as the room ran out', async () => {
    for (let seed = 1; seed <= runs(6, 200); seed++) {
      const disk = new SimulatedDisk()
      const standing = await workedThroughFullDisks(disk, seed)
      expect(integrityOf(disk), `seed ${seed}`).toBe('ok')
      const again = lakeOn(disk)
      expect(await verdictOn(again, [standing]), `seed ${seed}`).toMatchObject({ ok: true })
      again.close()
    }
  })
})

/** Works on a disk that runs full now and then, wherever SQLite happens to be; the lake stays open all the while. */
async function workedThroughFullDisks(disk: SimulatedDisk, seed: number): Promise<Standing> {
  const chance = seededChance(seed)
  const lake = lakeOn(disk, `PRAGMA wal_autocheckpoint = ${chance.oneOf([3, 20, 1000])}`)
  let standing = nothingYet
  for (let at = 0; at < 40; at++) {
    disk.capacity = chance.happens(0.4) ? disk.size + chance.whole(0, 40_000) : Number.POSITIVE_INFINITY
    try {
      standing = workOnce(lake, standing, `t${at}`, chance)
    } catch (fault) {
      expect(faultRefusal(fault).status, `seed ${seed}, transaction ${at}: ${fault}`).toBe(507)
      expect(await verdictOn(lake, [standing]), `seed ${seed}, transaction ${at}`).toMatchObject({ ok: true })
    }
  }
  disk.capacity = Number.POSITIVE_INFINITY
  standing = workOnce(lake, standing, 'last', chance)
  lake.close()
  return standing
}

async function lakeOnFillableDisk() {
  const undo = new AsyncDisposableStack()
  const disk = undo.use(await diskCalls())
  const { folder: home } = undo.use(await temporaryFolder('full'))
  const faults: LakeEvent[] = []
  const running = await startLake({ home, port: 0, report: (event) => faults.push(event) })
  undo.defer(() => running.close())
  const assets = join(home, 'lake', 'assets')
  await mkdir(assets, { recursive: true })
  const client = lakeClient(running.url, running.token)
  return { client, disk, faults, assets, [Symbol.asyncDispose]: () => undo.disposeAsync() }
}
