import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type DiskCall, diskCalls } from '../../../rigs/disk-calls.ts'
import { runningLake } from '../../../rigs/running-lake.ts'

describe('an uploaded file', () => {
  test('is on the disk, bytes first and then its name, before its document is committed', async () => {
    using disk = await diskCalls()
    await using lake = await runningLake()
    const bytes = Buffer.from('Et udkast til budget. '.repeat(10_000))
    disk.calls.splice(0)
    await lake.client.assets.upload('file', bytes, { filename: 'budget.txt', contentType: 'text/plain' })
    const folder = join(lake.home, 'lake', 'assets')
    const final = join(folder, `${createHash('sha1').update(bytes).digest('hex')}.txt`)
    const renamed = place(disk.calls, (call) => call.kind === 'rename' && call.to === final)
    const unfinished = disk.calls[renamed]
    const written = disk.calls.findLastIndex((call) => call.kind === 'write' && call.path === pathOf(unfinished))
    const order = [
      written,
      place(disk.calls, (call) => call.kind === 'sync' && call.path === pathOf(unfinished)),
      renamed,
      place(disk.calls, (call) => call.kind === 'sync' && call.path === folder),
      place(disk.calls, (call) => call.kind === 'sql' && call.sql === 'COMMIT'),
    ]
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((left, right) => left - right))
  })

  test('is on the disk when the same bytes come a second time, whoever sent them first', async () => {
    using disk = await diskCalls()
    await using lake = await runningLake()
    const bytes = Buffer.from('Et budget.')
    const upload = () => lake.client.assets.upload('file', bytes, { filename: 'budget.txt' })
    await upload()
    disk.calls.splice(0)
    await Promise.all([upload(), upload()])
    const folder = join(lake.home, 'lake', 'assets')
    expect(place(disk.calls, (call) => call.kind === 'sync' && call.path === folder)).toBeGreaterThan(-1)
  })

  test('has a folder that is on the disk itself', async () => {
    using disk = await diskCalls()
    await using lake = await runningLake()
    expect(disk.calls).toContainEqual({ kind: 'sync', path: join(lake.home, 'lake') })
  })
})

function place(calls: readonly DiskCall[], condition: (call: DiskCall) => boolean): number {
  return calls.findIndex(condition)
}

function pathOf(call: DiskCall | undefined): string {
  return call && 'path' in call ? call.path : ''
}
