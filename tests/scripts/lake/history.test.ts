import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentAtRevision } from '../../../scripts/lake/history/shown-revision.ts'
import type { StoredDocument } from '../../../scripts/lake/lake.ts'
import { runs } from '../../rigs/runs.ts'
import { type TemporaryLake, temporaryLake } from './temporary-lake.ts'

const ids = { draftId: 'drafts.a', publishedId: 'a' }
const create = (lake: TemporaryLake) =>
  lake.acted({
    actionType: 'create',
    publishedId: 'a',
    attributes: { _id: 'drafts.a', _type: 'article', headline: '' },
    ifExists: 'fail',
  })
const edit = (lake: TemporaryLake, headline: string) =>
  lake.acted({ actionType: 'edit', ...ids, patch: { set: { headline } } })
const publish = (lake: TemporaryLake) => lake.acted({ actionType: 'publish', ...ids })

describe('the transactions of a document', () => {
  test('are told oldest first, with what they did to it', () => {
    using lake = temporaryLake()
    const [created, edited] = [create(lake), edit(lake, 'Ny')]
    lake.written({ create: { _id: 'other', _type: 'page' } })
    const [first, second] = lake.history.transactions(['drafts.a'], { effectFormat: 'mendoza' })
    expect(first).toMatchObject({
      id: created,
      timestamp: '2026-03-03T12:00:00.000Z',
      author: 'anna',
      documentIDs: ['drafts.a'],
      mutations: [{ createIfNotExists: lake.history.documentsAt(['drafts.a'], { revision: created })[0] }],
    })
    expect(second).toEqual({
      id: edited,
      timestamp: '2026-03-03T12:00:01.000Z',
      author: 'anna',
      documentIDs: ['drafts.a'],
      mutations: [{ patch: { id: 'drafts.a', set: { headline: 'Ny' } } }],
      effects: { 'drafts.a': { apply: expect.any(Array), revert: expect.any(Array) } },
    })
  })

  test('can be read from one to another, backwards, a few at a time, without their mutations', () => {
    using lake = temporaryLake()
    const made = [create(lake), ...['A', 'B', 'C', 'D'].map((headline) => edit(lake, headline))]
    const read = (range: object) => [...lake.history.transactions(['a', 'drafts.a'], range)].map(({ id }) => id)
    expect(read({})).toEqual(made)
    expect(read({ from: made[1], to: made[3] })).toEqual(made.slice(1, 4))
    expect(read({ from: made[1], limit: 2 })).toEqual(made.slice(1, 3))
    expect(read({ reverse: true, limit: 2 })).toEqual(made.slice(3).reverse())
    expect(read({ from: '' })).toEqual(made)
    expect(read({ from: 'never', to: 'never' })).toEqual(made)
    const [first] = lake.history.transactions(['drafts.a'], { excludeMutations: true })
    expect(first).not.toHaveProperty('mutations')
    expect(first).not.toHaveProperty('effects')
  })

  test('are one fewer than asked for when the first touched another document, which the Studio takes for told', () => {
    using lake = temporaryLake()
    const imported = lake.written({ create: { _id: 'a', _type: 'article' } })
    const made = ['A', 'B', 'C', 'D'].map((headline) => edit(lake, headline))
    const read = [...lake.history.transactions(['drafts.a'], { from: imported, limit: 3 })].map(({ id }) => id)
    expect(read).toEqual(made.slice(0, 2))
  })
})

