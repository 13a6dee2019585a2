import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ClientError } from '@sanity/client'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { lakeClient, runningLake } from '../../../rigs/running-lake.ts'

/** The refusal that a call of the client ends in. */
async function refusalOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ClientError)) throw new Error(`Expected a refusal, got ${error}`)
  return { status: error.statusCode, message: error.message, details: error.details }
}

describe('documents through Sanity’s client', () => {
  test('are created under the id given, one of the lake’s, or a draft’s', async () => {
    await using lake = await runningLake()
    expect((await lake.client.create({ _id: 'note-1', _type: 'note' }))._id).toBe('note-1')
    expect((await lake.client.create({ _type: 'note' }))._id).toMatch(/^\w{10,}$/)
    expect((await lake.client.create({ _id: 'drafts.', _type: 'note' }))._id).toMatch(/^drafts\.\w{10,}$/)
  })

  test('are not created twice, and the refusal says which one it was', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    const refusal = await refusalOf(lake.client.create({ _id: 'note-1', _type: 'note' }))
    expect(refusal).toMatchObject({
      status: 409,
      details: { type: 'mutationError', items: [{ error: { id: 'note-1' } }] },
    })
    expect(refusal.message).toContain('note-1')
  })

  test('are patched by path and by key', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note', n: 1, tags: ['a'], parts: [{ _key: 'q', v: 1 }] })
    const patch = lake.client.patch('note-1').set({ title: 'Rødgrød', 'parts[_key=="q"].v': 9 }).inc({ n: 2 })
    const note = await patch.insert('after', 'tags[-1]', ['b']).unset(['gone']).commit()
    expect(note).toMatchObject({ title: 'Rødgrød', n: 3, tags: ['a', 'b'], parts: [{ _key: 'q', v: 9 }] })
  })

  test('are not patched by someone who saw an older revision', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    const call = lake.client.patch('note-1').ifRevisionId('older').set({ title: 'Sent' }).commit()
    expect((await refusalOf(call)).status).toBe(409)
    expect(await lake.client.getDocument('note-1')).not.toHaveProperty('title')
  })

  test('are changed together or not at all', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    const transaction = lake.client
      .transaction()
      .create({ _id: 'note-2', _type: 'note' })
      .create({ _id: 'note-1', _type: 'note' })
    expect((await refusalOf(transaction.commit())).status).toBe(409)
    expect(await lake.client.getDocument('note-2')).toBeUndefined()
  })

  test('get the revision that the transaction was given', async () => {
    await using lake = await runningLake()
    const { transactionId } = await lake.client
      .transaction([{ create: { _id: 'note-1', _type: 'note' } }])
      .transactionId('minTransaktion01')
      .commit()
    expect(transactionId).toBe('minTransaktion01')
    expect((await lake.client.getDocument('note-1'))?._rev).toBe('minTransaktion01')
  })

  test('are not deleted while others refer to them', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await lake.client.create({ _id: 'note-2', _type: 'note', about: { _type: 'reference', _ref: 'note-1' } })
    expect((await refusalOf(lake.client.delete('note-1'))).message).toContain('note-2')
    await lake.client.delete({ query: '*[_type == "note" && _id in $ids]', params: { ids: ['note-2', 'note-1'] } })
    expect(await lake.client.fetch('count(*[_type == "note"])')).toBe(0)
  })

  test('come by id in the order asked for, with gaps where there is none', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    await lake.client.create({ _id: 'note-2', _type: 'note' })
    const found = await lake.client.getDocuments(['note-2', 'nowhere', 'note-1'])
    expect(found.map((document) => document?._id)).toEqual(['note-2', undefined, 'note-1'])
    expect(await lake.client.getDocument('nowhere')).toBeUndefined()
  })

  test('are left as they were by a dry run', async () => {
    await using lake = await runningLake()
    await lake.client.mutate([{ create: { _id: 'note-1', _type: 'note' } }], { dryRun: true })
    expect(await lake.client.getDocument('note-1')).toBeUndefined()
  })

  test('get keys in their arrays when that is asked for', async () => {
    await using lake = await runningLake()
    const document = { _id: 'note-1', _type: 'note', parts: [{ text: 'uden nøgle' }] }
    await lake.client.create(document, { autoGenerateArrayKeys: true })
    expect(await lake.client.fetch('*[_id == "note-1"][0].parts[0]._key')).toEqual(expect.any(String))
  })

  test('answer with ids or with documents, as the client likes', async () => {
    await using lake = await runningLake()
    const ids = await lake.client.mutate([{ create: { _id: 'note-1', _type: 'note' } }], { returnDocuments: false })
    expect(ids).toMatchObject({ documentIds: ['note-1'], results: [{ id: 'note-1', operation: 'create' }] })
    const documents = await lake.client.mutate([{ create: { _id: 'note-2', _type: 'note' } }], {
      returnDocuments: true,
      returnFirst: false,
    })
    expect(documents).toMatchObject([{ _id: 'note-2', _type: 'note' }])
  })

  test('are all still there when the lake has been started again', async () => {
    await using lake = await runningLake()
    const note = await lake.client.create({ _id: 'note-1', _type: 'note', title: 'Blivende' })
    await lake.restart()
    expect(await lake.client.getDocument('note-1')).toEqual(note)
  })
})

