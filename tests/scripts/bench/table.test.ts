import { describe, expect, test } from 'vitest'
import { figureOf, once } from '../../../scripts/bench/figure.ts'
import { growthIn } from '../../../scripts/bench/growth.ts'
import type { Measurement } from '../../../scripts/bench/measurement.ts'
import { growthTable, tableOf } from '../../../scripts/bench/table.ts'

const list = { id: 'list', what: 'list: 20 newest', unit: 'ms', aim: { atMost: 5 } } as const
const bulk = { id: 'import', what: 'import', unit: 'documents/s', aim: { atLeast: 5000 } } as const
const [aim, aim95, growth] = [{ atMost: 30 }, { atMost: 80 }, { atMost: 1.5 }]
const story = { id: 'story', what: 'a new article', unit: 'ms', aim, aim95, growth } as const
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

const press = { sync: 4, pictures: 0, pages: 12.34, feeds: 5.6, total: 21.94, rendered: 24, written: 23, removed: 0 }
const published: Measurement = {
  ...small,
  figures: [figureOf(story, { median: 25, p95: 90, n: 40, first: 60, press: { ...press, work: 20 } })],
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

  test('tells of publishes where their time went', () => {
    expect(tableOf(published)).toMatchInlineSnapshot(`
      "1,000 articles (1,348 documents, 3,000 bytes each; load 1.5 at the end)
      what                                              aim   median     95 %    first        n
      a new article, ms                             ≤ 30/80   25.0 ✓   90.0 ✗     60.0       40

      by the press’s own account, ms and files        work    sync   pages   feeds   totalrendered written
      a new article                                   20.0    4.00    12.3    5.60    21.9      24      23"
    `)
  })
})

describe('the table of growth', () => {
  test('has the medians of all sizes side by side, and how many times the first the last is', () => {
    const measurements = [
      { ...small, figures: [...small.figures, ...published.figures] },
      { ...large, figures: [...large.figures, figureOf(story, { median: 50, p95: 60, n: 40 })] },
    ]
    expect(growthTable(measurements, growthIn(measurements))).toMatchInlineSnapshot(`
      "what                                              aim    1,000  100,000    times
      import, documents/s                           ≥ 5,000  6,543 ✓  4,000 ✗   0.61
      list: 20 newest, ms                               ≤ 5   1.23 ✓   5.01 ✗   4.06
      a scan, ms                                              failed
      a new article, ms                             ≤ 30/80   25.0 ✓   50.0 ✗   2.00 ✗"
    `)
  })
})

describe('growth', () => {
  test('is told of what was measured at two sizes, with whether its aim is met', () => {
    const slower = { ...published, articles: 100_000, figures: [figureOf(story, { median: 50, p95: 60, n: 40 })] }
    expect(growthIn([published, slower])).toEqual([
      { id: 'story', from: 1000, to: 100_000, times: 2, aim: { atMost: 1.5 }, met: false },
    ])
    expect(growthIn([published])).toEqual([])
    expect(growthIn([small, slower])).toEqual([])
  })
})
