import { describe, expect, test } from 'vitest'
import { series } from '../../../../scripts/bench/lake/series.ts'

const patience = { turns: 10, atLeast: 3, milliseconds: 100 }

describe('a series', () => {
  test('tells the first turn by itself, leaves out the next ones, and counts the rest', async () => {
    const turns: number[] = []
    const measured = await series(async (turn) => {
      turns.push(turn)
      return { ms: turn, lakeMs: 1 }
    }, patience)
    expect(turns).toEqual(Array.from({ length: 15 }, (_, turn) => turn))
    expect(measured).toEqual({ first: 0, median: 9.5, p95: 14, n: 10, lake: 1 })
  })

  test('ends early when turns take long, and never before a few are measured', async () => {
    const turn = async () => ({ ms: 60 })
    expect(await series(turn, patience)).toEqual({ first: 60, median: 60, p95: 60, n: 3 })
  })
})
