import { describe, expect, test } from 'vitest'
import type { ListenerEvent, ListenerRequest } from '../../../scripts/lake/lake.ts'
import { type TemporaryLake, temporaryLake } from './temporary-lake.ts'

const articles = '*[_type == "article"]'
const ids = { draftId: 'drafts.a', publishedId: 'a' }

/** Everything a listener hears from now on; drafts and versions too, unless told otherwise. */
function heardBy(lake: TemporaryLake, query: string, options: Partial<ListenerRequest> = {}): ListenerEvent[] {
  const events: ListenerEvent[] = []
  const request = { query, params: {}, identity: 'anna', includeAllVersions: true, ...options }
  const opened = lake.listen(request, (event) => events.push(event))
  if (!opened.ok) throw new Error(opened.description)
  return events
}

const mutationsIn = (events: ListenerEvent[]) =>
  events.flatMap((event) => (event.type === 'mutation' ? [event.data] : []))
const told = (events: ListenerEvent[]) =>
  mutationsIn(events).map(({ documentId, transition }) => `${documentId} ${transition}`)

describe('a listener', () => {
  test('is welcomed before anything else, and then told of each change as Sanity tells it', () => {
    using lake = temporaryLake()
    const events = heardBy(lake, articles, {
      includeResult: true,
      includePreviousRevision: true,
      effectFormat: 'mendoza',
    })
    const transactionId = lake.written({ create: { _id: 'a', _type: 'article', headline: 'Ny' } })
    const stored = lake.stored('a')
    const { _rev, ...withoutRevision } = stored ?? {}
    expect(events).toEqual([
      { type: 'welcome', data: { listenerName: expect.any(String) } },
      {
        type: 'mutation',
        id: 'tx1#a',
        data: {
          eventId: 'tx1#a',
          documentId: 'a',
          transactionId,
          transition: 'appear',
          identity: 'anna',
          resultRev: transactionId,
          timestamp: '2026-03-03T12:00:00.000Z',
          visibility: 'query',
          transactionTotalEvents: 1,
          transactionCurrentEvent: 1,
          mutations: [{ create: stored }],
          effects: { apply: [0, withoutRevision], revert: [0, null] },
          result: stored,
          previous: null,
        },
      },
    ])
  })

  test('is told what a change means for its own query', () => {
    using lake = temporaryLake()
    const it = heardBy(lake, '*[_type == "article" && section == $section]', { params: { section: 'it' } })
    lake.written({ create: { _id: 'a', _type: 'article', section: 'job' } })
    lake.written({ patch: { id: 'a', set: { section: 'it' } } })
    lake.written({ patch: { id: 'a', set: { headline: 'Ny' } } })
    lake.written({ patch: { id: 'a', set: { section: 'job' } } })
    lake.written({ patch: { id: 'a', set: { section: 'it' } } })
    lake.written({ delete: { id: 'a' } })
    expect(told(it)).toEqual(['a appear', 'a update', 'a disappear', 'a appear', 'a disappear'])
  })

  test('can follow each document from revision to revision', () => {
    using lake = temporaryLake()
    const events = heardBy(lake, articles)
    lake.written({ create: { _id: 'drafts.a', _type: 'article' } })
    for (const headline of ['A', 'Al', 'Alt']) lake.acted({ actionType: 'edit', ...ids, patch: { set: { headline } } })
    lake.acted({ actionType: 'publish', ...ids })
    lake.acted({ actionType: 'edit', ...ids, patch: { set: { headline: 'Alting' } } })
    const revisions = new Map<string, string | undefined>()
    for (const { documentId, previousRev, resultRev, transition } of mutationsIn(events)) {
      expect(previousRev).toBe(revisions.get(documentId))
      revisions.set(documentId, transition === 'disappear' ? undefined : resultRev)
    }
    expect(revisions.get('drafts.a')).toBe(lake.stored('drafts.a')?._rev)
  })

  test('is told how many events of a transaction are for it', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'drafts.a', _type: 'article' } })
    const pair = heardBy(lake, '*[_id in $ids]', { params: { ids: ['a', 'drafts.a'] } })
    const one = heardBy(lake, '*[_id == "a"]')
    lake.acted({ actionType: 'publish', ...ids })
    const counts = (events: ListenerEvent[]) =>
      mutationsIn(events).map((event) => [
        event.documentId,
        event.transactionCurrentEvent,
        event.transactionTotalEvents,
      ])
    expect(counts(pair)).toEqual([
      ['a', 1, 2],
      ['drafts.a', 2, 2],
    ])
    expect(counts(one)).toEqual([['a', 1, 1]])
  })

  test('hears of published documents alone, unless it asks for all versions', () => {
    using lake = temporaryLake()
    const readers = heardBy(lake, '*', { includeAllVersions: false })
    lake.written(
      { create: { _id: 'drafts.a', _type: 'article' } },
      { create: { _id: 'versions.rX.a', _type: 'article' } },
    )
    lake.acted({ actionType: 'publish', ...ids })
    expect(told(readers)).toEqual(['a appear'])
  })

  test('gets mutations, effects and documents only as it asks for them', () => {
    using lake = temporaryLake()
    const bare = heardBy(lake, articles, { includeMutations: false, visibility: 'transaction' })
    lake.written({ create: { _id: 'a', _type: 'article' } })
    const [event] = mutationsIn(bare)
    expect(event).toMatchObject({ visibility: 'transaction' })
    for (const field of ['mutations', 'effects', 'result', 'previous']) expect(event).not.toHaveProperty(field)
  })

  test('may ask again as soon as it hears: the answer holds the change', async () => {
    using lake = temporaryLake()
    const answers: Promise<unknown>[] = []
    const request = { query: articles, params: {}, identity: 'anna' }
    lake.listen(
      request,
      (event) => event.type === 'mutation' && answers.push(lake.found('*[_type == "article"].headline')),
    )
    lake.written({ create: { _id: 'a', _type: 'article', headline: 'Ny' } })
    expect(await Promise.all(answers)).toEqual([['Ny']])
  })

  test('hears of transactions in their order, also when one hearer writes the next at once', () => {
    using lake = temporaryLake()
    lake.onCommit(
      ({ changes }) => changes[0]?.documentId === 'a' && lake.written({ create: { _id: 'b', _type: 'article' } }),
    )
    const later: string[] = []
    lake.onCommit(({ changes }) => later.push(...changes.map(({ documentId }) => documentId)))
    const events = heardBy(lake, articles)
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(told(events)).toEqual(['a appear', 'b appear'])
    expect(later).toEqual(['a', 'b'])
  })

  test('hears nothing after it has closed', () => {
    using lake = temporaryLake()
    const events: ListenerEvent[] = []
    const opened = lake.listen({ query: '*', params: {}, identity: 'anna' }, (event) => events.push(event))
    if (opened.ok) opened.close()
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(events).toHaveLength(1)
  })

  test.each([
    `${articles} | order(headline desc)`,
    `${articles}[0...10]`,
    `${articles} | order(headline) [0...10] {headline, "by": author->name}`,
    `*[_type == "article"][defined(headline)].headline`,
    `${articles}{headline}[headline == "Nej"]`,
  ])('listens to the filter in %s', (query) => {
    using lake = temporaryLake()
    const events = heardBy(lake, query)
    lake.written(
      { create: { _id: 'a', _type: 'article', headline: 'Ny' } },
      { create: { _id: 'p', _type: 'page', headline: 'Om' } },
    )
    expect(told(events)).toEqual(['a appear'])
  })

  test.each(['count(*)', '{"a": *}', '*[', '*[_type == $type]', '*[@ match text::query("a")]'])(
    'cannot listen to %s',
    (query) => {
      using lake = temporaryLake()
      const outcome = lake.listen({ query, params: {}, identity: 'anna' }, () => undefined)
      expect(outcome).toEqual({ ok: false, description: expect.any(String) })
    },
  )
})

