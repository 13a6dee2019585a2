import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { documentsIn } from '#schemas/build-record.ts'
import {
  buildRecordBytes,
  buildRecordIn,
  heldRecordBytes,
  recordOf,
  saysTheSame,
} from '../../../../scripts/publish/room/build-record.ts'

const publishedAt = '2026-03-03T08:12:00.000Z'
const edition = {
  noted: () => ({ upTo: '2026-03-03T08:11:59.000Z', sweptAt: publishedAt }),
  counts: () => ({ section: 2, article: 12 }),
  leftOut: () => [{ id: 'a', reason: 'no-section' as const }],
  failed: () => ['/artikel/x/'],
  unread: () => [{ id: 'b', type: 'article', faults: [{ path: 'headline', sentence: 'Hemmeligt.' }] }],
}

describe('the record of a site', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-record-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))
  const write = (bytes: Uint8Array | string) => writeFileSync(join(folder, 'build.json'), bytes)

  test('tells how far the site has followed the lake, what it is made of and what it must do without', () => {
    write(buildRecordBytes(recordOf(edition, { publishedAt, number: 7, addresses: 30 })))
    expect(buildRecordIn(folder)).toEqual({
      ...{ publishedAt, number: 7, upTo: '2026-03-03T08:11:59.000Z', addresses: 30, unreadable: 1 },
      ...{ documents: { article: 12, section: 2 }, leftOut: [{ id: 'a', reason: 'no-section' }] },
      failed: ['/artikel/x/'],
    })
  })

  test('repeats no word of a document', () => {
    const text = Buffer.from(buildRecordBytes(recordOf(edition, { publishedAt }))).toString()
    expect(text).not.toContain('Hemmeligt')
  })

  test('is the same for the same edition, in whatever order its types are counted', () => {
    const other = { ...edition, counts: () => ({ article: 12, section: 2 }) }
    expect(buildRecordBytes(recordOf(other, { publishedAt }))).toEqual(
      buildRecordBytes(recordOf(edition, { publishedAt })),
    )
  })

  test('says the same of its site whenever it was made, and something else once a story is left out', () => {
    const record = recordOf(edition, { publishedAt, number: 7 })
    expect(saysTheSame(record, recordOf(edition, { publishedAt: '2026-03-04T08:00:00.000Z', number: 8 }))).toBe(true)
    expect(saysTheSame(record, recordOf({ ...edition, leftOut: () => [] }, { publishedAt }))).toBe(false)
    expect(saysTheSame(record, { ...record, heldAt: publishedAt })).toBe(false)
  })

  test('says when its site was put back to it', () => {
    write(heldRecordBytes(recordOf(edition, { publishedAt }), '2026-03-04T08:00:00.000Z'))
    expect(buildRecordIn(folder)?.heldAt).toBe('2026-03-04T08:00:00.000Z')
  })

  test('is still known as ours when an earlier version wrote it', () => {
    write(JSON.stringify({ publishedAt, addresses: 30, documents: 14 }))
    const record = buildRecordIn(folder)
    expect(record).toMatchObject({ publishedAt, number: 0, leftOut: [] })
    expect(record && documentsIn(record)).toBe(14)
  })

  test.each(['{}', 'not JSON', '{"name":"another program"}'])('is not made of %s', (text) => {
    write(text)
    expect(buildRecordIn(folder)).toBeUndefined()
  })
})
