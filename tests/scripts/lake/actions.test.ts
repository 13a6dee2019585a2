import { describe, expect, test } from 'vitest'
import { inFull, temporaryLake } from './temporary-lake.ts'

const draft = { _id: 'drafts.a', _type: 'article', headline: 'Kladde' }
const published = { _id: 'a', _type: 'article', headline: 'Udgivet' }
const ids = { draftId: 'drafts.a', publishedId: 'a' }

describe('creating a draft', () => {
  const create = { actionType: 'create', publishedId: 'a', attributes: draft, ifExists: 'fail' }

  test('writes it under the transaction the Studio chose', () => {
    using lake = temporaryLake()
    const outcome = lake.act({
      actions: inFull({ ...create, attributes: { ...draft, _rev: 'theirs' } }),
      transactionId: 'mine',
      author: 'anna',
    })
    expect(outcome).toEqual({ ok: true, transactionId: 'mine' })
    expect(lake.stored('drafts.a')).toMatchObject({ ...draft, _rev: 'mine' })
  })

  test('is refused where a draft or a published document is, unless that is to be ignored', () => {
    using lake = temporaryLake()
    lake.written({ create: draft })
    expect(lake.act({ actions: [inFull(create)], author: 'anna' })).toMatchObject({
      ok: false,
      status: 409,
      error: {
        type: 'actionError',
        items: [{ index: 0, error: { type: 'documentAlreadyExistsError', id: 'drafts.a' } }],
      },
    })
    lake.acted({ ...create, ifExists: 'ignore' })
    expect(lake.stored('drafts.a')).toMatchObject({ _rev: 'tx1' })
    lake.written({ create: published })
    expect(lake.act({ actions: [inFull({ ...create, ifExists: 'ignore' })], author: 'anna' })).toMatchObject({
      ok: false,
    })
  })
})

describe('editing', () => {
  const edit = { actionType: 'edit', ...ids, patch: { set: { headline: 'Ny' } } }

  test('patches the draft', () => {
    using lake = temporaryLake()
    lake.written({ create: draft })
    lake.acted(edit)
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Ny' })
  })

  test('makes the draft from the published document first, which stays as it is', () => {
    using lake = temporaryLake()
    lake.written({ create: { ...published, section: 'it' } })
    const transactionId = lake.acted(edit)
    expect(lake.stored('drafts.a')).toMatchObject({
      headline: 'Ny',
      section: 'it',
      _rev: transactionId,
      _createdAt: '2026-03-03T12:00:00.000Z',
    })
    expect(lake.stored('a')).toMatchObject({ headline: 'Udgivet', _rev: 'tx1' })
  })

  test('with the Studio’s empty edit makes a draft all the same', () => {
    using lake = temporaryLake()
    lake.written({ create: published })
    lake.acted({ ...edit, patch: { unset: ['_empty_action_guard_pseudo_field_'] } })
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Udgivet' })
  })

  test('is refused where there is neither draft nor published document', () => {
    using lake = temporaryLake()
    expect(lake.act({ actions: inFull(edit), author: 'anna' })).toMatchObject({ ok: false, status: 409 })
  })
})

