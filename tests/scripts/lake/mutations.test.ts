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

describe('creating a document', () => {
  test('gives it the transaction as revision, and the time', () => {
    using lake = temporaryLake()
    const transactionId = lake.written({ create: article })
    expect(lake.stored('a1')).toEqual({
      ...article,
      _rev: transactionId,
      _createdAt: '2026-03-03T12:00:00.000Z',
      _updatedAt: '2026-03-03T12:00:00.000Z',
    })
  })

  test('keeps the time of creation that an import brings', () => {
    using lake = temporaryLake()
    lake.written({ create: { ...article, _createdAt: '2019-01-01T00:00:00Z', _rev: 'old' } })
    expect(lake.stored('a1')).toMatchObject({ _createdAt: '2019-01-01T00:00:00Z', _rev: 'tx1' })
  })

  test('shares nothing with the sender, and holds in memory what it holds on disk', () => {
    using lake = temporaryLake()
    const tags = ['it']
    lake.written({ create: { ...article, tags, kicker: undefined } })
    tags.push('senere')
    expect(lake.stored('a1')?.['tags']).toEqual(['it'])
    expect(Object.keys(lake.stored('a1') ?? {})).not.toContain('kicker')
  })

  test('invents the id, or the end of an id that ends in a dot', () => {
    using lake = temporaryLake()
    const outcome = lake.mutate({
      mutations: [{ create: { _type: 'author' } }, { create: { _id: 'drafts.', _type: 'author' } }],
      author: 'anna',
    })
    expect(outcome).toMatchObject({
      ok: true,
      results: [
        { id: 'id1', operation: 'create' },
        { id: 'drafts.id2', operation: 'create' },
      ],
    })
  })

  test('is refused when the id is taken, and then writes nothing of the transaction', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    const outcome = lake.mutate({ mutations: [{ create: author }, { create: article }], author: 'anna' })
    expect(outcome).toEqual({
      ok: false,
      status: 409,
      error: {
        type: 'mutationError',
        description: 'The mutation(s) failed: Document by ID "a1" already exists',
        items: [
          {
            index: 1,
            error: { type: 'documentAlreadyExistsError', id: 'a1', description: 'Document by ID "a1" already exists' },
          },
        ],
      },
    })
    expect(lake.stored('anna')).toBeUndefined()
  })

  test.each(['-a', '.a', 'a.-b', 'a..b', 'a b', 'a/b', 'æ', '../../etc', 'a\0b', 'a'.repeat(129)])(
    'is refused with the id %j',
    (id) => {
      using lake = temporaryLake()
      const outcome = lake.mutate({ mutations: [{ create: { _id: id, _type: 'article' } }], author: 'anna' })
      expect(outcome).toMatchObject({ ok: false, status: 400, error: { type: 'mutationError', items: [{ index: 0 }] } })
    },
  )

  test('is refused with a field named for JavaScript itself, or nested without end', () => {
    using lake = temporaryLake()
    const deep = JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`)
    for (const field of [JSON.parse('{"__proto__":{"x":1}}'), { hasOwnProperty: 'x' }, { deep }]) {
      const outcome = lake.mutate({ mutations: [{ create: { _type: 'article', field } }], author: 'anna' })
      expect(outcome).toMatchObject({ ok: false, status: 400 })
    }
  })

  test.each([5, {}, 'i går', '2026-02-30T08:00:00Z'])('is refused with %j as the time it was made', (_createdAt) => {
    using lake = temporaryLake()
    const outcome = lake.mutate({ mutations: [{ create: { _type: 'article', _createdAt } }], author: 'anna' })
    expect(outcome).toMatchObject({ ok: false, status: 400 })
  })

  test('leaves an existing document alone when it need only be there', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    const outcome = lake.mutate({
      mutations: [{ createIfNotExists: { ...article, headline: 'Anden' } }],
      author: 'anna',
    })
    expect(outcome).toMatchObject({ ok: true, results: [{ id: 'a1', operation: 'none' }] })
    expect(lake.stored('a1')).toMatchObject({ headline: 'Ny chef', _rev: 'tx1' })
  })

  test('replaces an existing document and keeps the time it was made', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    lake.written({ createOrReplace: { _id: 'a1', _type: 'article', kicker: 'Job' } })
    expect(lake.stored('a1')).toEqual({
      _id: 'a1',
      _type: 'article',
      kicker: 'Job',
      _rev: 'tx2',
      _createdAt: '2026-03-03T12:00:00.000Z',
      _updatedAt: '2026-03-03T12:00:01.000Z',
    })
  })

  test('of another type counts as a deletion, so that it is new, and refused while others hold on to it', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    lake.written({ createOrReplace: { _id: 'a1', _type: 'page', self: { _ref: 'a1' } } })
    expect(lake.stored('a1')).toMatchObject({ _type: 'page', _createdAt: '2026-03-03T12:00:01.000Z' })
    lake.written({ create: { _id: 'front', _type: 'frontPage', lead: { _ref: 'a1' } } })
    const outcome = lake.mutate({ mutations: [{ createOrReplace: article }], author: 'anna' })
    expect(outcome).toMatchObject({
      status: 409,
      error: {
        items: [
          {
            error: {
              type: 'documentHasExistingReferencesError',
              referencingIDs: ['front'],
              description: 'Document "a1" cannot change its type as there are references to it from "front"',
            },
          },
        ],
      },
    })
    expect(lake.stored('a1')).toMatchObject({ _type: 'page' })
  })

  test('gives keys to list members that lack them, when asked', () => {
    using lake = temporaryLake()
    const mutations = [
      {
        create: {
          _id: 'a',
          _type: 'article',
          body: [{ _type: 'block', children: [{ text: 'x' }] }, { _key: 'own' }, 'text'],
        },
      },
      { patch: { id: 'a', insert: { after: 'body[-1]', items: [{ text: 'y' }] } } },
    ]
    lake.mutate({ mutations, author: 'anna', autoGenerateArrayKeys: true })
    const key = expect.stringMatching(/^id\d+$/)
    expect(lake.stored('a')).toMatchObject({
      body: [{ _key: key, children: [{ _key: key, text: 'x' }] }, { _key: 'own' }, 'text', { _key: key, text: 'y' }],
    })
  })
})

describe('deleting a document', () => {
  const withAuthor = { ...article, author: { _type: 'reference', _ref: 'anna' } }

  test('takes it away; deleting it again changes nothing', () => {
    using lake = temporaryLake()
    lake.written({ create: article })
    lake.written({ delete: { id: 'a1' } })
    expect(lake.documents(['a1'])).toEqual({ documents: [], omitted: [{ id: 'a1', reason: 'existence' }] })
    expect(lake.mutate({ mutations: [{ delete: { id: 'a1' } }], author: 'anna' })).toMatchObject({
      ok: true,
      results: [{ operation: 'none' }],
    })
  })

  test('is refused while another document holds on to it', () => {
    using lake = temporaryLake()
    lake.written({ create: author }, { create: withAuthor })
    expect(lake.mutate({ mutations: [{ delete: { id: 'anna' } }], author: 'anna' })).toMatchObject({
      status: 409,
      error: {
        type: 'mutationError',
        items: [
          { index: 0, error: { type: 'documentHasExistingReferencesError', id: 'anna', referencingIDs: ['a1'] } },
        ],
      },
    })
  })

  test('goes through with a weak reference, or together with the last that held on', () => {
    using lake = temporaryLake()
    lake.written({ create: author }, { create: withAuthor })
    lake.written({ patch: { id: 'a1', set: { 'author._weak': true } } })
    lake.written({ delete: { id: 'anna' } })
    lake.written({ create: author }, { patch: { id: 'a1', unset: ['author._weak'] } })
    lake.written({ delete: { id: 'anna' } }, { delete: { id: 'a1' } })
    expect(lake.documents(['anna', 'a1']).documents).toEqual([])
  })

  test('may name its documents by a query', () => {
    using lake = temporaryLake()
    lake.written({ create: author }, { create: article })
    lake.written({ delete: { query: '*[_type == "article"]' } })
    expect(lake.documents(['anna', 'a1']).documents).toMatchObject([{ _id: 'anna' }])
  })
})

describe('a reference to nothing', () => {
  const dangling = { _type: 'article', author: { _ref: 'nobody' } }

  test('is refused in a published document', () => {
    using lake = temporaryLake()
    expect(lake.mutate({ mutations: [{ create: { _id: 'a1', ...dangling } }], author: 'anna' })).toMatchObject({
      status: 409,
      error: { items: [{ error: { type: 'documentReferenceDoesNotExistError', id: 'a1', referenceID: 'nobody' } }] },
    })
  })

  test('is allowed in a draft, when it is weak, and when the same transaction makes the other document', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'drafts.a1', ...dangling } })
    lake.written({ create: { _id: 'a2', _type: 'article', author: { _ref: 'nobody', _weak: true } } })
    lake.written(
      { create: { _id: 'a3', _type: 'article', author: { _ref: 'bo' } } },
      { create: { ...author, _id: 'bo' } },
    )
    expect(lake.documents(['drafts.a1', 'a2', 'a3']).documents).toHaveLength(3)
  })
})

describe('a transaction', () => {
  test('is refused when its id was used before', () => {
    using lake = temporaryLake()
    const request = { mutations: [{ createOrReplace: article }], transactionId: 'mine', author: 'anna' }
    expect(lake.mutate(request)).toMatchObject({ ok: true, transactionId: 'mine' })
    expect(lake.mutate(request)).toMatchObject({ ok: false, status: 409, error: { type: 'duplicateTransactionError' } })
  })

  test('that is only tried out tells what it would do, and does nothing', () => {
    using lake = temporaryLake()
    const heard: unknown[] = []
    lake.onCommit((committed) => heard.push(committed))
    const outcome = lake.mutate({
      mutations: [{ create: article }, { patch: { id: 'a1', set: { kicker: 'Job' } } }],
      author: 'anna',
      dryRun: true,
    })
    expect(outcome).toMatchObject({
      ok: true,
      results: [{ operation: 'create', document: { kicker: 'Job' } }, { operation: 'update' }],
    })
    expect(lake.stored('a1')).toBeUndefined()
    expect(heard).toEqual([])
  })

  test.each([
    ['no list', {}, '"mutations" must be a list with at least one mutation'],
    ['nothing', [], '"mutations" must be a list with at least one mutation'],
    [
      'an unknown kind',
      [{ publish: {} }],
      'Mutation 0 cannot be read: it must have exactly one of create, createIfNotExists, createOrReplace, delete, patch',
    ],
    [
      'two kinds at once',
      [{ create: { _type: 'a' }, delete: { id: 'b' } }],
      'Mutation 0 cannot be read: it must have exactly one of create, createIfNotExists, createOrReplace, delete, patch',
    ],
    ['a patch of nothing', [{ patch: { set: {} } }], 'Mutation 0 cannot be read: patch must have an "id" or a "query"'],
    [
      'an insert without a place',
      [{ patch: { id: 'a', insert: { items: [] } } }],
      'Mutation 0 cannot be read: patch.insert must have "items" and one of "before", "after" and "replace"',
    ],
    [
      'a document without a type',
      [{ create: {} }],
      'Mutation 0 cannot be read: create._type Invalid input: expected string, received undefined',
    ],
  ])('with %s is refused with a sentence', (_, mutations, description) => {
    using lake = temporaryLake()
    expect(lake.mutate({ mutations, author: 'anna' })).toEqual({
      ok: false,
      status: 400,
      error: { type: 'validationError', description },
    })
  })
})

describe('a document that would mislead queries', () => {
  test.each(['versions.published.a', 'versions.drafts.a'])('is refused: %s, of a release called as a layer', (_id) => {
    using lake = temporaryLake()
    const mutations = [{ create: { _id, _type: 'page' } }]
    expect(lake.mutate({ mutations, author: 'anna' })).toMatchObject({ ok: false, status: 400 })
  })

  test.each(['\ud800', '\0later:0:'])('is refused for a reference that no document can answer: %j', (_ref) => {
    using lake = temporaryLake()
    const mutations = [{ create: { _id: 'a', _type: 'page', to: { _ref, _weak: true } } }]
    expect(lake.mutate({ mutations, author: 'anna' })).toMatchObject({ ok: false, status: 400 })
  })

  test('comes back from a query without what the query added', () => {
    using lake = temporaryLake()
    lake.written({ create: { _id: 'a', _type: 'page', _score: 9, _originalId: 'drafts.a', n: 1 } })
    lake.written({ patch: { id: 'a', set: { _score: 9, n: 2 } } })
    expect(lake.stored('a')).toEqual({
      _id: 'a',
      _type: 'page',
      _rev: 'tx2',
      _createdAt: expect.any(String),
      _updatedAt: expect.any(String),
      n: 2,
    })
  })
})
