import type { SanityClient } from '@sanity/client'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UserFile } from '../../../scripts/lake/users/user-file.ts'
import { withChange } from '../../../scripts/lake/users/user-list.ts'
import { addUser, changed, type TestUser } from '../../rigs/lake-users.ts'
import { type LakeRig, lakeClient, runningLake } from '../../rigs/running-lake.ts'

let lake: LakeRig
let users: Record<'administrator' | 'editor' | 'viewer', TestUser>

beforeAll(async () => {
  lake = await runningLake()
  users = {
    administrator: await addUser(lake.home, 'Mette Holm', 'administrator'),
    editor: await addUser(lake.home, 'Ole Krog', 'editor'),
    viewer: await addUser(lake.home, 'Vera Lund', 'viewer'),
  }
})
afterAll(() => lake[Symbol.asyncDispose]())

beforeEach(async () => {
  await lake.client.delete({ query: '*[_type == "note"]' })
  await lake.client.create({ _id: 'note-1', _type: 'note', title: 'Før' })
  await lake.client.create({ _id: 'drafts.note-2', _type: 'note', title: 'Kladde' })
})

const as = (role: keyof typeof users): SanityClient => lakeClient(lake.url, users[role].token)
const notes = () => lake.client.fetch('*[_type == "note"]|order(_id){_id, title}', {}, { perspective: 'raw' })