describe('a document as it once was', () => {
  test('is read by revision and by time, in any offset', () => {
    using lake = temporaryLake()
    const created = create(lake)
    const edited = edit(lake, 'Ny')
    const published = publish(lake)
    const at = (id: string, moment: { revision: string } | { time: string }) =>
      lake.history.documentsAt([id], moment)[0]
    expect(at('drafts.a', { revision: created })).toMatchObject({ headline: '', _rev: created })
    expect(at('drafts.a', { revision: edited })).toMatchObject({ headline: 'Ny', _rev: edited })
    expect(at('drafts.a', { revision: published })).toBeUndefined()
    expect(at('a', { revision: published })).toEqual(lake.stored('a'))
    expect(at('a', { revision: edited })).toBeUndefined()
    expect(at('a', { revision: 'never' })).toBeUndefined()
    expect(at('drafts.a', { time: '2026-03-03T13:00:00+01:00' })).toMatchObject({ headline: '' })
    expect(at('drafts.a', { time: '2026-03-03T12:00:01Z' })).toMatchObject({ headline: 'Ny' })
    expect(at('drafts.a', { time: '2026-03-03T11:59:59.999Z' })).toBeUndefined()
    expect(at('drafts.a', { time: 'i går' })).toBeUndefined()
  })

  test('is found after a hundred edits', () => {
    using lake = temporaryLake()
    create(lake)
    const revisions = Array.from({ length: 100 }, (_, at) => edit(lake, `Overskrift ${at}`))
    for (const at of [0, 30, 31, 32, 33, 63, 64, 65, 99]) {
      const [document] = lake.history.documentsAt(['drafts.a'], { revision: revisions[at] ?? '' })
      expect(document).toMatchObject({ headline: `Overskrift ${at}`, _rev: revisions[at] })
    }
  })

  test('is last seen as it was deleted; a draft thrown away long before does not come back', () => {
    using lake = temporaryLake()
    create(lake)
    publish(lake)
    edit(lake, 'Fortrudt')
    lake.acted({ actionType: 'discard', draftId: 'drafts.a' })
    lake.written({ patch: { id: 'a', set: { headline: 'Sidste ord' } } })
    lake.acted({ actionType: 'delete', publishedId: 'a' })
    expect(lake.history.documentsAt(['a', 'drafts.a'], 'latest')).toMatchObject([{ _id: 'a', headline: 'Sidste ord' }])
  })

  test('every one of them equals what was stored, whatever was done', () => {
    const id = fc.constantFrom('a', 'b', 'drafts.a')
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.integer(),
      fc.array(fc.record({ _key: fc.constantFrom('k', 'l', 'm'), text: fc.string() }), { maxLength: 3 }),
    )
    const mutation = fc.oneof(
      fc.record({
        createOrReplace: fc.record({ _id: id, _type: fc.constantFrom('article', 'page'), title: value, body: value }),
      }),
      fc.record({ createIfNotExists: fc.record({ _id: id, _type: fc.constant('article'), title: value }) }),
      fc.record({ delete: fc.record({ id }) }),
      fc.record({
        patch: fc.record({
          query: id.map((one) => `*[_id == "${one}"]`),
          set: fc.record({ title: value, 'seo.text': value }),
        }),
      }),
      fc.record({
        patch: fc.record({
          query: fc.constant('*'),
          unset: fc.constantFrom(['title'], ['body[0]'], ['seo']),
          inc: fc.constant({ title: 1 }),
        }),
      }),
    )
    const transactions = fc.array(fc.array(mutation, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
    fc.assert(
      fc.property(transactions, (batches) => {
        using lake = temporaryLake()
        const copies = new Map<string, readonly StoredDocument[]>()
        lake.onCommit(({ transactionId }) => copies.set(transactionId, [...lake.exported()]))
        for (const mutations of batches) lake.mutate({ mutations, author: 'anna' })
        for (const [revision, documents] of copies) {
          expect(lake.history.documentsAt(['a', 'b', 'drafts.a'], { revision })).toEqual(documents)
        }
      }),
      { numRuns: runs(40, 1_000) },
    )
  })
})

describe('the events of a document', () => {
  const eventsOf = (lake: TemporaryLake, id = 'drafts.a') => lake.history.events(id, {}).events
  const happened = (lake: TemporaryLake, id?: string) => eventsOf(lake, id).map(({ type }) => type)
  const unpublish = (lake: TemporaryLake) => lake.acted({ actionType: 'unpublish', ...ids })
  const discard = (lake: TemporaryLake) => lake.acted({ actionType: 'discard', draftId: 'drafts.a' })

  /** A life with every turn it can take. */
  function lived(lake: TemporaryLake): void {
    create(lake)
    edit(lake, 'Ny')
    publish(lake)
    edit(lake, 'Nyere')
    discard(lake)
    unpublish(lake)
    publish(lake)
    edit(lake, 'Sidste')
    lake.acted({ actionType: 'delete', publishedId: 'a', includeDrafts: ['drafts.a'] })
    create(lake)
  }

  test('tell those who ask for the draft of its life, newest first', () => {
    using lake = temporaryLake()
    lived(lake)
    expect(happened(lake)).toEqual([
      'createDocumentVersion',
      'deleteDocumentGroup',
      'createDocumentVersion',
      'publishDocumentVersion',
      'unpublishDocument',
      'createDocumentVersion',
      'deleteDocumentVersion',
      'createDocumentVersion',
      'publishDocumentVersion',
      'createDocumentVersion',
    ])
  })

  test('tell those who ask for the published document of what readers saw alone', () => {
    using lake = temporaryLake()
    lived(lake)
    lake.written({ create: { _id: 'a', _type: 'article' } }, { patch: { id: 'a', set: { headline: 'x' } } })
    lake.written({ patch: { id: 'a', set: { headline: 'y' } } })
    expect(happened(lake, 'a')).toEqual([
      'updateLiveDocument',
      'createLiveDocument',
      'deleteDocumentGroup',
      'publishDocumentVersion',
      'unpublishDocument',
      'publishDocumentVersion',
    ])
  })

  test('name the last revision of a draft that was published, and the transaction that threw one away', () => {
    using lake = temporaryLake()
    create(lake)
    const edited = edit(lake, 'Ny')
    const published = publish(lake)
    const again = edit(lake, 'Nyere')
    edit(lake, 'Nyest')
    const discarded = discard(lake)
    const draft = { author: 'anna', documentId: 'a', versionId: 'drafts.a', timestamp: expect.any(String) }
    expect(eventsOf(lake)).toEqual([
      { ...draft, type: 'deleteDocumentVersion', versionRevisionId: discarded },
      { ...draft, type: 'createDocumentVersion', versionRevisionId: again },
      {
        ...draft,
        type: 'publishDocumentVersion',
        versionRevisionId: edited,
        revisionId: published,
        publishCause: 'document.publish',
      },
      { ...draft, type: 'createDocumentVersion', versionRevisionId: 'tx1', timestamp: '2026-03-03T12:00:00.000Z' },
    ])
  })

  test('tell of content that was published without a draft, which the next draft begins with', () => {
    using lake = temporaryLake()
    const imported = lake.written({ create: { _id: 'a', _type: 'article' } })
    const corrected = lake.written({ patch: { id: 'a', set: { headline: 'Rettet' } } })
    edit(lake, 'Kladde')
    lake.written({ patch: { id: 'a', set: { headline: 'Rettet uden om kladden' } } })
    const direct = { type: 'publishDocumentVersion', versionId: 'drafts.a', publishCause: 'document.publish' }
    const events = eventsOf(lake)
    expect(events).toMatchObject([
      { type: 'createDocumentVersion' },
      { ...direct, revisionId: corrected },
      { ...direct, revisionId: imported },
    ])
    expect(events[1]).not.toHaveProperty('versionRevisionId')
  })

  test('name the draft that an unpublished document lives on as', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a', _type: 'article' } })
    const kept = edit(lake, 'Kladde')
    unpublish(lake)
    const told = { type: 'unpublishDocument', versionId: 'drafts.a', versionRevisionId: kept }
    expect(eventsOf(lake)[0]).toMatchObject(told)
    expect(eventsOf(lake, 'a')[0]).toMatchObject(told)
    expect(happened(lake).filter((type) => type === 'createDocumentVersion')).toHaveLength(1)
  })

  test('tell each version of itself, and of the release it belongs to', () => {
    using lake = temporaryLake()
    const versionId = 'versions.rSommer.a'
    lake.written({ create: { _id: versionId, _type: 'article' } })
    create(lake)
    lake.acted({ actionType: 'version.discard', versionId })
    const version = { versionId, releaseId: 'rSommer' }
    expect(eventsOf(lake, versionId)).toMatchObject([
      { ...version, type: 'deleteDocumentVersion' },
      { ...version, type: 'createDocumentVersion' },
    ])
    expect(happened(lake)).toEqual(['createDocumentVersion'])
  })

  test('come a page at a time', () => {
    using lake = temporaryLake()
    for (let round = 0; round < 5; round++) {
      create(lake)
      discard(lake)
    }
    const pages: string[][] = []
    let cursor: string | undefined
    while (cursor !== '') {
      const page = lake.history.events('drafts.a', { limit: 4, cursor })
      pages.push(page.events.map(({ type }) => type))
      cursor = page.nextCursor
    }
    expect(pages.map((page) => page.length)).toEqual([4, 4, 2])
    expect(pages.flat()).toEqual(
      Array.from({ length: 5 }, () => ['deleteDocumentVersion', 'createDocumentVersion']).flat(),
    )
    expect(lake.history.events('drafts.a', { cursor: 'x' })).toEqual({ events: [], nextCursor: '' })
  })

  test('all name revisions that can be read', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a', _type: 'article', headline: 'Importeret' } })
    edit(lake, 'Kladde')
    publish(lake)
    edit(lake, 'Fortrudt')
    discard(lake)
    unpublish(lake)
    const events = eventsOf(lake).filter(({ type }) => type !== 'unpublishDocument')
    const read = events.map((event) => {
      const published = 'revisionId' in event ? event.revisionId : ''
      const revision = 'versionRevisionId' in event ? (event.versionRevisionId ?? '') : published
      const document = documentAtRevision('drafts.a', revision, lake.history)
      expect(document).toMatchObject({ _id: 'drafts.a', _rev: revision })
      return document?.['headline']
    })
    expect(read).toEqual(['Kladde', 'Fortrudt', 'Fortrudt', 'Kladde', 'Kladde', 'Importeret'])
  })
})

describe('a revision that is shown', () => {
  test('is the document as it was, and nothing where it was not', () => {
    using lake = temporaryLake()
    const created = create(lake)
    const edited = edit(lake, 'Ny')
    const published = publish(lake)
    const other = lake.written({ create: { _id: 'other', _type: 'page' } })
    const at = (id: string, revision: string) => documentAtRevision(id, revision, lake.history)
    expect(at('drafts.a', created)).toMatchObject({ headline: '', _rev: created })
    expect(at('drafts.a', published)).toMatchObject({ headline: 'Ny', _id: 'drafts.a', _rev: published })
    expect(at('a', published)).toEqual(lake.stored('a'))
    expect(at('a', edited)).toBeUndefined()
    expect(at('drafts.a', other)).toBeUndefined()
    expect(at('drafts.a', 'never')).toBeUndefined()
  })
})
