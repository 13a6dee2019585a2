import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, percentile, spreadOf } from '../../../scripts/bench/statistics.ts'

describe('the median', () => {
  test('is the middle one, whatever the order', () => {
    expect(median([30, 1, 2])).toBe(2)
  })

  test('is the mean of the two in the middle of an even number', () => {
    expect(median([4, 1, 10, 2])).toBe(3)
  })

  test('does not exist of nothing', () => {
    expect(() => median([])).toThrow(RangeError)
  })
})

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1)

  test.each([
    [95, 95],
    [1, 1],
    [0, 1],
    [100, 100],
  ])('of %i among 1 to 100 is %i', (percent, expected) => {
    expect(percentile(hundred, percent)).toBe(expected)
  })

  test('of 95 among a few is the largest', () => {
    expect(percentile([3, 9, 5], 95)).toBe(9)
  })

  test('is a measurement that enough of the others do not exceed', () => {
    const measurements = fc.array(fc.double({ noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(measurements, fc.integer({ min: 1, max: 100 }), (all, percent) => {
        const found = percentile(all, percent)
        expect(all.filter((one) => one <= found).length).toBeGreaterThanOrEqual((percent / 100) * all.length)
        expect(all).toContain(found)
      }),
    )
  })
})

test('a spread leaves its measurements as they were', () => {
  const measurements = Object.freeze([3, 1, 2])
  expect(spreadOf(measurements)).toEqual({ median: 2, p95: 3, n: 3 })
})
