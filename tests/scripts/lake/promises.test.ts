import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { idIn, layerOf, publishedIdOf } from '../../../scripts/lake/document.ts'
import type { Lake, StoredDocument } from '../../../scripts/lake/lake.ts'
import { runs } from '../../rigs/runs.ts'
import { temporaryLake } from './temporary-lake.ts'

const id = fc.constantFrom('a', 'b', 'c', 'drafts.a', 'drafts.b', 'versions.rX.a')
const reference = fc.record(
  { _type: fc.constant('reference'), _ref: fc.constantFrom('a', 'b', 'c', 'nobody'), _weak: fc.boolean() },
  { requiredKeys: ['_type', '_ref'] },
)
const fields = { n: fc.integer({ min: 0, max: 9 }), to: fc.array(reference, { maxLength: 2 }) }
const document = fc.record(
  { _id: id, _type: fc.constantFrom('note', 'page'), ...fields },
  { requiredKeys: ['_id', '_type'] },
)
const ifRevisionID = fc.option(fc.constantFrom('tx1', 'tx2', 'tx3', 'tx4'), { nil: undefined })
const mutation = fc.oneof(
  fc.record({ create: document }),
  fc.record({ createIfNotExists: document }),
  fc.record({ createOrReplace: document }),
  fc.record({ delete: fc.record({ id }) }),
  fc.record({
    patch: fc.record({ id, ifRevisionID, set: fc.record(fields, { requiredKeys: [] }) }, { requiredKeys: ['id'] }),
  }),
  fc.record({ patch: fc.record({ id, inc: fc.constant({ n: 1 }), unset: fc.constantFrom([], ['to'], ['n']) }) }),
)
const transactions = fc.array(fc.array(mutation, { minLength: 1, maxLength: 4 }), { maxLength: 10 })
const many = { numRuns: runs(60, 3_000) }

const held = (lake: Lake): StoredDocument[] => [...lake.exported()]

/** Where a reference that must hold leads nowhere. */
function dangling(documents: readonly StoredDocument[]): string[] {
  const ids = new Set(documents.map(({ _id }) => _id))
  return documents.flatMap(({ _id, to }) => {
    if (layerOf(_id) !== 'published' || !Array.isArray(to)) return []
    return to.filter(({ _ref, _weak }) => _weak !== true && !ids.has(_ref)).map(({ _ref }) => `${_id} → ${_ref}`)
  })
}

describe('whatever is sent', () => {
  test('a refused transaction and one that is only tried out leave everything as it was', () => {
    fc.assert(
      fc.property(transactions, (batches) => {
        using lake = temporaryLake()
        for (const mutations of batches) {
          const before = structuredClone(held(lake))
          const tried = lake.mutate({ mutations, author: 'anna', dryRun: true })
          expect(held(lake)).toEqual(before)
          const written = lake.mutate({ mutations, author: 'anna' })
          expect(written.ok).toBe(tried.ok)
          if (!written.ok) expect(held(lake)).toEqual(before)
        }
      }),
      many,
    )
  })

  test('no strong reference of a published document dangles', () => {
    fc.assert(
      fc.property(transactions, (batches) => {
        using lake = temporaryLake()
        for (const mutations of batches) {
          lake.mutate({ mutations, author: 'anna' })
          expect(dangling(held(lake))).toEqual([])
        }
      }),
      many,
    )
  })

  test('a document that changed has the transaction as its revision, and others keep theirs', () => {
    fc.assert(
      fc.property(transactions, (batches) => {
        using lake = temporaryLake()
        for (const mutations of batches) {
          const before = new Map(held(lake).map((stored) => [stored._id, stored]))
          const outcome = lake.mutate({ mutations, author: 'anna' })
          if (!outcome.ok) continue
          const touched = new Set(
            outcome.results.filter(({ operation }) => operation !== 'none').map((result) => result.id),
          )
          for (const stored of held(lake)) {
            if (touched.has(stored._id)) expect(stored._rev).toBe(outcome.transactionId)
            else expect(stored).toEqual(before.get(stored._id))
          }
        }
      }),
      many,
    )
  })

  test('a patch for another revision than the document’s is refused', () => {
    fc.assert(
      fc.property(transactions, id, fc.constantFrom('tx1', 'tx2', 'tx3'), (batches, target, expected) => {
        using lake = temporaryLake()
        for (const mutations of batches) lake.mutate({ mutations, author: 'anna' })
        const stored = lake.stored(target)
        const patch = { id: target, ifRevisionID: expected, set: { n: 1 } }
        expect(lake.mutate({ mutations: [{ patch }], author: 'anna' }).ok).toBe(stored?._rev === expected)
      }),
      many,
    )
  })

  test.each([
    { perspective: 'raw', layers: undefined },
    { perspective: 'published', layers: ['published'] },
    { perspective: 'drafts', layers: ['drafts', 'published'] },
    { perspective: ['rX'], layers: ['rX', 'published'] },
    { perspective: ['rX', 'drafts'], layers: ['rX', 'drafts', 'published'] },
    { perspective: ['drafts', 'rX'], layers: ['drafts', 'rX', 'published'] },
  ] as const)('the perspective $perspective shows the uppermost of each document', async ({ perspective, layers }) => {
    await fc.assert(
      fc.asyncProperty(transactions, async (batches) => {
        using lake = temporaryLake()
        for (const mutations of batches) {
          lake.mutate({ mutations, author: 'anna' })
          const shown = await lake.found('*{_id, _rev, n}', {}, perspective)
          expect(shown).toEqual(seenThrough(layers, held(lake)))
          const told = await lake.found('[count(*), count(*[_type == "note"])]', {}, perspective)
          expect(told).toEqual(await lake.found('[count((*)), count((*)[_type == "note"])]', {}, perspective))
        }
      }),
      { numRuns: runs(25, 1_000) },
    )
  })
})

/** What a perspective is by its definition, for documents as stored. */
function seenThrough(layers: readonly string[] | undefined, documents: readonly StoredDocument[]): unknown[] {
  const told = ({ _id, _rev, n = null }: StoredDocument) => ({ _id, _rev, n })
  if (!layers) return documents.map(told)
  const publishedIds = [...new Set(documents.map(({ _id }) => publishedIdOf(_id)))].toSorted()
  return publishedIds.flatMap((publishedId) => {
    const ids = layers.map((layer) => idIn(layer, publishedId))
    const uppermost = ids.map((one) => documents.find(({ _id }) => _id === one)).find(Boolean)
    return uppermost ? [{ ...told(uppermost), _id: publishedId }] : []
  })
}
