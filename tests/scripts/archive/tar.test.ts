import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../../scripts/archive/limits.ts'
import { bytesOf } from '../../../scripts/archive/packed-bytes.ts'
import { entriesIn } from '../../../scripts/archive/tar.ts'
import { aDesk } from '../../rigs/moving.ts'
import { runs } from '../../rigs/runs.ts'
import { paxRecords, type TarEntry, tarGzOf, tarOf } from '../../rigs/tar-archive.ts'

/** What is in an archive: names, kinds and contents. */
async function contentOf(archive: Buffer, room = limits): Promise<string[]> {
  using desk = aDesk()
  writeFileSync(desk.at('archive'), archive)
  const found: string[] = []
  for await (const { name, kind, bytes } of entriesIn(bytesOf(desk.at('archive'), room), room)) {
    const content = Buffer.concat(await Array.fromAsync(bytes())).toString()
    found.push(kind === 'folder' ? `${name}/` : `${name}=${content}`)
  }
  return found
}

const refusalOf = (archive: Buffer, room = limits): Promise<string> =>
  contentOf(archive, room).then(
    () => 'nothing was refused',
    (fault: Error) => `${fault.name}: ${fault.message}`,
  )

describe('reading a tar archive', () => {
  test('gives its files and folders in their order, packed or not', async () => {
    const entries = [
      { name: 'a/', flag: '5' },
      { name: 'a/b.txt', body: 'blåbær' },
      { name: 'c', body: 'x'.repeat(2000) },
    ]
    const expected = ['a/', 'a/b.txt=blåbær', `c=${'x'.repeat(2000)}`]
    expect(await contentOf(tarOf(entries))).toEqual(expected)
    expect(await contentOf(tarGzOf(entries))).toEqual(expected)
  })

  test('takes long names, of extended headers and of GNU, and names written in UTF-8', async () => {
    const long = `${'mappe/'.repeat(30)}æøå.txt`
    const pax: TarEntry[] = [
      { name: 'x', flag: 'x', body: paxRecords({ path: long }) },
      { name: 'short', body: '1' },
    ]
    const gnu: TarEntry[] = [
      { name: '././@LongLink', flag: 'L', body: `${long}\0` },
      { name: 'short', body: '2' },
    ]
    expect(await contentOf(tarOf([...pax, ...gnu, { name: 'tæt', body: '3' }]))).toEqual([
      `${long}=1`,
      `${long}=2`,
      'tæt=3',
    ])
  })

  test('takes names as they are meant when they begin with a dot or have empty parts', async () => {
    expect(
      await contentOf(
        tarOf([
          { name: './', flag: '5' },
          { name: './a//b', body: '1' },
        ]),
      ),
    ).toEqual(['a/b=1'])
  })

  test.each<[string, TarEntry, string]>([
    [
      '".." in a name',
      { name: 'a/../../etc/passwd' },
      'its entry "a/../../etc/passwd" leads out of the archive with ".."',
    ],
    ['".." alone', { name: '..' }, 'leads out of the archive'],
    ['an absolute path', { name: '/etc/cron.d/x' }, 'has an absolute path'],
    ['a drive letter', { name: 'C:/Windows/x' }, 'begins with a drive letter'],
    ['backslashes', { name: '..\\..\\x' }, 'has a backslash in its name'],
    ['a control character', { name: 'a\u001b[2Jb' }, 'has a control character in its name'],
    ['a line feed', { name: 'a\nb' }, 'has a control character in its name'],
    [
      'a symbolic link',
      { name: 'images', flag: '2', link: '/etc' },
      'its entry "images" is a symbolic link; only files',
    ],
    ['a hard link', { name: 'images/x', flag: '1', link: '../../x' }, 'is a hard link'],
    ['a device', { name: 'x', flag: '3' }, 'is a device'],
    ['a pipe', { name: 'x', flag: '6' }, 'is a pipe'],
    ['a kind that nobody knows', { name: 'x', flag: 'Z' }, 'is of a kind that is not known'],
  ])('refuses %s', async (_what, entry, reason) => {
    expect(await refusalOf(tarGzOf([{ name: 'data.ndjson', body: '{}' }, entry]))).toContain(reason)
  })

  test.each([
    ['a zero byte', { path: 'a\0b' }, 'has a control character in its name'],
    ['a way out', { path: '../x' }, 'leads out of the archive'],
    ['too long a path', { path: `${'x'.repeat(200)}/`.repeat(3) }, 'has a name of more than 512 bytes'],
  ])('refuses %s in an extended header', async (_what, records, reason) => {
    const archive = tarOf([
      { name: 'x', flag: 'x', body: paxRecords(records) },
      { name: 'fine', body: '1' },
    ])
    expect(await refusalOf(archive)).toContain(reason)
  })

  test('refuses a header of its own that would fill the memory', async () => {
    expect(await refusalOf(tarOf([{ name: 'x', flag: 'x', size: 2 ** 32 }]))).toContain(
      'it has a header of 4294967296 bytes',
    )
  })

  test('refuses a million entries, at the one that is too many', async () => {
    const one = tarOf([{ name: 'x', body: '' }]).subarray(0, 512)
    const archive = gzipSync(Buffer.concat(Array.from({ length: 1_000_000 }, () => one)), { level: 1 })
    expect(await refusalOf(archive)).toContain('it has more than the 250000 entries that are taken')
  })

  test('refuses what unpacks to a thousand times its size', async () => {
    const archive = tarGzOf([{ name: 'data.ndjson', body: Buffer.alloc(64 * 1024 ** 2) }])
    expect(archive.length).toBeLessThan(70_000)
    expect(await refusalOf(archive)).toContain('it unpacks to more than 400 times its size')
  })

  test('refuses what unpacks to more than is taken', async () => {
    const archive = tarOf([{ name: 'data.ndjson', body: 'x'.repeat(3000) }])
    expect(await refusalOf(archive, { ...limits, unpackedBytes: 2000 })).toContain('it unpacks to more than the 2.0 kB')
  })

  test.each([
    ['breaks off in a file', (archive: Buffer) => archive.subarray(0, 700), 'it breaks off before its end'],
    ['breaks off in a header', (archive: Buffer) => archive.subarray(0, 300), 'it breaks off before its end'],
    ['has a header that was changed', (archive: Buffer) => archive.fill(0x37, 3, 4), 'it is damaged'],
  ])('refuses an archive that %s', async (_what, spoiled, reason) => {
    expect(await refusalOf(spoiled(tarOf([{ name: 'data.ndjson', body: 'x'.repeat(600) }])))).toContain(reason)
  })

  test('refuses a packed archive that breaks off or has a bit changed', async () => {
    const archive = tarGzOf([{ name: 'data.ndjson', body: 'Danske bogstaver: æøå. '.repeat(500) }])
    expect(await refusalOf(archive.subarray(0, archive.length - 12))).toContain('it breaks off before its end')
    archive.writeUInt8((archive.at(-6) ?? 0) ^ 1, archive.length - 6)
    expect(await refusalOf(archive)).toContain('it is damaged')
  })

  test('finds no fault where text stands, however strange', async () => {
    const entries = [
      { name: 'data.ndjson', body: '../ /etc \\ \u001b' },
      { name: 'notes..txt', body: '…' },
      { name: '...', body: '' },
    ]
    expect(await contentOf(tarOf(entries))).toEqual(['data.ndjson=../ /etc \\ \u001b', 'notes..txt=…', '...='])
  })

  test('reads any damaged archive, or says what is wrong with it, and never fails in another way', async () => {
    const archive = tarOf([
      { name: 'x', flag: 'x', body: paxRecords({ path: 'a/b', size: '3' }) },
      { name: 'data.ndjson', body: 'æøå' },
      { name: 'images/', flag: '5' },
    ])
    const damage = fc.array(fc.tuple(fc.nat(archive.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    const whole = fc.asyncProperty(damage, fc.boolean(), async (changes, mended) => {
      const damaged = Buffer.from(archive)
      for (const [at, byte] of changes) damaged[at] = byte
      if (mended) for (let at = 0; at < damaged.length; at += 512) mendChecksum(damaged.subarray(at, at + 512))
      expect(await refusalOf(damaged)).toMatch(/^(nothing was refused|ArchiveFault: )/)
    })
    await fc.assert(whole, { numRuns: runs(300, 20_000) })
  })
})

/** Makes the checksum of a block right, when it is a header. */
function mendChecksum(block: Buffer): void {
  if (block.subarray(257, 262).toString() !== 'ustar') return
  block.write('        ', 148)
  block.write(
    `${block
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  )
}