describe('publishing', () => {
  test('puts the draft in the place of the published document and takes the draft away', () => {
    using lake = temporaryLake()
    lake.written({ create: { ...published, kicker: 'Gammel' } }, { create: draft })
    const transactionId = lake.acted({
      actionType: 'publish',
      ...ids,
      ifPublishedRevisionId: 'tx1',
      ifDraftRevisionId: 'tx1',
    })
    expect(lake.stored('a')).toEqual({
      _id: 'a',
      _type: 'article',
      headline: 'Kladde',
      _rev: transactionId,
      _createdAt: '2026-03-03T12:00:00.000Z',
      _updatedAt: '2026-03-03T12:00:01.000Z',
    })
    expect(lake.stored('drafts.a')).toBeUndefined()
  })

  test('is refused without a draft, or when either was changed by someone else', () => {
    using lake = temporaryLake()
    lake.written({ create: published })
    const publish = (more: object) =>
      lake.act({ actions: inFull({ actionType: 'publish', ...ids, ...more }), author: 'anna' })
    expect(publish({})).toMatchObject({
      status: 409,
      error: { items: [{ error: { type: 'documentNotFoundError', id: 'drafts.a' } }] },
    })
    lake.written({ create: draft })
    for (const more of [{ ifPublishedRevisionId: 'old' }, { ifDraftRevisionId: 'old' }]) {
      expect(publish(more)).toMatchObject({
        status: 409,
        error: { items: [{ error: { type: 'documentRevisionIDDoesNotMatchError' } }] },
      })
    }
    expect(lake.stored('a')).toMatchObject({ headline: 'Udgivet' })
  })

  test('strengthens the references that waited for it', () => {
    using lake = temporaryLake()
    const reference = (_ref: string, more: object) => ({ _type: 'reference', _ref, _weak: true, ...more })
    lake.written({ create: { _id: 'anna', _type: 'author' } }, { create: { _id: 'bo', _type: 'author' } })
    lake.written({
      create: {
        ...draft,
        authors: [
          reference('anna', { _key: '1', _strengthenOnPublish: { type: 'author' } }),
          reference('bo', { _key: '2', _strengthenOnPublish: { type: 'author', weak: true } }),
        ],
        editor: reference('bo', {}),
      },
    })
    lake.acted({ actionType: 'publish', ...ids })
    expect(lake.stored('a')).toMatchObject({
      authors: [
        { _type: 'reference', _ref: 'anna', _key: '1' },
        { _type: 'reference', _ref: 'bo', _key: '2', _weak: true },
      ],
      editor: { _ref: 'bo', _weak: true },
    })
    expect(lake.stored('a')).not.toHaveProperty('authors.0._weak')
  })

  test('is refused when it would refer to something that is not published', () => {
    using lake = temporaryLake()
    lake.written({
      create: { ...draft, author: { _ref: 'anna', _weak: true, _strengthenOnPublish: { type: 'author' } } },
    })
    expect(lake.act({ actions: inFull({ actionType: 'publish', ...ids }), author: 'anna' })).toMatchObject({
      status: 409,
      error: {
        type: 'actionError',
        items: [{ error: { type: 'documentReferenceDoesNotExistError', referenceID: 'anna' } }],
      },
    })
    expect(lake.stored('drafts.a')).toBeDefined()
  })
})

describe('unpublishing', () => {
  test('leaves the content as a draft', () => {
    using lake = temporaryLake()
    lake.written({ create: published })
    lake.acted({ actionType: 'unpublish', ...ids })
    expect(lake.stored('a')).toBeUndefined()
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Udgivet' })
  })

  test('leaves a draft that is there as it is', () => {
    using lake = temporaryLake()
    lake.written({ create: published }, { create: draft })
    lake.acted({ actionType: 'unpublish', ...ids })
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Kladde' })
  })

  test('is refused while another document holds on to it', () => {
    using lake = temporaryLake()
    lake.written({ create: published }, { create: { _id: 'front', _type: 'frontPage', lead: { _ref: 'a' } } })
    const outcome = lake.act({
      actions: inFull({ actionType: 'unpublish', ...ids }),
      author: 'anna',
      skipCrossDatasetReferenceValidation: true,
    })
    expect(outcome).toMatchObject({
      status: 409,
      error: { items: [{ error: { type: 'documentHasExistingReferencesError', referencingIDs: ['front'] } }] },
    })
  })
})

describe('throwing a draft away', () => {
  test.each([
    { actionType: 'discard', draftId: 'drafts.a' },
    { actionType: 'version.discard', versionId: 'drafts.a' },
  ])('by $actionType leaves the published document', (action) => {
    using lake = temporaryLake()
    lake.written({ create: published }, { create: draft })
    lake.acted(action)
    expect(lake.stored('drafts.a')).toBeUndefined()
    expect(lake.stored('a')).toMatchObject({ headline: 'Udgivet' })
  })

  test('is refused for a published document', () => {
    using lake = temporaryLake()
    lake.written({ create: published })
    expect(
      lake.act({ actions: inFull({ actionType: 'version.discard', versionId: 'a' }), author: 'anna' }),
    ).toMatchObject({ ok: false, status: 400 })
  })
})