/** Sends a request with a role's token and gives the status. */
async function asked(
  role: keyof typeof users,
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
) {
  const headers = { authorization: `Bearer ${users[role].token}`, 'content-type': 'application/json' }
  return fetch(lake.url + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
}

const v = '/v2025-02-19'
const draft = { publishedId: 'note-8', attributes: { _id: 'drafts.note-8', _type: 'note' } }
const action = (actionType: string, rest: object) => ({
  actions: [{ actionType: `sanity.action.document.${actionType}`, ...rest }],
})
const edit = action('edit', { draftId: 'drafts.note-2', publishedId: 'note-2', patch: { set: { title: 'Efter' } } })

const writes: [string, string, unknown][] = [
  ['create', `${v}/data/mutate/production`, { mutations: [{ create: { _type: 'note' } }] }],
  [
    'createOrReplace',
    `${v}/data/mutate/production`,
    { mutations: [{ createOrReplace: { _id: 'note-1', _type: 'note' } }] },
  ],
  [
    'createIfNotExists',
    `${v}/data/mutate/production`,
    { mutations: [{ createIfNotExists: { _id: 'note-9', _type: 'note' } }] },
  ],
  ['patch', `${v}/data/mutate/production`, { mutations: [{ patch: { id: 'note-1', set: { title: 'Efter' } } }] }],
  [
    'patch by query',
    `${v}/data/mutate/production`,
    { mutations: [{ patch: { query: '*[_type == "note"]', set: { a: 1 } } }] },
  ],
  ['delete', `${v}/data/mutate/production`, { mutations: [{ delete: { id: 'note-1' } }] }],
  ['delete by query', `${v}/data/mutate/production`, { mutations: [{ delete: { query: '*[_type == "note"]' } }] }],
  ['a dry run', `${v}/data/mutate/production?dryRun=true`, { mutations: [{ create: { _type: 'note' } }] }],
  ['another API version', '/vX/data/mutate/production', { mutations: [{ create: { _type: 'note' } }] }],
  ['create a draft', `${v}/data/actions/production`, action('create', draft)],
  ['edit a draft', `${v}/data/actions/production`, edit],
  ['publish', `${v}/data/actions/production`, action('publish', { draftId: 'drafts.note-2', publishedId: 'note-2' })],
  [
    'unpublish',
    `${v}/data/actions/production`,
    action('unpublish', { draftId: 'drafts.note-1', publishedId: 'note-1' }),
  ],
  ['discard', `${v}/data/actions/production`, action('version.discard', { versionId: 'drafts.note-2' })],
  ['delete for good', `${v}/data/actions/production`, action('delete', { publishedId: 'note-1', includeDrafts: [] })],
  ['upload a file', `${v}/assets/files/production?filename=a.json`, { some: 'bytes' }],
]

const reads: [string, string, string, unknown][] = [
  ['a query', 'GET', `${v}/data/query/production?query=*&perspective=raw`, undefined],
  ['a long query', 'POST', `${v}/data/query/production`, { query: '*' }],
  ['a document', 'GET', `${v}/data/doc/production/note-1`, undefined],
  ['an export', 'GET', `${v}/data/export/production`, undefined],
  ['history', 'GET', `${v}/data/history/production/transactions/note-1`, undefined],
  ['who they are', 'GET', `${v}/users/me`, undefined],
  ['their own settings', 'GET', `${v}/users/me/keyvalue/layout`, undefined],
  ['to keep their own settings', 'PUT', `${v}/users/me/keyvalue`, [{ key: 'layout', value: 1 }]],
  ['the project', 'GET', `${v}/projects/notits`, undefined],
  ['what the Studio tells Sanity', 'POST', `${v}/intake/batch`, {}],
]

describe('a viewer', () => {
  test.each(writes)('is refused %s, and nothing is written', async (_, path, body) => {
    const before = await notes()
    const answer = await asked('viewer', path, { method: 'POST', body })
    expect([answer.status, await notes()]).toEqual([403, before])
  })

  test.each(reads)('may have %s', async (_, method, path, body) => {
    expect((await asked('viewer', path, { method, body })).status).toBe(200)
  })

  test('reads drafts and listens to them, as with Sanity', async () => {
    const drafts = await as('viewer').fetch('*[_type == "note"]._id', {}, { perspective: 'drafts' })
    expect(drafts.toSorted()).toEqual(['note-1', 'note-2'])
    const stream = await asked('viewer', `${v}/data/listen/production?query=*&includeAllVersions=true`)
    expect(stream.status).toBe(200)
    await stream.body?.cancel()
  })

  test.each([
    ['create', (client: SanityClient) => client.create({ _type: 'note' })],
    ['create', (client: SanityClient) => client.createOrReplace({ _id: 'note-1', _type: 'note' })],
    ['update', (client: SanityClient) => client.patch('note-1').set({ title: 'Efter' }).commit()],
    ['update', (client: SanityClient) => client.delete('note-1')],
  ])(
    'gets Sanity’s own refusal, which names the permission to %s and which its client understands',
    async (permission, write) => {
      const refusal = await write(as('viewer')).catch((error: unknown) => error)
      const description = `Insufficient permissions; permission "${permission}" required`
      expect(refusal).toMatchObject({
        statusCode: 403,
        message: expect.stringContaining(`The mutation(s) failed: ${description}`),
        details: {
          type: 'mutationError',
          items: [{ index: 0, error: { type: 'insufficientPermissionsError', permission, description } }],
        },
      })
    },
  )

  test('gets it for uploads and actions too', async () => {
    const error = (permission: string) => ({ type: 'insufficientPermissionsError', permission })
    const upload = await asked('viewer', `${v}/assets/images/production`, { method: 'POST', body: {} })
    expect(await upload.json()).toMatchObject({ statusCode: 403, error: error('create') })
    const acted = await asked('viewer', `${v}/data/actions/production`, { method: 'POST', body: edit })
    expect(await acted.json()).toMatchObject({
      statusCode: 403,
      error: { type: 'actionError', items: [{ index: 0, error: error('update') }] },
    })
  })

  test('is refused whatever changes something under an address that nobody has thought of yet', async () => {
    const answer = await asked('viewer', `${v}/data/brandnew/production`, { method: 'POST', body: {} })
    expect(answer.status).toBe(403)
  })
})

describe('an editor', () => {
  test.each(writes)('may %s', async (_, path, body) => {
    expect((await asked('editor', path, { method: 'POST', body })).status).toBe(200)
  })

  test('may not purge what a document was, which an administrator may', async () => {
    const purge = action('delete', { publishedId: 'note-1', includeDrafts: [], purge: true })
    const refused = await asked('editor', `${v}/data/actions/production`, { method: 'POST', body: purge })
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({
      error: { type: 'actionError', items: [{ index: 0, error: { permission: 'editHistory' } }] },
    })
    const done = await asked('administrator', `${v}/data/actions/production`, { method: 'POST', body: purge })
    expect(done.status).toBe(200)
  })
})

describe('what the Studio is told of roles', () => {
  test.each([
    ['administrator', ['read', 'create', 'update', 'history', 'editHistory']],
    ['editor', ['read', 'create', 'update', 'history']],
    ['viewer', ['read', 'history']],
  ] as const)('lets it offer an %s what the lake will take', async (role, permissions) => {
    const acl = await asked(role, `${v}/projects/notits/datasets/production/acl`)
    expect(await acl.json()).toEqual([{ filter: '_id in path("**")', permissions }])
    const { roles, members } = await as(role)
      .request({ url: '/projects/notits' })
      .then(async ({ members }) => ({
        members,
        roles: await as(role).request({ url: '/projects/notits/roles' }),
      }))
    expect(roles.map(({ name }: { name: string }) => name)).toEqual(['administrator', 'editor', 'viewer'])
    expect(members.find(({ isCurrentUser }: { isCurrentUser: boolean }) => isCurrentUser)).toMatchObject({ role })
    expect(members).toHaveLength(4)
  })

  test('changes with the next request when the role does', async () => {
    const file = new UserFile(lake.home)
    const give = (role: 'editor' | 'viewer') => file.keep(changed(withChange(file.list(), 'Ole Krog', { role })))
    const status = async () =>
      (await asked('editor', `${v}/data/actions/production`, { method: 'POST', body: edit })).status
    expect(await status()).toBe(200)
    give('viewer')
    expect(await status()).toBe(403)
    give('editor')
    expect(await status()).toBe(200)
  })
})

describe('a token', () => {
  test('of the home folder is an administrator’s, users or not', async () => {
    expect(await lake.client.users.getById('me')).toMatchObject({ id: 'pProgram', role: 'administrator' })
  })

  test('of a user is that user', async () => {
    expect(await as('viewer').users.getById('me')).toMatchObject({ id: users.viewer.id, name: 'Vera Lund' })
  })
})
