import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredDocument } from '../../../scripts/lake/document.ts'
import { evaluated, parsed } from '../../../scripts/lake/groq/engine.ts'
import { DocumentCache } from '../../../scripts/lake/store/document-cache.ts'
import { NumberSet } from '../../../scripts/lake/store/number-set.ts'
import { sortKey } from '../../../scripts/lake/store/sort-key.ts'

const unit = fc.constantFrom('a', 'B', 'æ', '\u{1f600}', '\ud83d', '\ude00', '\uffff', '\0').map(String)
const text = fc.oneof(
  fc.array(unit, { maxLength: 4 }).map((units) => units.join('')),
  fc.tuple(fc.integer({ min: 94, max: 97 }), unit).map(([length, end]) => 'l'.repeat(length) + end),
)
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 5e-324, 1e308, -1e308),
)
const value = fc.oneof(text, number, fc.boolean(), fc.constantFrom<unknown>(null, [], ['a'], {}))

/** -1, 0 or 1, as groq-js puts the two in order. */
function inGroqsOrder(one: unknown, other: unknown): number {
  const world = { dereference: () => null, now: '2026-03-03T12:00:00.000Z', identity: '', projectId: '', dataset: '' }
  const first = (left: unknown, right: unknown) => {
    const tree = parsed('*|order(v)[0].at', {})
    const outcome =
      tree.ok &&
      evaluated(tree.tree, {
        ...world,
        documents: [
          { v: left, at: 0 },
          { v: right, at: 1 },
        ],
      })
    return outcome !== false && outcome.ok ? outcome.value : undefined
  }
  if (first(one, other) === 1) return 1
  return first(other, one) === 1 ? -1 : 0
}

describe('a sort key', () => {
  test('never puts values in another order than GROQ does', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [left, right] = [sortKey(one), sortKey(other)]
        const compared = Buffer.compare(left.bytes, right.bytes)
        const order = inGroqsOrder(one, other)
        if (compared !== 0) expect(compared).toBe(order)
        else if (left.whole && right.whole) expect(order).toBe(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a set of document numbers', () => {
  test('holds what was put into it and nothing else, in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(300)), fc.nat(400), (numbers, other) => {
        const set = new NumberSet(numbers)
        expect([...set.values()]).toEqual(numbers.toSorted((one, next) => one - next))
        expect([set.size, set.has(other)]).toEqual([numbers.length, numbers.includes(other)])
      }),
    )
  })
})

describe('the cache of documents', () => {
  const document = (_id: string): StoredDocument => ({ _id, _type: 'page', _rev: 'r', _createdAt: '', _updatedAt: '' })

  test('lets go of the one not asked for longest, and keeps to its room', () => {
    const cache = new DocumentCache(40)
    for (const id of ['a', 'b', 'c', 'd']) cache.set(id, document(id), 10)
    cache.get('a')
    cache.set('e', document('e'), 10)
    expect(['a', 'b', 'c', 'd', 'e'].filter((id) => cache.get(id))).toEqual(['a', 'c', 'd', 'e'])
  })

  test('keeps no document that would fill it, and forgets the one it replaces', () => {
    const cache = new DocumentCache(40)
    cache.set('a', document('a'), 10)
    cache.set('a', document('a'), 11)
    expect(cache.get('a')).toBeUndefined()
  })
})
