import { createHash } from 'node:crypto'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { aReference, references } from '../../builders/stored.ts'
import { aDesk, contentOf, type Desk, exporting, importing } from '../../rigs/moving.ts'
import { runningLake } from '../../rigs/running-lake.ts'
import { linesOf, type TarEntry, tarGzOf, tarOf } from '../../rigs/tar-archive.ts'

const picture = await sharp({ create: { width: 6, height: 4, channels: 3, background: 'teal' } })
  .png()
  .toBuffer()

const aPage = (id: string, fields: object = {}) => ({ _id: id, _type: 'page', title: id, ...fields })

/** What stands on a desk, with a file of these bytes. */
function put(desk: Desk, name: string, bytes: string | Buffer): string {
  writeFileSync(desk.at(name), bytes)
  return desk.at(name)
}

const archiveOf = (documents: readonly unknown[], others: readonly TarEntry[] = []): Buffer =>
  tarGzOf([{ name: 'x/data.ndjson', body: linesOf(documents) }, ...others])

/** The sentence by which an import is refused. */
const refusal = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'nothing was refused',
    (fault: Error) => `${fault.name}: ${fault.message}`,
  )

describe('an import', () => {
  test('takes archives, files of documents and folders, packed or not', async () => {
    using desk = aDesk()
    const lines = linesOf([aPage('one'), aPage('two')])
    mkdirSync(desk.at('folder/inner'), { recursive: true })
    const paths = [
      put(desk, 'a.tar.gz', tarGzOf([{ name: 'x/data.ndjson', body: lines }])),
      put(
        desk,
        'b.tar',
        tarOf([
          { name: './data.ndjson', body: lines },
          { name: './._data.ndjson', body: 'of macOS' },
        ]),
      ),
      put(desk, 'c.ndjson', `\uFEFF${lines.replaceAll('\n', '\r\n')}\n\n`),
      put(desk, 'd.ndjson.gz', gzipSync(lines)),
      put(desk, 'folder/inner/data.ndjson', lines.trimEnd()).replace('/inner/data.ndjson', ''),
    ]
    for (const path of paths) {
      await using lake = await runningLake()
      expect(await importing(lake.client, desk, { path })).toMatchObject({ documents: 2, inLake: 2 })
      expect(Object.keys(await contentOf(lake.client)).toSorted()).toEqual(['one', 'two'])
    }
  })

  test('shows the pictures that documents name, and keeps those that none names', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const image = { _type: 'image', _sanityAsset: 'image@file://./images/b%C3%A5d.png', alt: 'En båd' }
    const documents = [aPage('one', { image, list: [{ _sanityAsset: 'file@file://./note.pdf' }] })]
    const files = [
      { name: 'x/images/båd.png', body: picture },
      { name: 'x/note.pdf', body: 'PDF' },
      { name: 'x/files/alene.txt', body: 'alene' },
    ]
    const archive = archiveOf(documents, files)
    expect(await importing(lake.client, desk, { path: put(desk, 'a.tar.gz', archive) })).toMatchObject({ assets: 3 })
    const [page] = await lake.client.fetch(
      '*[_id == "one"]{image{..., asset->{mimeType}}, list[]{_type, asset->{mimeType}}}',
    )
    expect(page).toEqual({
      image: { _type: 'image', alt: 'En båd', asset: { mimeType: 'image/png' } },
      list: [{ _type: 'file', asset: { mimeType: 'application/pdf' } }],
    })
    expect(await lake.client.fetch('*[_type == "sanity.fileAsset"].originalFilename | order(@)')).toEqual([
      'alene.txt',
      'note.pdf',
    ])
  })

  test('gives keys to the members of lists in documents that come from no lake', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await importing(lake.client, desk, { path: put(desk, 'a.ndjson', linesOf([aPage('one', { list: [{ a: 1 }] })])) })
    expect(await lake.client.fetch('*[_id == "one"][0].list')).toEqual([{ _key: expect.any(String), a: 1 }])
  })

  test('writes every document once, whatever the order and the circles', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const chain = Array.from({ length: 3000 }, (_, n) =>
      aPage(`c-${n}`, { text: 'x'.repeat(900), next: aReference(`c-${(n + 1) % 3000 || 1}`) }),
    )
    const circle = Array.from({ length: 40 }, (_, n) =>
      aPage(`big-${n}`, { text: 'y'.repeat(150_000), next: aReference(`big-${(n + 1) % 40}`) }),
    )
    const after = aPage('after', { next: aReference('big-7') })
    const { documents } = await importing(lake.client, desk, {
      path: put(desk, 'a.ndjson', linesOf([after, ...chain, ...circle])),
    })
    expect(documents).toBe(3041)
    expect(await lake.client.fetch('count(*[references("big-7")])')).toBe(2)
    expect(await lake.client.fetch('*[_id == "big-3"][0].next')).toEqual(aReference('big-4'))
    const revisions: string[] = await lake.client.fetch('*[_id match "c-*" && _createdAt == _updatedAt]._id')
    expect(revisions).toHaveLength(3000)
  })

  test('refuses what the lake has already, and names the flags; with them it replaces or leaves', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await lake.client.create(aPage('one', { title: 'Vores' }))
    const path = put(desk, 'a.ndjson', linesOf([aPage('one', { title: 'Filens' }), aPage('two')]))
    const title = () => lake.client.fetch('*[_id == "one"][0].title')
    expect(await refusal(importing(lake.client, desk, { path }))).toBe(
      `Problem: Cannot import ${path}: 1 document of it is in the lake already (one); add --replace to put these in their place, or --missing to leave them as they are`,
    )
    expect(await lake.client.fetch('count(*)')).toBe(1)
    expect(await importing(lake.client, desk, { path, mode: 'missing' })).toMatchObject({ documents: 1, inLake: 2 })
    expect(await title()).toBe('Vores')
    expect(await importing(lake.client, desk, { path, mode: 'replace' })).toMatchObject({ documents: 2, inLake: 2 })
    expect(await title()).toBe('Filens')
  })

  test('twice with --replace gives what it gave once', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const { _id } = await lake.client.assets.upload('image', picture, { filename: 'a.png', title: 'Før' })
    await lake.client.create(aPage('one', { image: { _type: 'image', asset: aReference(_id) } }))
    await exporting(lake.client, desk.at('a.tar.gz'))
    const before = await contentOf(lake.client)
    await lake.client.patch(_id).set({ title: 'Ændret' }).commit()
    for (const _again of [1, 2]) await importing(lake.client, desk, { path: desk.at('a.tar.gz'), mode: 'replace' })
    expect(await contentOf(lake.client)).toEqual(before)
  })

  test('stops at once when it is interrupted, with whole documents alone, and goes on with --missing', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const articles = Array.from({ length: 3000 }, (_, n) => ({
      ...anArticle(),
      _id: `article-${n}`,
      readAlso: references(`article-${Math.max(0, n - 1)}`),
    }))
    const path = put(desk, 'a.ndjson', linesOf([...articles, anAuthor(), aSection()]))
    const ending = new AbortController()
    const report = (sentence: string): void => {
      if (sentence.startsWith('Importing documents')) ending.abort(new Error('enough'))
    }
    const cut = await importing(lake.client, desk, { path }, { report, signal: ending.signal })
    expect(cut).toMatchObject({ wanted: 3002, fault: expect.objectContaining({ message: 'enough' }) })
    expect(cut.documents).toBeLessThan(3002)
    expect(await lake.client.fetch('count(*)')).toBe(cut.documents)
    expect(await lake.client.fetch('count(*[_type == "article" && !defined(section->title)])')).toBe(0)
    expect(desk.names()).toEqual(['a.ndjson'])
    expect(await importing(lake.client, desk, { path, mode: 'missing' })).toMatchObject({ inLake: 3002 })
  })
})

