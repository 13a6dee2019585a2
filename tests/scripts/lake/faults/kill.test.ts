import { createHash } from 'node:crypto'
import { cp, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as passed } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { type LakeProcess, lakeProcess } from '../../../rigs/lake-process.ts'
import { runs } from '../../../rigs/runs.ts'
import { seededChance } from '../../../rigs/seeded-chance.ts'
import { temporaryFolder } from '../../../rigs/temporary-folder.ts'
import { partsOf, type Writer, writer } from './writers.ts'

const kills = runs(3, 100)
const writersAtOnce = 8
const seed = 1

describe('a lake that is killed under eight writers', () => {
  test('has all that it acknowledged, every transaction whole, and works on', async () => {
    await using place = await temporaryFolder('kills')
    const chance = seededChance(seed)
    const starts: number[] = []
    const assets = join(place.folder, 'lake', 'assets')
    const sound = new Set<string>()
    let lake = await lakeProcess(place.folder)
    await using end = new AsyncDisposableStack()
    end.defer(() => lake.kill())
    await lake.client.create({ _id: 'counter', _type: 'counter', count: 0 })
    for (let kill = 0, counted = 0; kill < kills; kill++) {
      const moment = `seed ${seed}, kill ${kill}`
      const writers = await writersUntilKilled(lake, `k${kill}w`, chance.whole(10, 150), chance.next() * 10)
      expect(await integrityOfCopy(place.folder), moment).toBe('ok')
      lake = await lakeProcess(place.folder)
      starts.push(lake.startedIn)
      const marks = await Promise.all(writers.map((one) => markOf(lake, one)))
      counted += marks.reduce((sum, mark) => sum + mark, 0)
      expect(await lake.client.fetch('*[_id == "counter"][0].count'), moment).toBe(counted)
      expect(await wrongAssets(lake, writers, assets, sound), moment).toEqual([])
      await worksOn(lake)
      counted += 1
    }
    if (runs(0, 1)) console.log(`Killed ${kills} times; answered again in ${median(starts).toFixed(0)} ms (median)`)
  })
})

/** Lets them write until so many transactions are acknowledged, and kills the lake a little later (milliseconds): at any moment. */
async function writersUntilKilled(lake: LakeProcess, name: string, acknowledgements: number, pause: number) {
  const enough = Promise.withResolvers<void>()
  let heard = 0
  const writers = Array.from({ length: writersAtOnce }, (_, at) =>
    writer(lake.client, `${name}${at}`, () => {
      heard += 1
      if (heard === acknowledgements) enough.resolve()
    }),
  )
  await enough.promise
  await passed(pause)
  await lake.kill()
  await Promise.all(writers.map(({ done }) => done))
  return writers
}

/** The mark that all parts of a writer's last transaction carry, which is at least the one it was told of. */
async function markOf({ client, url, token }: LakeProcess, one: Writer): Promise<number> {
  const marks: number[] = await client.fetch('*[_id in $ids].mark', { ids: partsOf(one) })
  const mark = marks[0] ?? 0
  expect(marks, one.name).toEqual(mark === 0 ? [] : [mark, mark, mark])
  expect(mark, one.name).toBeGreaterThanOrEqual(one.acknowledged)
  expect(mark, one.name).toBeLessThanOrEqual(one.acknowledged + 1)
  const address = `${url}/v2025-02-19/data/history/production/transactions/${one.name}-1?excludeContent=true&limit=10000`
  const history = await (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).text()
  const ids = history.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).id]))
  expect(ids).toEqual(Array.from({ length: mark }, (_, at) => `${one.name}.${at + 1}`))
  return mark
}

/** The next revision follows upon the last. */
async function worksOn({ client }: LakeProcess): Promise<void> {
  const before = await client.getDocument('counter')
  const after = await client
    .patch('counter')
    .ifRevisionId(before?._rev ?? '')
    .inc({ count: 1 })
    .commit()
  expect(after['count']).toBe(before?.['count'] + 1)
}

/**
 * Acknowledged uploads without a document, documents without a complete file (among those not in `sound`, which the others
 * join), and what is left of unfinished uploads.
 */
async function wrongAssets(lake: LakeProcess, writers: readonly Writer[], folder: string, sound: Set<string>) {
  const ids: string[] = await lake.client.fetch('*[_type == "sanity.fileAsset"]._id')
  const acknowledged = writers.flatMap(({ uploads }) => uploads)
  const lost = acknowledged.filter((id) => !ids.includes(id))
  for (const id of ids.filter((one) => !sound.has(one))) if (await hasItsBytes(id, folder)) sound.add(id)
  const unfinished = (await readdir(folder)).filter((name) => name.endsWith('.part'))
  return [...lost, ...ids.filter((id) => !sound.has(id)), ...unfinished]
}

/** Whether the file of `file-<sha1>-txt` is there, and its hash is its name. */
async function hasItsBytes(id: string, folder: string): Promise<boolean> {
  const [, sha1 = ''] = id.split('-')
  const bytes = await readFile(join(folder, `${sha1}.txt`)).catch(() => Buffer.of())
  return createHash('sha1').update(bytes).digest('hex') === sha1
}

/** What SQLite says of the database as the kill left it; of a copy, so that the lake has to mend its own. */
async function integrityOfCopy(home: string): Promise<unknown> {
  await using place = await temporaryFolder('copy')
  await cp(join(home, 'lake'), place.folder, { recursive: true, filter: (path) => !path.endsWith('assets') })
  const database = new DatabaseSync(join(place.folder, 'lake.db'))
  const verdict = database.prepare('PRAGMA integrity_check').get()
  database.close()
  return verdict?.['integrity_check']
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0
}
