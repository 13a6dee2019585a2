import { describe, expect, test } from 'vitest'
import { figureOf, once } from '../../../scripts/bench/figure.ts'
import { growthOf, type Measurement, tableOf } from '../../../scripts/bench/table.ts'

const list = { id: 'list', what: 'list: 20 newest', unit: 'ms', aim: { atMost: 5 } } as const
const bulk = { id: 'import', what: 'import', unit: 'documents/s', aim: { atLeast: 5000 } } as const
const scan = { id: 'scan', what: 'a scan', unit: 'ms' } as const

const small: Measurement = {
  articles: 1000,
  documents: 1348,
  bytes: 4_044_000,
  load: 1.5,
  remarks: [],
  figures: [
    figureOf(bulk, once(6543.21)),
    figureOf(list, { median: 1.234, p95: 12.34, n: 40, first: 123.4, lake: 1 }),
    { ...scan, failed: 'the lake answered 400' },
  ],
}
const large: Measurement = {
  ...small,
  articles: 100_000,
  figures: [figureOf(bulk, once(4000)), figureOf(list, { median: 5.01, p95: 6, n: 40 })],
}

describe('the table of one size', () => {
  test('has a line for each figure, and marks whether its aim is met', () => {
    expect(tableOf(small)).toMatchInlineSnapshot(`
      "1,000 articles (1,348 documents, 3,000 bytes each; load 1.5 at the end)
      what                                              aim   median     95 %    first  in lake        n
      import, documents/s                           ≥ 5,000  6,543 ✓                                   1
      list: 20 newest, ms                               ≤ 5   1.23 ✓     12.3      123        1       40
      a scan, ms                                              failed"
    `)
  })
})

describe('the table of growth', () => {
  test('has the medians of all sizes side by side', () => {
    expect(growthOf([small, large])).toMatchInlineSnapshot(`
      "what                                              aim    1,000  100,000
      import, documents/s                           ≥ 5,000  6,543 ✓  4,000 ✗
      list: 20 newest, ms                               ≤ 5   1.23 ✓   5.01 ✗
      a scan, ms                                              failed"
    `)
  })
})
