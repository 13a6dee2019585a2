import { describe, expect, test } from 'vitest'
import { changes, partsOf, toldIn } from '../../../../../scripts/bench/publish/press/told.ts'

const line = JSON.stringify({
  ...{ number: 7, rendered: 3, written: 2, removed: 0, later: 40, leftOut: [] },
  changed: ['/artikel/a/', '/rss.xml'],
  ms: { sync: 4, pictures: 0, pages: 10, feeds: 6, total: 20 },
})

describe('what the press says of a publish', () => {
  test('is read from a line of its output', () => {
    const told = toldIn(line)
    expect(told).toMatchObject({ rendered: 3, later: 40, ms: { pages: 10, feeds: 6 } })
    expect(told && changes('artikel/a/index.html')(told)).toBe(true)
    expect(told && changes('artikel/b/index.html')(told)).toBe(false)
    expect(told && changes('rss.xml')(told)).toBe(true)
  })

  test('is nothing when the line is about something else', () => {
    expect([toldIn(''), toldIn('{"steps":[]}'), toldIn('Listening')]).toEqual([undefined, undefined, undefined])
  })

  test('of several is told by medians, and its work by the mean', () => {
    const all = [2, 3, 100].map((sync) => ({ sync, pictures: 0, pages: 10, feeds: 6, total: 20 }))
    const told = all.map((ms) => ({ rendered: 1, written: 1, removed: 0, later: 0, changed: [], ms }))
    expect(partsOf(told, [10, 20, undefined])).toMatchObject({ sync: 3, pages: 10, written: 1, work: 15 })
    expect(partsOf(told)).not.toHaveProperty('work')
  })
})
