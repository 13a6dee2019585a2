import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { journalIn } from '../../../../scripts/publish/room/journal.ts'

describe('the journal of a publish', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-journal-'))
    file = join(folder, 'home', 'publish-in-progress')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('knows of nothing undone before the first publish and after one that ended well', () => {
    expect(journalIn(file).undone()).toEqual([])
    journalIn(file).begin('everything')
    journalIn(file).end()
    expect(journalIn(file).undone()).toEqual([])
  })

  test('tells the next publish what the one before left undone', () => {
    journalIn(file).begin('everything')
    expect(journalIn(file).undone()).toBe('everything')
    journalIn(file).begin(['/', '/artikel/a/'])
    expect(journalIn(file).undone()).toEqual(['/', '/artikel/a/'])
  })

  test('takes one that it cannot read for everything', () => {
    journalIn(file).begin([])
    writeFileSync(file, '{"undone": ["/art')
    expect(journalIn(file).undone()).toBe('everything')
  })
})