describe('an import refuses, before anything is written,', () => {
  const fine = aPage('fine')
  const shows = (name: string) => aPage('shows', { image: { _type: 'image', _sanityAsset: name } })

  test.each<[string, string | Buffer, string]>([
    [
      'a line that is no JSON',
      `${linesOf([fine])}{"_id":"two",\n`,
      'line 2 is no JSON object; each document must be one, on one line',
    ],
    ['a list of documents', linesOf([fine, [fine]]), 'line 2 is no JSON object'],
    ['a document without an _id', linesOf([{ _type: 'page' }]), 'line 1 has no _id; give it one'],
    [
      'an _id that no document can have',
      linesOf([aPage('a b')]),
      'line 1 has an _id that no document can have ("a b")',
    ],
    ['a document without a _type', linesOf([fine, { _id: 'two' }]), 'line 2 (two) has no _type that is a word'],
    ['an _id that is there twice', linesOf([fine, aPage('two'), fine]), 'line 3 has the same _id as line 1 (fine)'],
    [
      'a _createdAt that is no time',
      linesOf([aPage('a', { _createdAt: 'i går' })]),
      'line 1 (a) has a _createdAt that is no time ("i går")',
    ],
    [
      'bytes that are no UTF-8',
      Buffer.concat([Buffer.from(linesOf([fine])), Buffer.from([0x7b, 0xff, 0x7d])]),
      'line 2 is not written in UTF-8',
    ],
    [
      'a document that is nested too deep',
      `{"_id":"a","_type":"b","c":${'['.repeat(200)}${']'.repeat(200)}}`,
      'line 1 (a) is nested more than 100 levels deep',
    ],
    [
      'an asset without its bytes',
      linesOf([{ _id: 'image-x', _type: 'sanity.imageAsset' }]),
      'line 1 (image-x) is an asset without its bytes',
    ],
    [
      'a reference to nothing',
      linesOf([aPage('a', { to: aReference('nobody') })]),
      'documents refer to what is neither in it nor in the lake (a → nobody)',
    ],
    [
      'a line without end',
      `{"_id":"a","_type":"b","c":"${'x'.repeat(33 * 1024 ** 2)}"}`,
      'line 1 is longer than the 33.6 MB that are taken',
    ],
    ['nothing', '', 'it is neither an archive (.tar.gz) nor a file of documents (.ndjson)'],
    ['a picture', picture, 'it is neither an archive'],
    [
      'assets that come with no lone file',
      linesOf([shows('image@file://./a.png')]),
      'a file of documents alone brings no assets, and its documents show some',
    ],
    [
      'a file of this machine',
      linesOf([shows('file@file:///etc/passwd')]),
      'shows names an asset that does not lie in the archive',
    ],
    [
      'a file beside the archive',
      linesOf([shows('file@file://./../secret')]),
      'shows names an asset that leads out of the archive',
    ],
    [
      'a way out that is written in another way',
      linesOf([shows('file@file://./%2e%2e/secret')]),
      'leads out of the archive',
    ],
    ['an address that is none', linesOf([shows('a.png')]), 'is no address such as image@file://./images/name.jpg'],
    [
      'assets of other servers',
      linesOf([shows('image@http://127.0.0.1/a.png')]),
      '1 asset that its documents show lies on another server (http://127.0.0.1/a.png); add --allow-remote',
    ],
    [
      'an archive without documents',
      tarGzOf([{ name: 'readme', body: 'x' }]),
      'there is no file of documents (.ndjson) in it',
    ],
    [
      'an archive with two files of documents',
      tarGzOf([
        { name: 'a.ndjson', body: '' },
        { name: 'b.ndjson', body: '' },
      ]),
      'there is more than one file of documents in it (a.ndjson, b.ndjson)',
    ],
    [
      'a name that is there twice',
      archiveOf([fine], [{ name: 'x/images/a.png' }, { name: 'x/images/A.PNG' }]),
      'its entry "x/images/A.PNG" is there twice',
    ],
    [
      'a way out',
      archiveOf([fine], [{ name: 'x/images/../../../../outside', body: 'x' }]),
      'leads out of the archive with ".."',
    ],
    ['an absolute path', archiveOf([fine], [{ name: '/tmp/outside', body: 'x' }]), 'has an absolute path'],
    [
      'a link, and a file through it',
      archiveOf(
        [fine],
        [
          { name: 'x/images', flag: '2', link: '/tmp' },
          { name: 'x/images/a', body: 'x' },
        ],
      ),
      'is a symbolic link',
    ],
    ['a hard link', archiveOf([fine], [{ name: 'x/images/a', flag: '1', link: '/etc/passwd' }]), 'is a hard link'],
    [
      'a bomb',
      archiveOf([fine], [{ name: 'x/files/a', body: Buffer.alloc(40 * 1024 ** 2) }]),
      'it unpacks to more than 400 times its size',
    ],
    [
      'an asset that is not there',
      archiveOf([shows('image@file://./images/a.png')]),
      'assets that its documents show are not in it (image@file://./images/a.png)',
    ],
    [
      'an asset with other bytes than its name tells',
      archiveOf([fine], [{ name: `x/images/${'a'.repeat(40)}-6x4.png`, body: picture }]),
      'is not what was exported: its bytes have another sha1',
    ],
    [
      'a list of assets that is none',
      archiveOf([fine], [{ name: 'x/assets.json', body: '[1' }]),
      'its assets.json cannot be read',
    ],
  ])('%s', async (_what, bytes, reason) => {
    await using lake = await runningLake()
    using desk = aDesk()
    mkdirSync(desk.at('home'))
    const path = put(desk, 'given', bytes)
    expect(await refusal(importing(lake.client, desk, { path }))).toContain(reason)
    expect(await refusal(importing(lake.client, desk, { path }))).toMatch(/^Problem: Cannot import [^\n]+$/)
    expect(await lake.client.fetch('count(*)')).toBe(0)
    expect(desk.names()).toEqual(['given', 'home'])
  })

  test('documents, when the lake refuses one of their assets, which it names', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const path = put(desk, 'a.tar.gz', archiveOf([fine], [{ name: 'x/images/tekst.png', body: 'no picture' }]))
    expect(await refusal(importing(lake.client, desk, { path }))).toMatch(
      /^Problem: Cannot import images\/tekst\.png, and nothing was imported yet but assets: .{10}/,
    )
    expect(await lake.client.fetch('count(*)')).toBe(0)
  })

  test('to ask other servers for assets that the lake’s own documents place there', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const asked: string[] = []
    const inside = createServer(({ url }, response) => {
      asked.push(String(url))
      response.end('OK')
    })
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
    const address = inside.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const sha1hash = createHash('sha1').update(picture).digest('hex')
    await lake.client.create({
      _id: 'planted',
      _type: 'sanity.imageAsset',
      sha1hash,
      url: `http://127.0.0.1:${port}/a`,
    })
    const path = put(desk, 'a.tar.gz', archiveOf([fine], [{ name: 'x/images/a.png', body: picture }]))
    expect(await importing(lake.client, desk, { path })).toMatchObject({ assets: 1 })
    inside.close()
    expect(asked).toEqual([])
  })

  test('a file that is not there', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    expect(await refusal(importing(lake.client, desk, { path: desk.at('a') }))).toContain(
      'there is no such file or folder',
    )
  })

  test('links in a folder, which could lead anywhere on this machine', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    mkdirSync(desk.at('x/images'), { recursive: true })
    put(desk, 'secret', 'secret')
    symlinkSync(desk.at('secret'), desk.at('x/images/a.png'))
    symlinkSync(desk.path, desk.at('x/files'))
    const names = ['image@file://./images/a.png', 'file@file://./files/secret']
    put(desk, 'x/data.ndjson', linesOf([aPage('one', { list: names.map((_sanityAsset) => ({ _sanityAsset })) })]))
    expect(await refusal(importing(lake.client, desk, { path: desk.at('x') }))).toContain(
      `are not in it (${names.join(', ')})`,
    )
    expect(await lake.client.fetch('count(*)')).toBe(0)
  })

  test('but comes without missing assets when that is accepted', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const documents = [
      aPage('one', { image: { _type: 'image', alt: 'Væk', _sanityAsset: 'image@file://./images/a.png' } }),
    ]
    const path = put(desk, 'a.tar.gz', archiveOf(documents))
    const { remarks } = await importing(lake.client, desk, { path, acceptMissing: true })
    expect(remarks).toEqual(['Documents come without image@file://./images/a.png: the files are not there'])
    expect(await lake.client.fetch('*[_id == "one"][0].image')).toEqual({ _type: 'image', alt: 'Væk' })
  })
})
