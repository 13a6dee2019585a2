import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ListenerEvent, ListenerRequest } from '../../../scripts/lake/lake.ts'
import { runs } from '../../rigs/runs.ts'
import { inFull, type TemporaryLake, temporaryLake } from './temporary-lake.ts'

const id = fc.constantFrom('a', 'b', 'c', 'drafts.a', 'drafts.b', 'versions.rX.c')
const type = fc.constantFrom('article', 'page')
const block = fc.record({ _type: fc.constant('block'), _key: fc.constantFrom('k1', 'k2', 'k3'), text: fc.string() })
const content = fc.record(
  {
    headline: fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Rødgrød', 'Rødgrød med fløde', 'Blå 🍓 is')),
    n: fc.integer({ min: 0, max: 3 }),
    body: fc.uniqueArray(block, { selector: ({ _key }) => _key, maxLength: 3 }),
    editor: fc.constantFrom('anna', 'bo'),
  },
  { requiredKeys: [] },
)
const document = fc.tuple(id, type, content).map(([_id, _type, rest]) => ({ _id, _type, ...rest }))

const mutation = fc.oneof(
  document.map((createOrReplace): object => ({ createOrReplace })),
  document.map((createIfNotExists) => ({ createIfNotExists })),
  fc.tuple(id, content).map(([id, set]) => ({ patch: { id, set } })),
  id.map((id) => ({ patch: { id, inc: { n: 1 } } })),
  id.map((id) => ({ patch: { id, unset: ['headline', 'body[_key=="k1"]'] } })),
  id.map((id) => ({ delete: { id } })),
)
const pair = fc.constantFrom('a', 'b').map((publishedId) => ({ publishedId, draftId: `drafts.${publishedId}` }))
const action = fc.oneof(
  pair.map((ids) => inFull({ actionType: 'publish', ...ids })),
  pair.map((ids) => inFull({ actionType: 'unpublish', ...ids })),
  fc.tuple(pair, content).map(([ids, set]) => inFull({ actionType: 'edit', ...ids, patch: { set } })),
)

/** A step of a history: a transaction, which may be refused; or the lake is closed and opened again. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 4 }).map((mutations) => ({ mutations })) },
  { weight: 3, arbitrary: fc.array(action, { minLength: 1, maxLength: 2 }).map((actions) => ({ actions })) },
  { weight: 1, arbitrary: fc.constant({ reopen: true as const }) },
)

const request = fc.record({
  query: fc.constantFrom(
    '*',
    '*[_type == "article"]',
    '*[_type in ["page"] && n > 1]',
    '*[_id in ["a", "drafts.a"]]',
    '*[sanity::versionOf("b")]',
    '*[_id in path("drafts.**")]{headline}',
    '*[headline match "Rødgrød"] | order(n) [0...5]',
    '*[@ match text::query("rødgrød")]',
    '*[editor == identity()]',
    '*[dateTime(_updatedAt) >= dateTime(now())]',
    '*[defined(body[_key == "k2"])]',
  ),
  includeAllVersions: fc.boolean(),
  includeMutations: fc.boolean(),
  includeResult: fc.boolean(),
  includePreviousRevision: fc.boolean(),
  effectFormat: fc.constantFrom('mendoza' as const, undefined),
  visibility: fc.constantFrom('query' as const, 'transaction' as const, undefined),
})

/** All that a listener hears from now on, after what it has heard before. */
function listening(
  lake: TemporaryLake,
  options: Partial<ListenerRequest> & { query: string },
  events: ListenerEvent[] = [],
): ListenerEvent[] {
  const request = { params: {}, identity: 'anna', enableResume: true, ...options }
  const opened = lake.listen(request, (event) => events.push(event))
  if (!opened.ok) throw new Error(opened.description)
  return events
}

describe('what a listener missed', () => {
  test('is told word for word as it was told to those who were there, wherever the connection broke', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        fc.array(request, { minLength: 1, maxLength: 4 }),
        (steps, requests) => {
          let lake = temporaryLake()
          const there = requests.map((options) => ({ options, events: listening(lake, options) }))
          for (const step of steps) {
            if ('mutations' in step) lake.mutate({ mutations: step.mutations, author: 'anna' })
            else if ('actions' in step) lake.act({ actions: step.actions, author: 'bo' })
            else {
              lake = lake.reopened()
              for (const { options, events } of there) {
                const lastEventId = events.findLast((event) => event.id !== undefined)?.id
                listening(lake, { ...options, lastEventId }, events)
              }
            }
          }
          using last = lake.reopened()
          for (const { options, events } of there) {
            const told = events.filter(({ type }) => type !== 'welcomeback')
            for (const [at, { id: lastEventId }] of told.entries()) {
              const [greeting, ...missed] = listening(last, { ...options, lastEventId })
              expect(greeting?.type).toBe('welcomeback')
              expect(missed).toEqual(told.slice(at + 1))
            }
          }
        },
      ),
      { numRuns: runs(60, 1_000) },
    )
  })

  test('is told also when a long history has been written out whole now and then', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a', _type: 'article', n: 0 } })
    for (let n = 0; n < 50; n++) lake.written({ patch: { id: 'a', inc: { n: 1 } } })
    const there = listening(lake, {
      query: '*',
      includeResult: true,
      lastEventId: 'tx1#',
      includePreviousRevision: true,
    })
    for (let n = 50; n < 120; n++) lake.written({ patch: { id: 'a', inc: { n: 1 } } })
    using next = lake.reopened()
    const [, ...missed] = listening(next, {
      query: '*',
      includeResult: true,
      lastEventId: 'tx1#',
      includePreviousRevision: true,
    })
    expect(missed).toEqual(there.slice(1))
    const results = missed.map((event) => event.type === 'mutation' && event.data.result?.['n'])
    expect(results).toEqual(Array.from({ length: 120 }, (_, n) => n + 1))
  })
})
