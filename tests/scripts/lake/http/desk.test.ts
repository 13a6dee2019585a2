import { describe, expect, test } from 'vitest'
import { type LakeRig, runningLake } from '../../../rigs/running-lake.ts'

/** What the Studio gets when it asks for a path of the API. */
async function answer(lake: LakeRig, path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${lake.token}`, 'content-type': 'application/json' }
  const response = await fetch(`${lake.url}${path}`, { headers, ...init })
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

const lines = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('what the Studio asks beside documents', () => {
  test.each([
    ['/v2025-02-19/auth/id', { id: 'pProgram' }],
    ['/v2025-02-19/auth/providers', { providers: [{ name: 'notits' }] }],
    ['/v2025-02-19/projects/notits/roles', [{ name: 'administrator' }, { name: 'editor' }, { name: 'viewer' }]],
    ['/v2025-02-19/users/me', { id: 'pProgram', roles: [{ name: 'administrator' }] }],
    ['/v2021-06-07/users/pRedaktion', { id: 'pRedaktion', displayName: 'Redaktionen' }],
    ['/v2021-06-07/users/pRedaktion,pProgram,pUkendt', [{ id: 'pRedaktion' }, { id: 'pProgram' }]],
    ['/v2021-06-07/users/pUkendt', null],
    ['/v2025-02-19/projects/notits/users/pProgram', { id: 'pProgram', isCurrentUser: true }],
    ['/v2021-12-15/projects/notits', { id: 'notits', organizationId: null, features: [] }],
    ['/v2025-02-19/projects/notits/datasets', [{ name: 'production' }]],
    ['/v2025-06-27/projects/notits/datasets?datasetProfile=comments&addonFor=production', []],
    ['/v2021-06-07/projects/notits/datasets/production/acl', [{ filter: '_id in path("**")' }]],
    ['/v2025-02-19/projects/notits/datasets/production/settings/indexing', { maxFieldDepth: 20 }],
    ['/v2025-02-19/projects/notits/grants', { 'sanity.project': [{}] }],
    ['/v2024-09-01/projects/notits/user-applications', []],
    ['/v2025-02-19/projects/notits/new-content-release-allowed', { allowed: false }],
    ['/v2025-02-19/features', []],
    ['/v2023-12-18/intake/telemetry-status', { status: 'denied' }],
    ['/v2023-12-11/journey/trial', null],
    ['/v2025-02-19/journey/announcements', []],
    ['/v1/help', []],
    ['/v1/modules/sanity/latest/%5E6.16.0/t1795406954', { packageVersion: '6.16.0', latest: '6.16.0' }],
    ['/v2025-02-19/schedules/notits/production?limit=1', { schedules: [] }],
    ['/v2025-02-19/subscriptions/project/notits', { featureTypes: {} }],
    ['/v2025-02-19/data/references/production/documents/note-1/to?excludeInternalReferences=true', { totalCount: 0 }],
    ['/v2025-02-19/data/ping/production', { pong: true }],
    ['/v2025-02-19/check/cors', { result: { allowed: true } }],
  ])('%s is answered', async (path, expected) => {
    await using lake = await runningLake()
    const { status, body } = await answer(lake, path)
    expect(status).toBe(200)
    if (expected === null || (Array.isArray(expected) && expected.length === 0)) expect(body).toEqual(expected)
    else expect(body).toMatchObject(expected)
  })

  test.each(['/v2023-12-18/intake/batch', '/vX/intake/feedback', '/v2025-02-19/descriptors/claim'])(
    '%s may be posted to',
    async (path) => {
      await using lake = await runningLake()
      expect(await answer(lake, path, { method: 'POST', body: '{}' })).toEqual({ status: 200, body: {} })
    },
  )

  test('its own settings are kept for each user, across starts', async () => {
    await using lake = await runningLake()
    const path = '/v2025-02-19/users/me/keyvalue'
    const pairs = [{ key: 'studio.layout.v2', value: { width: 350 } }]
    expect(await answer(lake, path, { method: 'PUT', body: JSON.stringify(pairs) })).toEqual({
      status: 200,
      body: pairs,
    })
    await lake.restart()
    const { body } = await answer(lake, `${path}/studio.layout.v2,studio.unknown`)
    expect(body).toEqual([...pairs, { key: 'studio.unknown', value: null }])
  })

  test('a setting that is longer than any of the Studio’s is refused', async () => {
    await using lake = await runningLake()
    const body = JSON.stringify([{ key: 'studio.layout.v2', value: 'x'.repeat(100_000) }])
    const refused = await answer(lake, '/v2025-02-19/users/me/keyvalue', { method: 'PUT', body })
    expect(refused).toMatchObject({
      status: 400,
      body: { message: 'The body is not as expected at 0.value: is longer than the 100000 letters that are kept' },
    })
  })

  test('a path nobody knows is a 404, and is noted', async () => {
    await using lake = await runningLake()
    expect(await answer(lake, '/v2025-02-19/agent/action/dream')).toMatchObject({
      status: 404,
      body: { statusCode: 404, error: { type: 'notFound' }, message: expect.stringContaining('/agent/action/dream') },
    })
    expect(lake.unknownPaths.splice(0)).toEqual(['GET /v2025-02-19/agent/action/dream'])
  })

  test('the test of its HTTP version is answered too late to tell, and holds up nobody else', async () => {
    await using lake = await runningLake()
    const started = performance.now()
    const order: string[] = []
    const slow = fetch(`${lake.url}/v2025-03-01/ping?tag=sanity.studio.protocol-check`).finally(() =>
      order.push('slow'),
    )
    await fetch(`${lake.url}/v2025-03-01/ping`).finally(() => order.push('quick'))
    expect((await slow).status).toBe(204)
    expect(performance.now() - started).toBeGreaterThan(2500)
    expect(order).toEqual(['quick', 'slow'])
  })
})

describe('what was, through the API', () => {
  async function lakeWithHistory() {
    const lake = await runningLake()
    const { _rev: first } = await lake.client.create({ _id: 'note-1', _type: 'note', title: 'Før' })
    const { _rev: second } = await lake.client.patch('note-1').set({ title: 'Efter' }).commit()
    return { lake, first, second }
  }

  async function transactions(lake: LakeRig, query: string) {
    const path = `/v2025-02-19/data/history/production/transactions/note-1,drafts.note-1?${query}`
    const response = await fetch(`${lake.url}${path}`, { headers: { authorization: `Bearer ${lake.token}` } })
    return lines(await response.text())
  }

  test('comes as one line of JSON per transaction', async () => {
    const { lake, first, second } = await lakeWithHistory()
    await using _ = lake
    const all = await transactions(lake, 'effectFormat=mendoza&excludeContent=true&tag=sanity.studio')
    expect(all).toMatchObject([
      { id: first, author: 'pProgram', documentIDs: ['note-1'], effects: { 'note-1': { revert: [0, null] } } },
      { id: second, effects: { 'note-1': { apply: expect.any(Array) } } },
    ])
    const latest = await transactions(lake, 'reverse=true&limit=1&excludeMutations=true')
    expect(latest).toMatchObject([{ id: second }])
    expect(latest[0]).not.toHaveProperty('mutations')
    expect(await transactions(lake, `fromTransaction=${second}`)).toMatchObject([{ id: second }])
  })

  test('can be seen at a revision', async () => {
    const { lake, first } = await lakeWithHistory()
    await using _ = lake
    const { body } = await answer(lake, `/v2025-02-19/data/history/production/documents/note-1?revision=${first}`)
    expect(body).toMatchObject({ documents: [{ _id: 'note-1', title: 'Før' }] })
  })

  test('is told as events', async () => {
    const { lake, second } = await lakeWithHistory()
    await using _ = lake
    const { body } = await answer(lake, '/v2025-02-19/data/history/production/events/documents/note-1?limit=10')
    expect(body.events['note-1'][0]).toMatchObject({ documentId: 'note-1', author: 'pProgram', revisionId: second })
    expect(body.nextCursor).toBe('')
    const releases = await answer(lake, '/v2025-02-19/data/history/production/events/releases/rSommer')
    expect(releases.body).toEqual({ events: [], nextCursor: '' })
  })
})

describe('an export', () => {
  test('has one line of JSON per document, drafts too, or only those of a type', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'drafts.note-1', _type: 'note' })
    await lake.client.create({ _id: 'person-1', _type: 'person' })
    const exported = async (query: string) => {
      const path = `/v2021-06-07/data/export/production${query}`
      const response = await fetch(`${lake.url}${path}`, { headers: { authorization: `Bearer ${lake.token}` } })
      return lines(await response.text()).map(({ _id }) => _id)
    }
    expect(await exported('')).toEqual(['drafts.note-1', 'person-1'])
    expect(await exported('?types=person,place')).toEqual(['person-1'])
  })

  test('of a thousand documents is whole', async () => {
    await using lake = await runningLake()
    const ids = Array.from({ length: 1000 }, (_, n) => `note-${n}`)
    await lake.client.mutate(ids.map((_id) => ({ create: { _id, _type: 'note' } })))
    const response = await fetch(`${lake.url}/v1/data/export/production`, {
      headers: { authorization: `Bearer ${lake.token}` },
    })
    expect(lines(await response.text()).map(({ _id }) => _id)).toEqual(ids.toSorted())
  })
})
