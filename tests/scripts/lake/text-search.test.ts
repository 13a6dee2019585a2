import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs } from '../../rigs/runs.ts'
import { temporaryLake } from './temporary-lake.ts'

const word = fc.constantFrom('rød', 'rødt', 'hus', 'huse', 'ål', 'al', 'café', 'øl', '2026')
const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))
const content = fc.record(
  {
    _type: fc.constantFrom('article', 'page'),
    headline: text,
    tags: fc.array(text, { maxLength: 2 }),
    seo: fc.record({ title: text }),
    author: fc.constantFrom('n1', 'n2').map((_ref) => ({ _type: 'reference', _ref, _weak: true })),
  },
  { requiredKeys: ['_type'] },
)
const documents = fc
  .array(content, { minLength: 3, maxLength: 25 })
  .map((contents) => contents.map((document, at) => ({ _id: `${at % 5 === 4 ? 'drafts.' : ''}n${at}`, ...document })))

/** What is looked for, and whether a text of these words holds it. */
const search = fc.oneof(
  word.map((wanted) => ({ q: wanted, holds: (words: string[]) => words.includes(wanted) })),
  word.map((wanted) => ({
    q: `${wanted}*`,
    holds: (words: string[]) => words.some((found) => found.startsWith(wanted)),
  })),
  word.map((wanted) => ({ q: `-${wanted}`, holds: (words: string[]) => !words.includes(wanted) })),
  fc.tuple(word, word).map(([one, other]) => ({
    q: `${one} ${other}`,
    holds: (words: string[]) => words.includes(one) && words.includes(other),
  })),
)

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter(Boolean)
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => (name.startsWith('_') ? [] : wordsIn(inner)))
    : []
}

/** Conditions on text, each with what it means of a document. */
const condition = search.chain(({ q, holds }) => {
  const query = JSON.stringify(q)
  return fc.constantFrom<{ groq: string; holds: (document: Record<string, unknown>) => boolean }>(
    {
      groq: `[@, _id] match text::query(${query})`,
      holds: (document) => holds([String(document['_id']).replace('drafts.', ''), ...wordsIn(document)]),
    },
    {
      groq: `headline match text::query(${query})`,
      holds: ({ headline }) => typeof headline === 'string' && holds(wordsIn(headline)),
    },
    {
      groq: `seo.title match text::query(${query})`,
      holds: ({ seo }) => typeof seo === 'object' && holds(wordsIn(seo)),
    },
    { groq: `tags match text::query(${query})`, holds: ({ tags }) => Array.isArray(tags) && holds(wordsIn(tags)) },
    { groq: 'references("n1")', holds: ({ author }) => JSON.stringify(author ?? '').includes('"n1"') },
    { groq: '_type == "page"', holds: ({ _type }) => _type === 'page' },
  )
})
const filter = fc.oneof(
  condition,
  fc.tuple(condition, condition, fc.constantFrom('&&', '||')).map(([one, other, op]) => ({
    groq: `(${one.groq} ${op} ${other.groq})`,
    holds: (document: Record<string, unknown>) =>
      op === '&&' ? one.holds(document) && other.holds(document) : one.holds(document) || other.holds(document),
  })),
  condition.map(({ groq, holds }) => ({
    groq: `!(${groq})`,
    holds: (document: Record<string, unknown>) => !holds(document),
  })),
)

describe('a search', () => {
  test('finds what its words mean, wherever they stand in the query', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(fc.tuple(filter, filter), { minLength: 12, maxLength: 12 }),
        async (all, asked) => {
          using lake = temporaryLake()
          lake.written(...all.map((create) => ({ create })))
          for (const [one, other] of asked) {
            const first = all.filter((document) => one.holds(document)).map(({ _id }) => _id)
            const both = all.filter((document) => one.holds(document) && other.holds(document)).map(({ _id }) => _id)
            expect([one.groq, await lake.found(`*[${one.groq}]._id`)]).toEqual([one.groq, first.sort()])
            expect(await lake.found(`count(*[${one.groq} && ${other.groq}])`)).toBe(both.length)
            expect(await lake.found(`*[${one.groq}] | order(_type, _id desc) [0...3] {_id}`)).toHaveLength(
              Math.min(3, first.length),
            )
          }
        },
      ),
      { numRuns: runs(15, 400) },
    )
  })

  test('scores a document by what it meets, however few are wanted', async () => {
    await fc.assert(
      fc.asyncProperty(documents, filter, filter, async (all, one, other) => {
        using lake = temporaryLake()
        lake.written(...all.map((create) => ({ create })))
        const scored = all
          .map((document) => ({
            _id: document._id,
            _score: (one.holds(document) ? 4 : 0) + (other.holds(document) ? 1 : 0),
          }))
          .filter(({ _score }) => _score > 0)
          .sort((left, right) => right._score - left._score || (left._id < right._id ? -1 : 1))
        const query = `* | score(boost(${one.groq}, 3), (${other.groq})) [_score > 0] {_id, _score} | order(_score desc)`
        expect(await lake.found(`${query} [0...4]`)).toEqual(scored.slice(0, 4))
        const byType = `* | score(boost(${one.groq}, 3), (${other.groq})) [_score > 0] {_id, "by": [_score, _type]} | order(by[0] desc, by[1] desc)`
        const types = new Map(all.map(({ _id, _type }) => [_id, _type]))
        const then = scored.toSorted(
          (left, right) =>
            right._score - left._score ||
            String(types.get(right._id)).localeCompare(String(types.get(left._id))) ||
            (left._id < right._id ? -1 : 1),
        )
        expect(await lake.found(`${byType} [0...4]._id`)).toEqual(then.slice(0, 4).map(({ _id }) => _id))
      }),
      { numRuns: runs(60, 2000) },
    )
  })
})
