import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ListenerEvent, ListenerRequest } from '../../../scripts/lake/lake.ts'
import { runs } from '../../rigs/runs.ts'
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

  test.each(['count(*)', '{"a": *}', '*[', '*[_type == $type]', '*[text::query("a")]', '*[delta::changedAny(title)]'])(
    'cannot listen to %s',
    (query) => {
      using lake = temporaryLake()
      const outcome = lake.listen({ query, params: {}, identity: 'anna' }, () => undefined)
      expect(outcome).toMatchObject({ ok: false, description: expect.stringMatching(/\w/) })
    },
  )

  test('is shown where its query goes wrong', () => {
    using lake = temporaryLake()
    const outcome = lake.listen({ query: '*[_type == ]', params: {}, identity: 'anna' }, () => undefined)
    expect(outcome).toMatchObject({
      error: { type: 'queryParseError', query: '*[_type == ]', start: expect.any(Number) },
    })
  })

  test('follows references to documents as they are now', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'anna', _type: 'author', name: 'Anna' } })
    const hers = heardBy(lake, '*[_type == "article" && author->name == "Anna"]')
    lake.written({ create: { _id: 'a', _type: 'article' } })
    lake.written({ patch: { id: 'a', set: { author: { _type: 'reference', _ref: 'anna' } } } })
    lake.written({ patch: { id: 'a', unset: ['author'] } })
    expect(told(hers)).toEqual(['a appear', 'a disappear'])
  })

  test('is rather told too much than too little where its filter asks for other documents', () => {
    using lake = temporaryLake()
    const events = heardBy(lake, '*[_type == "article" && !(_id in *[_type == "frontPage"][0].pinned[]._ref)]')
    lake.written({ create: { _id: 'a', _type: 'article' } }, { create: { _id: 'b', _type: 'page' } })
    lake.written({ create: { _id: 'f', _type: 'frontPage', pinned: [{ _type: 'reference', _ref: 'a', _key: 'k' }] } })
    lake.written({ patch: { id: 'a', set: { headline: 'Ny' } } })
    expect(told(events)).toEqual(['a appear', 'a update'])
  })

  test.each([
    ['@ match text::query("røde huse")', ['a']],
    ['[@, _id] match text::query("hus*")', ['a', 'b']],
    ['headline match text::query("blå")', ['b']],
    ['@ match text::query("-røde hus*")', ['b']],
    ['@ match text::query("*")', ['a', 'b', 'c']],
  ])('hears of documents with the words it asks for: %s', (condition, ids) => {
    using lake = temporaryLake()
    const events = heardBy(lake, `*[_type == "article" && ${condition}]`)
    const body = [{ _type: 'block', _key: 'k', children: [{ _type: 'span', _key: 's', text: 'De røde huse' }] }]
    lake.written(
      { create: { _id: 'a', _type: 'article', body } },
      { create: { _id: 'b', _type: 'article', headline: 'Blå hus' } },
      { create: { _id: 'c', _type: 'article' } },
    )
    expect(told(events)).toEqual(ids.map((id) => `${id} appear`))
  })

  test('is told what GROQ’s now() and identity() are for it', () => {
    using lake = temporaryLake()
    const later = heardBy(lake, '*[dateTime(now()) > dateTime("2026-03-03T12:00:00Z")]', { identity: 'bo' })
    const anna = heardBy(lake, '*[editor == identity()]')
    const bo = heardBy(lake, '*[editor == identity()]', { identity: 'bo' })
    lake.written({ create: { _id: 'a', _type: 'article', editor: 'bo' } })
    lake.written({ create: { _id: 'b', _type: 'article', editor: 'bo' } })
    expect([told(later), told(anna), told(bo)]).toEqual([['b appear'], [], ['a appear', 'b appear']])
  })

  test('that fails at an event is let go, and neither the writer nor anyone else comes to harm', () => {
    using lake = temporaryLake()
    let failures = 0
    lake.onCommit(() => {
      throw new Error('A hearer failed')
    })
    lake.listen({ query: articles, params: {}, identity: 'anna', includeAllVersions: true }, ({ type }) => {
      if (type === 'welcome') return
      failures += 1
      throw new Error('A stream broke')
    })
    const others = heardBy(lake, articles)
    lake.written({ create: { _id: 'a', _type: 'article' } })
    lake.written({ create: { _id: 'b', _type: 'article' } })
    expect(told(others)).toEqual(['a appear', 'b appear'])
    expect(failures).toBe(1)
  })

  test('gets the very same event as all who asked the same', () => {
    using lake = temporaryLake()
    const [one, other] = [heardBy(lake, articles), heardBy(lake, articles, { identity: 'bo' })]
    const bare = heardBy(lake, articles, { includeMutations: false })
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(one[1]).toBe(other[1])
    expect(bare[1]).not.toEqual(one[1])
  })
})

