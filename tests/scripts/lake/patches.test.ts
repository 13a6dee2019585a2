import { describe, expect, test } from 'vitest'
import { temporaryLake } from './temporary-lake.ts'

const author = { _id: 'anna', _type: 'author', name: 'Anna Holm' }
const article = {
  _id: 'a1',
  _type: 'article',
  headline: 'Ny chef',
  tags: ['it'],
  body: [{ _key: 'k1', text: 'Første' }],
}

describe('patching a document', () => {
  test('sets, unsets, counts, inserts and edits text, by path and by key', () => {
    using lake = temporaryLake()
    lake.written({ create: { ...article, views: 1, old: true } })
    lake.written(
      {
        patch: {
          id: 'a1',
          set: { 'seo.title': 'Kort', 'body[_key=="k1"].text': 'Ændret' },
          setIfMissing: { kicker: 'Job', headline: 'nej' },
        },
      },
      { patch: { id: 'a1', unset: ['old', 'findes.ikke'], inc: { views: 5 }, dec: { 'missing.count': 1 } } },
      { patch: { id: 'a1', insert: { before: 'body[0]', items: [{ _key: 'k0', text: 'Før' }] } } },
      { patch: { id: 'a1', diffMatchPatch: { headline: '@@ -1,7 +1,10 @@\n Ny \n+IT-\n chef\n' } } },
    )
    expect(lake.stored('a1')).toMatchObject({
      headline: 'Ny IT-chef',
      seo: { title: 'Kort' },
      kicker: 'Job',
      views: 6,
      body: [
        { _key: 'k0', text: 'Før' },
        { _key: 'k1', text: 'Ændret' },
      ],
      _rev: 'tx2',
      _updatedAt: '2026-03-03T12:00:01.000Z',
    })
    expect(lake.stored('a1')).not.toHaveProperty('old')
  })

  test('merges two people’s edits of one list by key', () => {
    using lake = temporaryLake()
    lake.written({
      create: {
        _id: 'a',
        _type: 'article',
        body: [
          { _key: 'k1', text: 'et' },
          { _key: 'k2', text: 'to' },
        ],
      },
    })
    lake.written({ patch: { id: 'a', set: { 'body[_key=="k1"].text': 'en' } } })
    lake.written({ patch: { id: 'a', insert: { after: 'body[_key=="k2"]', items: [{ _key: 'k3', text: 'tre' }] } } })
    expect(lake.stored('a')).toMatchObject({ body: [{ text: 'en' }, { text: 'to' }, { text: 'tre' }] })
  })

  test('is won by one when two start from the same revision; the other learns what differs', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a', _type: 'article', count: 0 } })
    let lost = 0
    for (let round = 0; round < 100; round++) {
      const ifRevisionID = lake.stored('a')?._rev
      for (const name of ['anna', 'bo']) {
        const outcome = lake.mutate({
          mutations: [{ patch: { id: 'a', ifRevisionID, inc: { count: 1 }, set: { name } } }],
          author: name,
        })
        if (outcome.ok) continue
        lost++
        expect(outcome).toMatchObject({
          status: 409,
          error: {
            items: [
              { error: { type: 'documentRevisionIDDoesNotMatchError', id: 'a', expectedRevisionID: ifRevisionID } },
            ],
          },
        })
      }
      expect(lake.stored('a')).toMatchObject({ count: round + 1, name: 'anna' })
    }
    expect(lost).toBe(100)
  })

  test('holds a revision for a whole transaction', () => {
    using lake = temporaryLake()
    const ifRevisionID = lake.written({ create: { _id: 'a', _type: 'article', count: 0 } })
    const patch = { id: 'a', ifRevisionID, inc: { count: 1 } }
    lake.written({ patch }, { patch })
    expect(lake.stored('a')).toMatchObject({ count: 2 })
  })

  test('is refused for a missing document, for its id or type, and for a path that cannot be read', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    const refused = (patch: object) => lake.mutate({ mutations: [{ patch }], author: 'anna' })
    expect(refused({ id: 'nobody', set: { a: 1 } })).toMatchObject({
      status: 409,
      error: { items: [{ error: { type: 'documentNotFoundError', id: 'nobody' } }] },
    })
    for (const patch of [
      { set: { _id: 'b' } },
      { set: { _type: 'page' } },
      { unset: ['_type'] },
      { set: { 'a.': 1 } },
      { set: { 'a[': 1 } },
      { unset: ['body[_key=="k1"'] },
      { set: { '__proto__.x': 1 } },
    ]) {
      expect(refused({ id: 'a1', ...patch })).toMatchObject({ ok: false, status: 400 })
    }
    expect(lake.stored('a1')).toMatchObject({ ...article, _rev: 'tx1' })
  })

  test('names the attribute that cannot be changed', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    expect(lake.mutate({ mutations: [{ patch: { id: 'a1', set: { _type: 'page' } } }], author: 'anna' })).toMatchObject(
      {
        status: 400,
        error: {
          type: 'mutationError',
          items: [{ error: { type: 'cannotModifyImmutableAttributeError', attribute: '_type', id: 'a1' } }],
        },
      },
    )
  })

  const member = (_key: string, v: number) => ({ _key, v })
  const listed = {
    tags: ['x', 'y', 'z'],
    list: [member('a', 1), member('b', 2), member('c', 3)],
    text: 'abc',
    seen: 'aldrig',
    none: null,
  }
  test.each<[string, patch: object, after: object]>([
    ['the last by a negative index', { set: { 'tags[-1]': 'w' } }, { tags: ['x', 'y', 'w'] }],
    ['a slice without its end', { unset: ['tags[0:2]'] }, { tags: ['z'] }],
    ['an open slice', { unset: ['tags[1:]'] }, { tags: ['x'] }],
    ['several indexes at once', { unset: ['tags[0,2]'] }, { tags: ['y'] }],
    ['one after another', { unset: ['tags[0]', 'tags[1]'] }, { tags: ['y'] }],
    ['all members', { set: { 'list[*].v': 0 } }, { list: [member('a', 0), member('b', 0), member('c', 0)] }],
    ['what stands in quotes as text', { set: { 'list[_key=="[*]"].v': 0 } }, listed],
    ['any depth', { inc: { '..v': 1 } }, { list: [member('a', 2), member('b', 3), member('c', 4)] }],
    ['any of several conditions', { unset: ['list[_key=="a", v==3]'] }, { list: [member('b', 2)] }],
    ['a comparison', { unset: ['list[v > 1]'] }, { list: [member('a', 1)] }],
    [
      'those that have a field',
      { unset: ['list[gone?]', 'list[v?].v'] },
      { list: [{ _key: 'a' }, { _key: 'b' }, { _key: 'c' }] },
    ],
    ['the end of a list', { insert: { after: 'tags[-1]', items: ['æ'] } }, { tags: ['x', 'y', 'z', 'æ'] }],
    ['a stretch to be replaced', { insert: { replace: 'tags[0:2]', items: ['æ'] } }, { tags: ['æ', 'z'] }],
    ['a list just made', { setIfMissing: { q: [] }, insert: { after: 'q[-1]', items: [1] } }, { q: [1] }],
    ['a list that is not there', { insert: { after: 'q[-1]', items: [1] } }, listed],
    ['missing parents', { setIfMissing: { 'p.q.r': 1 } }, { p: { q: { r: 1 } } }],
    ['null, which is not missing', { setIfMissing: { none: 1 } }, { none: null }],
    ['what is no number', { inc: { seen: 1, none: 1, gone: 1 } }, listed],
    ['set before unset', { set: { seen: 1, made: 1 }, unset: ['seen'] }, { made: 1 }],
    ['nothing', { unset: ['findes.ikke', 'tags[9]'] }, listed],
  ])('finds %s', (_, patch, after) => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'p', _type: 'page', ...listed } })
    lake.written({ patch: { id: 'p', ...patch } })
    expect(lake.stored('p')).toMatchObject(after)
  })

  test.each([
    ['a difference of text that is none', { diffMatchPatch: { text: 'vrøvl' } }],
    ['a difference for a field that is not there', { diffMatchPatch: { gone: '@@ -0,0 +1,1 @@\n+x\n' } }],
    ['an empty path', { set: { '': 1 } }],
  ])('is refused with %s', (_, patch) => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'p', _type: 'page', ...listed } })
    const outcome = lake.mutate({ mutations: [{ patch: { id: 'p', ...patch } }], author: 'anna' })
    expect(outcome).toMatchObject({ status: 400, error: { type: 'mutationError', items: [{ index: 0 }] } })
  })

  test('cannot make the time a document was made into something else', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a1', _type: 'article' } })
    const patch = { id: 'a1', set: { _createdAt: 5 } }
    expect(lake.mutate({ mutations: [{ patch }], author: 'anna' })).toMatchObject({ ok: false, status: 400 })
    const { _createdAt } = lake.stored('a1') ?? {}
    lake.written({ patch: { id: 'a1', unset: ['_createdAt'] } })
    using reopened = lake.reopened()
    expect(reopened.stored('a1')).toMatchObject({ _createdAt })
  })

  test('may name its documents by a query', () => {
    using lake = temporaryLake()
    lake.written({ create: article }, { create: { ...article, _id: 'drafts.a2' } }, { create: author })
    lake.written({ patch: { query: '*[_type == $type]', params: { type: 'article' }, set: { section: 'it' } } })
    expect(
      [lake.stored('a1'), lake.stored('drafts.a2'), lake.stored('anna')].map((document) => document?.['section']),
    ).toEqual(['it', 'it', undefined])
    expect(lake.mutate({ mutations: [{ patch: { query: '*[', set: {} } }], author: 'anna' })).toMatchObject({
      ok: false,
      status: 400,
    })
  })
})
