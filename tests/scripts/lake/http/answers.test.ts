import { ClientError } from '@sanity/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'

let lake: LakeRig

beforeAll(async () => {
  lake = await runningLake()
  await lake.client.create({ _id: 'held', _type: 'note' })
  await lake.client.create({ _id: 'holder', _type: 'note', to: { _type: 'reference', _ref: 'held' } })
  await lake.client.create({ _id: 'drafts.held', _type: 'note' })
  await lake.client.mutate([{ create: { _id: 'old', _type: 'note' } }], { transactionId: 'used' })
})

afterAll(async () => {
  await lake[Symbol.asyncDispose]()
})

async function asked(path: string, body?: unknown) {
  const response = await fetch(`${lake.url}/v2025-02-19/data/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${lake.token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: await response.json() }
}

const mutate = (mutation: unknown, options = '') =>
  asked(`mutate/production${options}`, { mutations: [mutation].flat() })
const act = (actionType: string, fields: object) =>
  asked('actions/production', { actions: [{ actionType: `sanity.action.${actionType}`, ...fields }] })

describe('what a mutation is refused with', () => {
  test.each<[string, mutation: object, status: number, item: object]>([
    [
      'a document that is there',
      { create: { _id: 'old', _type: 'note' } },
      409,
      { type: 'documentAlreadyExistsError', id: 'old' },
    ],
    ['a patch of nothing', { patch: { id: 'gone', set: {} } }, 409, { type: 'documentNotFoundError', id: 'gone' }],
    [
      'another revision',
      { patch: { id: 'old', ifRevisionID: 'x', set: {} } },
      409,
      { type: 'documentRevisionIDDoesNotMatchError', id: 'old', expectedRevisionID: 'x', currentRevisionID: 'used' },
    ],
    [
      'a reference that holds',
      { delete: { id: 'held' } },
      409,
      { type: 'documentHasExistingReferencesError', id: 'held', referencingIDs: ['holder'] },
    ],
    [
      'a reference to nothing',
      { create: { _type: 'note', _id: 'n', to: { _ref: 'gone' } } },
      409,
      { type: 'documentReferenceDoesNotExistError', id: 'n', referenceID: 'gone' },
    ],
    [
      'another type',
      { patch: { id: 'old', set: { _type: 'page' } } },
      400,
      { type: 'cannotModifyImmutableAttributeError', attribute: '_type' },
    ],
    ['an id that is none', { create: { _id: '-a', _type: 'note' } }, 400, { type: 'validationError', id: '-a' }],
    ['a query that cannot be read', { delete: { query: '*[' } }, 400, { type: 'queryParseError' }],
  ])('%s', async (_, mutation, status, item) => {
    const answer = await mutate([{ createIfNotExists: { _id: 'old', _type: 'note' } }, mutation])
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({
      statusCode: status,
      message: answer.body.error.description,
      error: { type: 'mutationError', items: [{ index: 1, error: { ...item, description: expect.any(String) } }] },
    })
  })

  test('is told by Sanity’s client with all its details', async () => {
    const error = await lake.client.delete('held').catch((reason: unknown) => reason)
    if (!(error instanceof ClientError)) throw new Error(`Expected a refusal, got ${error}`)
    expect(error).toMatchObject({ statusCode: 409, details: { type: 'mutationError', items: [{ index: 0 }] } })
    expect(error.message).toContain('there are references to it from "holder"')
  })

  test.each<[string, path: string, body: unknown, status: number, type: string]>([
    ['a body that is no JSON', 'mutate/production', '{', 400, 'malformedJsonError'],
    ['no mutations', 'mutate/production', {}, 400, 'validationError'],
    ['an unknown kind', 'mutate/production', { mutations: [{ shred: {} }] }, 400, 'validationError'],
    ['an unknown visibility', 'mutate/production?visibility=soon', { mutations: [] }, 400, 'validationError'],
    [
      'a transaction id used before',
      'mutate/production',
      { mutations: [{ delete: { id: 'x' } }], transactionId: 'used' },
      409,
      'duplicateTransactionError',
    ],
    [
      'one in the address',
      'mutate/production?transactionId=used',
      { mutations: [{ delete: { id: 'x' } }] },
      409,
      'duplicateTransactionError',
    ],
    ['a query that is none', 'query/production', { query: '*[' }, 400, 'queryParseError'],
    ['a parameter that is missing', 'query/production', { query: '*[a == $b]' }, 400, 'queryParseError'],
    ['an action of no kind', 'actions/production', { actions: [{}] }, 400, 'validationError'],
    ['no actions', 'actions/production', { actions: [] }, 400, 'validationError'],
    ['another dataset', 'mutate/staging', { mutations: [] }, 404, 'datasetNotFound'],
  ])('%s', async (_, path, body, status, type) => {
    const answer = await asked(path, body)
    expect(answer).toMatchObject({
      status,
      body: { statusCode: status, error: { type }, message: answer.body.error.description },
    })
  })
})

describe('what an action is refused with', () => {
  const ids = { draftId: 'drafts.held', publishedId: 'held' }
  test.each<[string, kind: string, fields: object, status: number, item: object]>([
    [
      'creating what is published',
      'document.create',
      { publishedId: 'held', attributes: { _id: 'drafts.held', _type: 'note' } },
      409,
      { type: 'documentAlreadyExistsError', id: 'held' },
    ],
    [
      'editing what is not there',
      'document.edit',
      { draftId: 'drafts.x', publishedId: 'x', patch: { set: {} } },
      409,
      { type: 'documentNotFoundError' },
    ],
    [
      'publishing no draft',
      'document.publish',
      { draftId: 'drafts.old', publishedId: 'old' },
      409,
      { type: 'documentNotFoundError', id: 'drafts.old' },
    ],
    [
      'publishing over a newer version',
      'document.publish',
      { ...ids, ifPublishedRevisionId: 'x' },
      409,
      { type: 'documentRevisionIDDoesNotMatchError', id: 'held' },
    ],
    [
      'publishing a newer draft',
      'document.publish',
      { ...ids, ifDraftRevisionId: 'x' },
      409,
      { type: 'documentRevisionIDDoesNotMatchError', id: 'drafts.held' },
    ],
    [
      'unpublishing what is not published',
      'document.unpublish',
      { draftId: 'drafts.x', publishedId: 'x' },
      409,
      { type: 'documentNotFoundError', id: 'x' },
    ],
    [
      'unpublishing what others hold on to',
      'document.unpublish',
      ids,
      409,
      { type: 'documentHasExistingReferencesError', referencingIDs: ['holder'] },
    ],
    ['throwing away no draft', 'document.discard', { draftId: 'drafts.old' }, 409, { type: 'documentNotFoundError' }],
    [
      'throwing away a published document',
      'document.version.discard',
      { versionId: 'old' },
      400,
      { type: 'validationError' },
    ],
    [
      'deleting what is not there',
      'document.delete',
      { publishedId: 'x', includeDrafts: [] },
      409,
      { type: 'documentNotFoundError', id: 'x' },
    ],
    [
      'leaving a draft behind',
      'document.delete',
      { publishedId: 'held', includeDrafts: [] },
      409,
      { type: 'documentAlreadyExistsError', id: 'drafts.held' },
    ],
    [
      'replacing the draft of nothing',
      'document.replaceDraft',
      { publishedId: 'x', attributes: { _id: 'drafts.x', _type: 'note' } },
      409,
      { type: 'documentNotFoundError' },
    ],
    [
      'a version that is there',
      'document.version.create',
      { publishedId: 'held', document: { _id: 'drafts.held', _type: 'note' } },
      409,
      { type: 'documentAlreadyExistsError' },
    ],
    [
      'replacing no version',
      'document.version.replace',
      { document: { _id: 'drafts.x', _type: 'note' } },
      409,
      { type: 'documentNotFoundError' },
    ],
    [
      'the draft of another',
      'document.publish',
      { draftId: 'drafts.old', publishedId: 'held' },
      400,
      { type: 'validationError' },
    ],
  ])('%s', async (_, kind, fields, status, item) => {
    const answer = await act(kind, fields)
    expect(answer).toMatchObject({
      status,
      body: { statusCode: status, error: { type: 'actionError', items: [{ index: 0, error: item }] } },
    })
  })

  test.each(['release.create', 'document.version.unpublish', 'document.shred'])(
    '%s, which the lake does not keep',
    async (kind) => {
      expect(await act(kind, {})).toMatchObject({ status: 400, body: { error: { type: 'validationError' } } })
    },
  )
})

describe('documents that are asked for by id', () => {
  test('come with their drafts and versions when all versions are wanted', async () => {
    const ids = async (path: string) => (await asked(path)).body.documents.map(({ _id }: { _id: string }) => _id)
    expect(await ids('doc/production/held')).toEqual(['held'])
    expect(await ids('doc/production/held?includeAllVersions=true')).toEqual(['drafts.held', 'held'])
    expect((await asked('doc/production/gone?includeAllVersions=true')).body).toEqual({ documents: [], omitted: [] })
  })
})

describe('documents as they once were', () => {
  test('are read at a revision, at a time, or as they last were', async () => {
    const [old] = (await asked('doc/production/old')).body.documents
    const read = async (moment: string) => (await asked(`history/production/documents/old${moment}`)).body.documents
    for (const moment of ['', '?lastRevision=true', '?revision=used', '?time=2099-01-01T00:00:00%2B01:00'])
      expect(await read(moment), moment).toEqual([old])
    expect(await read('?time=2001-01-01T00:00:00Z')).toEqual([])
  })

  test.each(['?time=i+g%C3%A5r', '?revision=used&time=2099-01-01T00:00:00Z', '?revision=used&lastRevision=true'])(
    'are not read at %s',
    async (moment) => {
      const answer = await asked(`history/production/documents/old${moment}`)
      expect(answer).toMatchObject({ status: 400, body: { error: { type: 'validationError' } } })
    },
  )
})

describe('what is answered', () => {
  test('with documents or with ids, and what became of each', async () => {
    const note = { _id: 'told', _type: 'note' }
    const whole = await mutate({ createOrReplace: note }, '?returnDocuments=true&visibility=async')
    expect(whole.body.results).toEqual([
      {
        id: 'told',
        operation: 'create',
        document: expect.objectContaining({ ...note, _rev: whole.body.transactionId }),
      },
    ])
    const ids = await mutate([{ createIfNotExists: note }, { patch: { id: 'told', set: { n: 1 } } }], '?returnIds=true')
    expect(ids.body.results).toEqual([
      { id: 'told', operation: 'none' },
      { id: 'told', operation: 'update' },
    ])
    const gone = await mutate({ delete: { query: '*[_id == "told"]' } }, '?returnDocuments=true')
    expect(gone.body.results).toMatchObject([{ id: 'told', operation: 'delete', document: { n: 1 } }])
  })

  test('to a dry run with what would be, and nothing is', async () => {
    const dry = await mutate({ create: { _id: 'dry', _type: 'note' } }, '?dryRun=true&returnDocuments=true')
    expect(dry).toMatchObject({ status: 200, body: { results: [{ operation: 'create', document: { _id: 'dry' } }] } })
    expect((await asked('doc/production/dry,old')).body).toMatchObject({
      documents: [{ _id: 'old' }],
      omitted: [{ id: 'dry', reason: 'existence' }],
    })
  })
})
