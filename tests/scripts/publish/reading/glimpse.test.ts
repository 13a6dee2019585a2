import { describe, expect, test } from 'vitest'
import { followedTo, glimpse, mayGlimpse, sameCounts } from '../../../../scripts/publish/reading/glimpse.ts'
import type { Head, Newest } from '../../../../scripts/publish/reading/lake-reader.ts'

const at = (clock: string) => `2026-03-03T${clock}.000Z`

function aHead(_id: string, _updatedAt: string): Head {
  return { _id, _rev: `rev-${_id}`, _type: 'article', _createdAt: at('08:00:00'), _updatedAt }
}

/** A lake of ten articles at noon, the newest of them as given. */
function aLake(heads: Head[], differing: Partial<Newest> = {}): Newest {
  return { heads, counts: { article: 10, author: 0 }, now: at('12:00:00'), ...differing }
}

const followed = { since: at('11:00:00'), upTo: at('11:00:00'), lateness: 5000 }
const known = aHead('known', at('11:00:00'))
const old = aHead('old', at('09:00:00'))
const later = aHead('later', at('11:30:00'))

describe('what changed last in a lake', () => {
  test('tells all when it reaches back to what was seen before', () => {
    expect(glimpse(aLake([later, known, old]), 3, followed)).toEqual({ kind: 'all', changed: [later, known] })
    expect(glimpse(aLake([known, old, old]), 3, followed)).toEqual({ kind: 'all', changed: [known] })
  })

  test('includes what may have shown later than its time says', () => {
    const late = aHead('late', at('10:59:57'))
    expect(glimpse(aLake([later, known, late, old]), 4, followed)).toEqual({
      kind: 'all',
      changed: [later, known, late],
    })
  })

  test('leaves out what was known when the lake was looked at last, however much came just before', () => {
    const lake = aLake([later, known, known, known], { counts: { article: 10 } })
    const looked = { since: at('11:20:00'), upTo: at('11:00:00'), lateness: 5000 }
    expect(glimpse(lake, 4, looked)).toEqual({ kind: 'all', changed: [later] })
  })

  test('tells that there is more to see when it does not reach back', () => {
    expect(glimpse(aLake([later, later]), 2, followed)).toEqual({ kind: 'more' })
  })

  test('tells all when it is all that the lake has', () => {
    expect(glimpse(aLake([later, known], { counts: { article: 2 } }), 100, followed).kind).toBe('all')
  })

  test('is unclear when fewer are listed than are counted', () => {
    expect(glimpse(aLake([later, known]), 3, followed)).toEqual({ kind: 'unclear' })
  })

  test('is unclear when the lake was put back to an earlier state', () => {
    expect(glimpse(aLake([aHead('earlier', at('10:00:00')), old]), 2, followed)).toEqual({ kind: 'unclear' })
    expect(glimpse(aLake([], { counts: {} }), 100, followed)).toEqual({ kind: 'unclear' })
  })

  test('is unclear when the lake’s clock was put back', () => {
    expect(glimpse(aLake([known, old], { now: at('10:30:00') }), 2, followed)).toEqual({ kind: 'unclear' })
  })

  test('is not blinded by documents from the future', () => {
    const future = aHead('future', '2031-01-01T00:00:00.000Z')
    const seen = followedTo(aLake([future, later, known]))
    expect(seen).toEqual({ since: at('12:00:00'), upTo: at('12:00:00') })
    const newest = aHead('newest', at('12:10:00'))
    const tomorrow = aLake([future, newest, later], { now: at('12:20:00') })
    expect(glimpse(tomorrow, 3, { ...seen, lateness: 5000 })).toEqual({ kind: 'all', changed: [future, newest] })
  })
})

describe('following a lake', () => {
  const noted = { lake: 'a/production', upTo: at('11:00:00'), since: at('11:00:00'), sweptAt: at('11:00:00') }

  test('goes on from where it was left, for a day', () => {
    expect(mayGlimpse(noted, 'a/production', at('12:00:00'))).toBe(true)
    expect(mayGlimpse(noted, 'a/production', '2026-03-04T11:00:00.000Z')).toBe(false)
  })

  test('begins anew with another lake, an edition that followed none, and a clock that was ahead', () => {
    expect(mayGlimpse(noted, 'b/production', at('12:00:00'))).toBe(false)
    expect(mayGlimpse(undefined, 'a/production', at('12:00:00'))).toBe(false)
    expect(mayGlimpse(noted, 'a/production', at('10:00:00'))).toBe(false)
  })

  test('notes the newest change and the lake’s time of day, in the one form of instants', () => {
    expect(followedTo(aLake([aHead('a', '2026-03-03T11:30:00Z'), known]))).toEqual({
      upTo: at('11:30:00'),
      since: at('12:00:00'),
    })
  })

  test('takes counts for the same when a type is missing in one and none in the other', () => {
    expect(sameCounts({ article: 2 }, { article: 2, author: 0 }, ['article', 'author'])).toBe(true)
    expect(sameCounts({ article: 2 }, { article: 2, author: 1 }, ['article', 'author'])).toBe(false)
  })
})
