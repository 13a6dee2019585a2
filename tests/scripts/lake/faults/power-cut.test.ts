import { describe, expect, test } from 'vitest'
import { runs } from '../../../rigs/runs.ts'
import { faultsAfterPowerCuts } from './life-with-power-cuts.ts'

describe('a power cut', () => {
  test('loses nothing that was acknowledged and tears nothing, whenever it comes, and however often', async () => {
    expect(await faultsAfterPowerCuts(1, runs(40, 1000))).toEqual([])
  })
})

describe('the power cuts of this test', () => {
  test('find what is lost when the database is synced at checkpoints only', async () => {
    const faults = await faultsAfterPowerCuts(2, 40, 'PRAGMA synchronous = NORMAL')
    expect(faults.filter((fault) => fault.includes('instead of')).length).toBeGreaterThan(5)
  })

  test('find what is damaged when it is never synced', async () => {
    const faults = await faultsAfterPowerCuts(3, 60, 'PRAGMA synchronous = OFF')
    expect(faults.filter((fault) => fault.includes('is damaged')).length).toBeGreaterThan(0)
  })
})