describe('a listener that was away', () => {
  const resuming = { enableResume: true }
  const lastOf = (events: ListenerEvent[]) => events.findLast((event) => event.id !== undefined)?.id

  test('is told what it missed, and nothing twice', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'drafts.a', _type: 'article' } })
    const before = heardBy(lake, articles, resuming)
    lake.acted({ actionType: 'publish', ...ids })
    // The connection broke in the middle of a transaction: the second of its two events never came.
    const lastEventId = before[1]?.id
    lake.written({ create: { _id: 'b', _type: 'page' } })
    lake.written({ patch: { id: 'a', set: { headline: 'Rettet' } } })
    const after = heardBy(lake, articles, { ...resuming, lastEventId })
    expect(after[0]).toMatchObject({ type: 'welcomeback' })
    expect(told(after)).toEqual(['drafts.a disappear', 'a update'])
  })

  test('may have heard nothing but the welcome', () => {
    using lake = temporaryLake()
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    expect(heardBy(lake, articles, { ...resuming, lastEventId })).toMatchObject([{ type: 'welcomeback' }])
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(told(heardBy(lake, articles, { ...resuming, lastEventId }))).toEqual(['a appear'])
  })

  test('must begin anew when it was away too long, or the lake was closed', () => {
    using lake = temporaryLake()
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    for (let at = 0; at < 30; at++) {
      lake.written(...Array.from({ length: 100 }, (_, n) => ({ createOrReplace: { _id: `n${n}`, _type: 'page', at } })))
    }
    expect(heardBy(lake, articles, { ...resuming, lastEventId })).toMatchObject([
      { type: 'reset', id: expect.any(String) },
    ])
    const lastOfThisRun = lastOf(heardBy(lake, articles, resuming))
    using next = lake.reopened()
    expect(heardBy(next, articles, { ...resuming, lastEventId: lastOfThisRun })).toMatchObject([{ type: 'reset' }])
  })
})
