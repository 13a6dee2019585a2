import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildRecordBytes } from '../../../../scripts/publish/room/build-record.ts'
import { contentOf } from '../../../../scripts/publish/room/ledger/content.ts'
import { type OutFolder, outFolder, refuseForeign } from '../../../../scripts/publish/room/out-folder.ts'

describe('the out folder', () => {
  let folder: string
  let out: OutFolder
  const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')
  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), 'notits-out-')), 'site')
    out = outFolder(folder)
  })
  afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

  test('writes a file, and leaves one alone that has these bytes already', () => {
    expect(out.write('artikel/a/index.html', Buffer.from('one'))).toBe(true)
    const { ino } = statSync(join(folder, 'artikel/a/index.html'))
    expect(out.write('artikel/a/index.html', Buffer.from('one'))).toBe(false)
    expect(statSync(join(folder, 'artikel/a/index.html')).ino).toBe(ino)
    expect(out.write('artikel/a/index.html', Buffer.from('two'))).toBe(true)
    expect(textOf('artikel/a/index.html')).toBe('two')
  })

  test('puts a new file in the place of the old one, never in its bytes, and leaves nothing beside it', () => {
    out.write('index.html', Buffer.from('one'))
    const before = statSync(join(folder, 'index.html')).ino
    out.write('index.html', Buffer.from('two'))
    expect(statSync(join(folder, 'index.html')).ino).not.toBe(before)
    expect(readdirSync(folder)).toEqual(['index.html'])
  })

  test('removes a file with the folders that it leaves empty, but not others', () => {
    out.write('artikel/a/index.html', Buffer.from('a'))
    out.write('artikel/b/index.html', Buffer.from('b'))
    expect(out.remove('artikel/a/index.html')).toBe(true)
    expect(readdirSync(join(folder, 'artikel'))).toEqual(['b'])
    expect(out.remove('artikel/b/index.html')).toBe(true)
    expect(readdirSync(folder)).toEqual([])
    expect(out.remove('artikel/b/index.html')).toBe(false)
  })

  test('can be written to again where a removal took the folder away', () => {
    out.write('artikel/a/index.html', Buffer.from('a'))
    out.remove('artikel/a/index.html')
    out.write('artikel/b/index.html', Buffer.from('b'))
    expect(textOf('artikel/b/index.html')).toBe('b')
  })

  test.each(['../escaped.html', 'a/../../escaped.html', '/etc/hosts', 'a//b', './a', '', 'a\\..\\b', 'nul\0.html'])(
    'refuses to write "%s"',
    (file) => {
      expect(() => out.write(file, Buffer.from('x'))).toThrow('its name leads out of')
      expect(() => out.remove(file)).toThrow('its name leads out of')
      expect(existsSync(join(folder, '../escaped.html'))).toBe(false)
    },
  )

  test('places a copy of a file once', () => {
    const source = join(folder, '../picture.webp')
    writeFileSync(source, 'picture')
    expect([out.place('billeder/a.webp', source), out.place('billeder/a.webp', source)]).toEqual([true, false])
    rmSync(source)
    expect(textOf('billeder/a.webp')).toBe('picture')
  })

  test('puts a file from elsewhere in the place of another', () => {
    const source = join(folder, '../kept')
    writeFileSync(source, 'as it was')
    out.write('artikel/a/index.html', Buffer.from('as it is'))
    out.restore('artikel/a/index.html', source, contentOf(Buffer.from('as it was')))
    expect(textOf('artikel/a/index.html')).toBe('as it was')
    expect(out.files()).toEqual(['artikel/a/index.html'])
  })

  test('can be written to again after somebody took it away', () => {
    out.write('artikel/a/index.html', Buffer.from('a'))
    rmSync(folder, { recursive: true })
    out.write('artikel/a/index.html', Buffer.from('b'))
    expect(textOf('artikel/a/index.html')).toBe('b')
  })

  test('says so in a sentence when the disk refuses', () => {
    mkdirSync(join(folder, 'index.html'), { recursive: true })
    expect(() => out.write('index.html', Buffer.from('x'))).toThrow(
      /^Could not write .*index\.html: the disk says EISDIR;/,
    )
  })

  test('belongs to somebody else when it holds files and no build.json', () => {
    expect(() => refuseForeign(folder, 'choose another')).not.toThrow()
    mkdirSync(join(folder, 'empty'), { recursive: true })
    expect(() => refuseForeign(folder, 'choose another')).not.toThrow()
    writeFileSync(join(folder, 'thesis.doc'), 'years of work')
    expect(() => refuseForeign(folder, 'choose another')).toThrow(
      'the folder holds files that Notits did not make; choose another',
    )
    writeFileSync(join(folder, 'build.json'), '{"scripts": "of another program"}')
    expect(() => refuseForeign(folder, 'choose another')).toThrow('the folder holds files that Notits did not make')
    const sound = { failed: [], unreadable: 0 }
    const record = { publishedAt: '2026-03-03T12:00:00.000Z', number: 1, documents: {}, leftOut: [], ...sound }
    writeFileSync(join(folder, 'build.json'), buildRecordBytes(record))
    expect(() => refuseForeign(folder, 'choose another')).not.toThrow()
  })

  test('is ours when a first publish was cut short there', () => {
    out.write('index.html', Buffer.from('one'))
    expect(() => refuseForeign(folder, 'choose another', () => true)).not.toThrow()
  })

  test('cannot stand where a file stands', () => {
    writeFileSync(folder, 'years of work')
    expect(() => refuseForeign(folder, 'choose another')).toThrow(
      `Cannot write a site to ${folder}: it is a file; choose another`,
    )
  })

  test('takes a link for a file, and never goes where it leads', () => {
    mkdirSync(join(folder, 'a'), { recursive: true })
    symlinkSync(folder, join(folder, 'a', 'around'))
    expect(out.files()).toEqual(['a/around'])
    expect(out.remove('a/around')).toBe(true)
    expect(existsSync(folder)).toBe(true)
  })
})
