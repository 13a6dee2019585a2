import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluated } from '../../../scripts/lake/groq/engine.ts'
import { Parser } from '../../../scripts/lake/groq/parsing.ts'
import { sameValue } from '../../../scripts/lake/json-value.ts'

const documents = [
  { _id: 'a.b', n: 3, tags: ['Rødgrød', 'Åben'] },
  { _id: 'a', n: null },
  { _id: 'b', n: 3 },
].map((fields) => ({ _type: 'note', _rev: 'r', _createdAt: '', _updatedAt: '', ...fields }))

function answer(query: string, params: Record<string, unknown> = {}): unknown {
  const parsed = new Parser().parsed(query, params)
  if (!parsed.ok) return parsed.error.description
  const now = '2026-03-03T12:00:00.000Z'
  const world = {
    documents,
    dereference: () => null,
    now,
    identity: 'anna',
    projectId: 'notits',
    dataset: 'production',
  }
  const outcome = evaluated(parsed.tree, world)
  return outcome.ok ? outcome.value : outcome.description
}

describe('array::unique', () => {
  test.each([
    ['array::unique([1, null, "a", null, 1])', [1, null, 'a']],
    ['array::unique(*[].n)', [3, null]],
    ['*[_id == "b"][0]{"u": array::unique([n, null, ^.n, null])}.u', [3, null]],
    ['array::unique([[1], [1], {"a": null}, {"a": null}])', [[1], [1], { a: null }, { a: null }]],
    ['array::unique(null)', null],
    ['array::unique("a")', null],
    ['array::unique(array::unique([null, null]))', [null]],
  ])('keeps one null: %s', (query, result) => {
    expect(answer(query)).toEqual(result)
  })

  test('keeps the first of each plain value, in order', () => {
    const plain = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom('', 'a', 'å'),
    )
    fc.assert(
      fc.property(fc.array(plain), (list) => {
        expect(answer('array::unique($list)', { list })).toEqual(
          list.filter((item, at) => list.findIndex((other) => sameValue(other, item)) === at),
        )
      }),
    )
  })
})

describe('a path in a path', () => {
  test.each([
    ['path("a.b") in path("a.*")', true],
    ['path("a.b.c") in path("a.*")', false],
    ['path("a.b.c") in path("a.**")', true],
    ['path("a.*") in path("b.**")', false],
    ['path("a.*") in path("a.**")', true],
    ['*[path(_id) in path("*")]._id', ['a', 'b']],
    ['*[_id in path("a.*")]._id', ['a.b']],
    ['*[!(path(_id) in path("a.**"))]._id', ['a', 'b']],
  ])('is found: %s', (query, result) => {
    expect(answer(query)).toEqual(result)
  })
})

describe('what groq-js does right by itself', () => {
  test.each([
    ['"Rødgrød med fløde" match "FLØDE"', true],
    ['"ÆBLE" match "æb*"', true],
    ['["søren-ørsted"] match "ørsted"', true],
    ['*[tags match "rød*"]._id', ['a.b']],
    ['*[n == null]._id', ['a']],
    ['*[n != null]._id', ['a.b', 'b']],
    ['*[missing > 1]._id', []],
    ['null in [1, null]', true],
    ['"b" in "a".."c"', true],
    ['count(null)', null],
    ['global::now()', '2026-03-03T12:00:00.000Z'],
    ['select(false => 1)', null],
    ['string::split("æøå", "")', ['æ', 'ø', 'å']],
    ['*[-2..-1]._id', ['a', 'b']],
    ['*[9..2]', []],
    ['pt::text([{"_type": "factBox"}])', null],
    ['dateTime("i går")', null],
    ['fn own::id($doc) = $doc{_id}; *{"d": own::id(@)}[0].d', { _id: 'a.b' }],
  ])('stays so: %s', (query, result) => {
    expect(answer(query)).toEqual(result)
  })
})