describe('deleting', () => {
  test('takes the published document and the drafts named', () => {
    using lake = temporaryLake()
    lake.written({ create: published }, { create: draft })
    lake.acted({ actionType: 'delete', publishedId: 'a', includeDrafts: ['drafts.a'] })
    expect(lake.documents(['a', 'drafts.a']).documents).toEqual([])
  })

  test('is refused when a draft would be left behind', () => {
    using lake = temporaryLake()
    lake.written({ create: published }, { create: { ...draft, _id: 'versions.rX.a' } })
    expect(
      lake.act({ actions: inFull({ actionType: 'delete', publishedId: 'a', includeDrafts: [] }), author: 'anna' }),
    ).toMatchObject({ ok: false, status: 409 })
  })

  test('forgets the history too, when asked', () => {
    using lake = temporaryLake()
    lake.written({ create: published })
    lake.acted({ actionType: 'delete', publishedId: 'a', purge: true })
    expect([...lake.history.transactions(['a'], {})]).toEqual([])
    expect(lake.history.documentsAt(['a'], 'latest')).toEqual([])
  })
})

describe('bringing an old revision back', () => {
  const old = { ...draft, headline: 'Som før' }

  test('replaces the draft', () => {
    using lake = temporaryLake()
    lake.written({ create: published })
    lake.acted({ actionType: 'replaceDraft', publishedId: 'a', attributes: old })
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Som før' })
  })

  test('makes a deleted document’s draft first', () => {
    using lake = temporaryLake()
    lake.acted(
      { actionType: 'create', publishedId: 'a', attributes: old, ifExists: 'fail' },
      { actionType: 'replaceDraft', publishedId: 'a', attributes: old },
    )
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Som før' })
  })
})

describe('a draft made from another version', () => {
  test('takes its content, after the draft in its way is thrown away', () => {
    using lake = temporaryLake()
    lake.written({ create: published }, { create: draft })
    lake.acted(
      { actionType: 'discard', draftId: 'drafts.a' },
      { actionType: 'version.create', publishedId: 'a', baseId: 'a', versionId: 'drafts.a', ifBaseRevisionId: 'tx1' },
    )
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Udgivet' })
  })

  test('can be replaced whole', () => {
    using lake = temporaryLake()
    lake.written({ create: draft })
    lake.acted({ actionType: 'version.replace', document: { ...draft, headline: 'Anden' } })
    expect(lake.stored('drafts.a')).toMatchObject({ headline: 'Anden' })
  })
})

describe('actions that cannot be carried out', () => {
  test.each([
    [
      'a release',
      { actionType: 'sanity.action.release.create', releaseId: 'r' },
      'Action 0 cannot be carried out: "sanity.action.release.create" belongs to releases and variants, which need a hosted Sanity dataset; the embedded Content Lake keeps drafts and published documents',
    ],
    [
      'an unknown name',
      { actionType: 'sanity.action.document.shred' },
      'Action 0 cannot be carried out: "sanity.action.document.shred" is not an action of the embedded Content Lake',
    ],
    ['no name', {}, 'Action 0 cannot be carried out: it must have an "actionType"'],
    [
      'a missing field',
      { actionType: 'sanity.action.document.unpublish', publishedId: 'a' },
      'Action 0 cannot be carried out: sanity.action.document.unpublish.draftId Invalid input: expected string, received undefined',
    ],
  ])('are refused with a sentence: %s', (_, action, description) => {
    using lake = temporaryLake()
    expect(lake.act({ actions: [action], author: 'anna' })).toEqual({
      ok: false,
      status: 400,
      error: { type: 'validationError', description },
    })
  })

  test('are refused when the draft is not the document’s own', () => {
    using lake = temporaryLake()
    lake.written({ create: draft })
    const action = inFull({ actionType: 'publish', draftId: 'drafts.a', publishedId: 'b' })
    expect(lake.act({ actions: action, author: 'anna' })).toMatchObject({ ok: false, status: 400 })
  })

  test('leave nothing of the actions before them', () => {
    using lake = temporaryLake()
    lake.written({ create: draft })
    const actions = [inFull({ actionType: 'publish', ...ids }), inFull({ actionType: 'discard', draftId: 'drafts.b' })]
    expect(lake.act({ actions, author: 'anna' })).toMatchObject({ ok: false, error: { items: [{ index: 1 }] } })
    expect(lake.stored('a')).toBeUndefined()
  })
})