describe('queries through Sanity’s client', () => {
  test('take parameters and know who asks', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note', title: 'Æbler & "ål"' })
    const query = '*[title == $title][0]{_id, "me": identity()}'
    expect(await lake.client.fetch(query, { title: 'Æbler & "ål"' })).toEqual({ _id: 'note-1', me: 'pProgram' })
  })

  test('may be longer than an address', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1777', _type: 'note' })
    const ids = Array.from({ length: 2000 }, (_, n) => `note-${n}`)
    expect(await lake.client.fetch('*[_id in $ids]._id', { ids })).toEqual(['note-1777'])
  })

  test('come back with their time, their text and a tag for the live API', async () => {
    await using lake = await runningLake()
    const raw = await lake.client.fetch('count(*)', {}, { filterResponse: false })
    expect(raw).toMatchObject({ query: 'count(*)', result: 0, ms: expect.any(Number), syncTags: ['s1:notits'] })
    expect(await lake.client.fetch('*[_id == "nowhere"][0]')).toBeNull()
  })

  test('are refused with the place of the mistake', async () => {
    await using lake = await runningLake()
    const refusal = await refusalOf(lake.client.fetch('*[_type == '))
    expect(refusal).toMatchObject({ status: 400, details: { type: 'queryParseError', query: '*[_type == ' } })
    expect(refusal.message).toContain('GROQ query parse error')
  })

  test('see what their perspective shows', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'drafts.note-1', _type: 'note', title: 'Kladde' })
    await lake.client.create({ _id: 'note-1', _type: 'note', title: 'Udgivet' })
    const titles = (perspective: 'raw' | 'published' | 'drafts' | string[]) =>
      lake.client.fetch('*[_type == "note"] | order(_id) {_id, title}', {}, { perspective })
    const draft = { _id: 'note-1', title: 'Kladde' }
    const published = { _id: 'note-1', title: 'Udgivet' }
    expect(await titles('published')).toEqual([published])
    expect(await titles('drafts')).toEqual([draft])
    expect(await titles(['rSommer', 'drafts'])).toEqual([draft])
    expect(await titles('raw')).toEqual([{ ...draft, _id: 'drafts.note-1' }, published])
    expect(await lake.client.fetch('count(*)')).toBe(1)
    expect(await lake.client.withConfig({ apiVersion: '2021-03-25' }).fetch('count(*)')).toBe(2)
  })

  test('are answered alike for those who ask Sanity’s edge cache', async () => {
    await using lake = await runningLake()
    await lake.client.create({ _id: 'note-1', _type: 'note' })
    expect(await lake.client.withConfig({ useCdn: true }).fetch('count(*)')).toBe(1)
  })
})

describe('actions through Sanity’s client', () => {
  const draftId = 'drafts.note-1'
  const publishedId = 'note-1'

  test('lead a document from draft to publication and back', async () => {
    await using lake = await runningLake()
    const { client } = lake
    const ids = () => client.fetch('*[_type == "note"]._id | order(@)', {}, { perspective: 'raw' })
    const attributes = { _id: draftId, _type: 'note', title: 'Kladde' }
    await client.action({ actionType: 'sanity.action.document.create', publishedId, attributes, ifExists: 'fail' })
    const patch = { set: { title: 'Færdig' } }
    await client.action({ actionType: 'sanity.action.document.edit', draftId, publishedId, patch })
    expect(await ids()).toEqual([draftId])
    await client.action({ actionType: 'sanity.action.document.publish', draftId, publishedId })
    expect(await ids()).toEqual([publishedId])
    expect(await client.fetch('*[0].title')).toBe('Færdig')
    await client.action({ actionType: 'sanity.action.document.unpublish', draftId, publishedId })
    expect(await ids()).toEqual([draftId])
    await client.action({ actionType: 'sanity.action.document.discard', draftId })
    expect(await ids()).toEqual([])
  })

  test('are refused for a kind the lake does not know', async () => {
    await using lake = await runningLake()
    // The client's type has only the kinds there are.
    const unknown = { actionType: 'sanity.action.document.applaud', draftId } as unknown as never
    expect((await refusalOf(lake.client.action(unknown))).status).toBe(400)
  })
})