describe('the filter of a listener', () => {
  const id = fc.constantFrom('a', 'b', 'drafts.a', 'versions.rX.a', 'versions.rX.drafts.b')
  const type = fc.constantFrom('article', 'page')
  const text = (value: unknown) => JSON.stringify(value)
  const term = fc.oneof(
    id.map((value) => `_id == ${text(value)}`),
    fc.array(id, { maxLength: 2 }).map((values) => `_id in ${text(values)}`),
    type.map((value) => `${text(value)} == @._type`),
    fc.array(type, { maxLength: 2 }).map((values) => `_type in ${text(values)}`),
    id.map((value) => `sanity::versionOf(${text(value)})`),
    fc.constantFrom(
      '_id in path("drafts.**")',
      'sanity::partOfRelease("rX")',
      '_type == null',
      'n > 1',
      '_id == n',
      'true',
    ),
  )
  const { condition } = fc.letrec<{ condition: string }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      term,
      fc
        .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
        .map(([left, op, right]) => `(${left} ${op} ${right})`),
      tie('condition').map((inner) => `!(${inner})`),
    ),
  }))
  const document = fc.record({ _id: id, _type: type, n: fc.integer({ min: 0, max: 3 }) })

  test('is passed by the documents that a query with it finds, however quickly the others are left out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(condition, condition), document, document, async ([first, second], before, after) => {
        using lake = temporaryLake()
        const query = `*[${first}][${second}]`
        const events = heardBy(lake, query)
        const expected: string[] = []
        for (const document of [before, { ...after, _id: before._id }]) {
          const matched = await lake.found(`count(${query})`)
          lake.written({ createOrReplace: document })
          const matches = await lake.found(`count(${query})`)
          if (matched || matches)
            expected.push(`${before._id} ${matched && matches ? 'update' : matches ? 'appear' : 'disappear'}`)
        }
        expect(told(events)).toEqual(expected)
      }),
      { numRuns: runs(60, 2_000) },
    )
  })
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

  test('is told what it missed although the lake was closed and opened again', () => {
    using lake = temporaryLake()
    const before = heardBy(lake, articles, resuming)
    const [onlyWelcomed] = before
    lake.written({ create: { _id: 'a', _type: 'article' } })
    const lastEventId = lastOf(before)
    lake.written({ create: { _id: 'b', _type: 'article' } })
    using next = lake.reopened()
    expect(heardBy(next, articles, { ...resuming, lastEventId })).toMatchObject([
      { type: 'welcomeback' },
      { type: 'mutation', id: 'tx2#b' },
    ])
    next.written({ patch: { id: 'a', set: { headline: 'Rettet' } } })
    const all = heardBy(next, articles, { ...resuming, lastEventId: onlyWelcomed?.id })
    expect(told(all)).toEqual(['a appear', 'b appear', 'a update'])
  })

  test('hears nothing twice when it comes back while a transaction is being told', () => {
    using lake = temporaryLake()
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    let back: ListenerEvent[] = []
    const end = lake.onCommit(({ changes }) => {
      if (changes[0]?.documentId !== 'a') return
      end()
      lake.written({ create: { _id: 'b', _type: 'article' } })
      back = heardBy(lake, articles, { ...resuming, lastEventId })
    })
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(told(back)).toEqual(['a appear', 'b appear'])
  })

  test('hears nothing twice when another that is told of something brings it back', () => {
    using lake = temporaryLake()
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    let back: ListenerEvent[] = []
    const request = { query: '*[_id == "a"]', params: {}, identity: 'anna' }
    lake.listen(request, ({ type }) => {
      if (type === 'mutation') back = heardBy(lake, articles, { ...resuming, lastEventId })
    })
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(told(back)).toEqual(['a appear'])
  })

  test('must begin anew when it was away too long, or for an event that the lake does not know', () => {
    using lake = temporaryLake()
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    for (let at = 0; at < 30; at++) {
      lake.written(...Array.from({ length: 100 }, (_, n) => ({ createOrReplace: { _id: `n${n}`, _type: 'page', at } })))
    }
    for (const unknown of [lastEventId, 'elsewhere#', 'elsewhere#a', 'nonsense', '']) {
      const events = heardBy(lake, articles, { ...resuming, lastEventId: unknown })
      expect(events).toMatchObject([{ type: 'reset', id: 'tx30#' }])
    }
  })

  test('must begin anew when the history of a document was purged, since nobody can tell what became of it', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'drafts.a', _type: 'article' } })
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    lake.acted({ actionType: 'discard', draftId: 'drafts.a', purge: true })
    expect(heardBy(lake, articles, { ...resuming, lastEventId })).toMatchObject([{ type: 'reset' }])
  })

  test('must begin anew also when another document of the same transaction kept its history', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'drafts.a', _type: 'article' } }, { create: { _id: 'b', _type: 'article' } })
    const lastEventId = lastOf(heardBy(lake, articles, { ...resuming, includeAllVersions: true }))
    lake.acted(
      { actionType: 'edit', publishedId: 'b', draftId: 'drafts.b', patch: { set: { n: 1 } } },
      { actionType: 'discard', draftId: 'drafts.a', purge: true },
    )
    using next = lake.reopened()
    const since = { ...resuming, includeAllVersions: true, lastEventId }
    expect(heardBy(next, articles, since)).toMatchObject([{ type: 'reset' }])
    const later = lastOf(heardBy(next, articles, resuming))
    next.written({ patch: { id: 'b', set: { n: 2 } } })
    expect(heardBy(next, articles, { ...resuming, lastEventId: later })).toMatchObject([
      { type: 'welcomeback' },
      { data: { documentId: 'b' } },
    ])
  })

  test('hears the rest of a transaction on a hundred documents, counted as it was, and nothing twice', () => {
    using lake = temporaryLake()
    const many = Array.from({ length: 100 }, (_, n) => ({ create: { _id: `a${n}`, _type: 'article' } }))
    const transaction = lake.written(...many)
    const [, ...rest] = heardBy(lake, articles, { ...resuming, lastEventId: `${transaction}#a36` })
    const counted = Array.from({ length: 63 }, (_, n) => ({
      id: `${transaction}#a${n + 37}`,
      data: { transactionTotalEvents: 100, transactionCurrentEvent: n + 38 },
    }))
    expect(rest).toMatchObject(counted)
  })

  test('must begin anew when its filter follows references, which may have led elsewhere then', () => {
    using lake = temporaryLake()
    const query = '*[author->name == "Anna"]'
    const lastEventId = lastOf(heardBy(lake, query, resuming))
    expect(heardBy(lake, query, { ...resuming, lastEventId })).toMatchObject([{ type: 'reset' }])
  })

  test('is welcomed as anyone else when it does not ask to resume', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a', _type: 'article' } })
    expect(heardBy(lake, articles, { lastEventId: 'tx1#' })).toMatchObject([{ type: 'welcome' }])
  })

  test('is told no more when it leaves in the middle of what it missed', () => {
    using lake = temporaryLake()
    const lastEventId = lastOf(heardBy(lake, articles, resuming))
    for (const _id of ['a', 'b', 'c']) lake.written({ create: { _id, _type: 'article' } })
    let heard = 0
    const request = { query: articles, params: {}, identity: 'anna', ...resuming, lastEventId }
    lake.listen(request, () => {
      heard += 1
      if (heard === 3) throw new Error('It left')
    })
    lake.written({ create: { _id: 'd', _type: 'article' } })
    expect(heard).toBe(3)
  })
})
