import fc from 'fast-check'
import { applyPatch, incremental } from 'mendoza'
import { describe, expect, test } from 'vitest'
import { patchBetween } from '../../../scripts/lake/mendoza.ts'
import { runs } from '../../rigs/runs.ts'

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('rødgrød', 'rødgrød med fløde', 'blå 🍓 is', 'blå 🍒 is'),
)
const field = fc
  .oneof(fc.constantFrom('title', 'body', 'a', 'b', 'æ'), fc.string({ maxLength: 3 }))
  .filter((name) => name !== '__proto__')
const { document } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie('list'),
    tie('keyed'),
    tie('document'),
  ),
  list: fc.array(tie('value'), { maxLength: 6 }),
  keyed: fc.uniqueArray(
    fc.record(
      { _key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5'), text, more: tie('value') },
      { requiredKeys: ['_key'] },
    ),
    { selector: (member) => member._key, maxLength: 5 },
  ),
  document: fc.dictionary(field, tie('value'), { maxKeys: 6, noNullPrototype: true }),
}))

describe('the patch between two documents', () => {
  test('turns the first into the second when the Studio applies it', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        expect(applyPatch(before, patchBetween(before, after) as never)).toEqual(after)
      }),
      { numRuns: runs(1500, 200_000) },
    )
  })

  test('does so in the Studio’s incremental form, which remembers who wrote what', () => {
    fc.assert(
      fc.property(document, document, document, (first, second, third) => {
        const once = incremental.applyPatch(incremental.wrap(first, 'anna'), patchBetween(first, second) as never, 'bo')
        const twice = incremental.applyPatch(once, patchBetween(second, third) as never, 'carla')
        expect(incremental.unwrap(twice)).toEqual(third)
      }),
      { numRuns: runs(500, 50_000) },
    )
  })

  test('is empty when nothing differs', () => {
    expect(patchBetween({ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] })).toEqual([])
  })

  test('replaces the whole when a document is made or deleted', () => {
    expect(patchBetween(undefined, { a: 1 })).toEqual([0, { a: 1 }])
    expect(patchBetween({ a: 1 }, undefined)).toEqual([0, null])
  })

  test('moves and edits list members by their key', () => {
    const before = {
      body: [
        { _key: 'a', text: 'Første afsnit' },
        { _key: 'b', text: 'Andet' },
        { _key: 'c', text: 'Tredje' },
      ],
    }
    const after = {
      body: [
        { _key: 'b', text: 'Andet' },
        { _key: 'c', text: 'Tredje' },
        { _key: 'a', text: 'Første lange afsnit' },
      ],
    }
    expect(patchBetween(before, after)).toEqual([
      11,
      0,
      21,
      1,
      3,
      12,
      0,
      11,
      1,
      23,
      0,
      8,
      22,
      'lange ',
      23,
      8,
      14,
      15,
      16,
      15,
    ])
  })
})