describe('uploads through Sanity’s client', () => {
  let photograph: Uint8Array<ArrayBuffer>

  beforeAll(async () => {
    photograph = await aPhotograph()
  })

  test('become an asset with all that Sanity tells of an image', async () => {
    await using lake = await runningLake()
    const options = { filename: 'havn.jpg', title: 'Havnen', source: { id: '7', name: 'arkiv' } }
    const asset = await lake.client.assets.upload('image', Buffer.from(photograph), options)
    const path = `images/notits/production/${asset.sha1hash}-1600x900.jpg`
    expect(asset).toMatchObject({
      _id: `image-${asset.sha1hash}-1600x900-jpg`,
      _type: 'sanity.imageAsset',
      ...{ assetId: asset.sha1hash, extension: 'jpg', mimeType: 'image/jpeg', size: photograph.byteLength, path },
      ...{
        originalFilename: 'havn.jpg',
        title: 'Havnen',
        source: { id: '7', name: 'arkiv' },
        url: `${lake.url}/${path}`,
      },
      metadata: {
        _type: 'sanity.imageMetadata',
        dimensions: { _type: 'sanity.imageDimensions', width: 1600, height: 900, aspectRatio: 1600 / 900 },
        ...{ hasAlpha: false, isOpaque: true, lqip: expect.stringMatching(/^data:image/) },
        palette: { _type: 'sanity.imagePalette', dominant: { background: expect.stringMatching(/^#[0-9a-f]{6}$/) } },
      },
    })
  })

  test('are the same document when they come again', async () => {
    await using lake = await runningLake()
    const first = await lake.client.assets.upload('image', Buffer.from(photograph))
    expect(await lake.client.assets.upload('image', Buffer.from(photograph))).toEqual(first)
  })

  test('give back the very bytes, as images and as files', async () => {
    await using lake = await runningLake()
    const path = join(lake.home, 'rapport.pdf')
    await writeFile(path, '%PDF-1.7 …')
    const options = { filename: 'rapport.pdf', contentType: 'application/pdf' }
    const file = await lake.client.assets.upload('file', createReadStream(path), options)
    expect(file._id).toBe(`file-${file.sha1hash}-pdf`)
    expect(await (await fetch(file.url)).text()).toBe('%PDF-1.7 …')
    const image = await lake.client.assets.upload('image', Buffer.from(photograph))
    expect(Buffer.from(photograph).equals(Buffer.from(await (await fetch(image.url)).arrayBuffer()))).toBe(true)
  })

  test('have an address that leads to the lake, wherever it runs', async () => {
    await using lake = await runningLake()
    const asset = await lake.client.assets.upload('image', Buffer.from(photograph))
    const url = () => lake.client.fetch('*[_id == $id][0].url', { id: asset._id })
    expect((await fetch(await url())).status).toBe(200)
    const byNumber = lakeClient(`http://127.0.0.1:${lake.port}`, lake.token)
    expect(await byNumber.fetch('*[_id == $id][0].url', { id: asset._id })).toBe(
      `http://127.0.0.1:${lake.port}/${asset.path}`,
    )
    expect(await byNumber.fetch('count(*[url == $url])', { url: asset.url })).toBe(1)
    await lake.client.createOrReplace({ ...asset, label: 'igen' })
    expect(await lake.client.getDocument(asset._id)).toMatchObject({ url: asset.url, label: 'igen' })
  })

  test('that are no images are refused in a sentence', async () => {
    await using lake = await runningLake()
    const refusal = await refusalOf(lake.client.assets.upload('image', Buffer.from('ikke et billede')))
    expect(refusal).toMatchObject({ status: 400 })
    expect(refusal.message).toMatch(/^Cannot take this image: /)
  })
})

describe('the rest of Sanity’s client', () => {
  test('finds the user, the project and its dataset', async () => {
    await using lake = await runningLake()
    expect(await lake.client.users.getById('me')).toMatchObject({ id: 'pProgram', role: 'administrator' })
    expect(await lake.client.projects.getById('notits')).toMatchObject({ id: 'notits', members: expect.any(Array) })
    expect(await lake.client.projects.list()).toMatchObject([{ id: 'notits' }])
    expect(await lake.client.datasets.list()).toMatchObject([{ name: 'production' }])
  })

  test('is told in a sentence that there is no other dataset or project', async () => {
    await using lake = await runningLake()
    const elsewhere = lake.client.withConfig({ dataset: 'staging' })
    expect(await refusalOf(elsewhere.fetch('*'))).toMatchObject({
      status: 404,
      message: 'This lake holds the dataset "production" alone',
    })
    expect((await refusalOf(lake.client.projects.getById('anden'))).status).toBe(404)
  })

  test('is turned away without a token', async () => {
    await using lake = await runningLake()
    const stranger = lakeClient(lake.url)
    expect((await refusalOf(stranger.fetch('*'))).status).toBe(401)
    expect((await refusalOf(stranger.users.getById('me'))).status).toBe(401)
    expect((await refusalOf(lakeClient(lake.url, 'gættet').create({ _type: 'note' }))).status).toBe(401)
  })
})

async function aPhotograph() {
  const background = { r: 30, g: 90, b: 160 }
  return Uint8Array.from(
    await sharp({ create: { width: 1600, height: 900, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  )
}
