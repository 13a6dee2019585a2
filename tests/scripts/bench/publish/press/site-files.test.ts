import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { notYet, whenOnDisk } from '../../../../../scripts/bench/publish/press/site-files.ts'
import { Problem } from '../../../../../scripts/terminal/problem.ts'
import { temporaryFolder } from '../../../../rigs/temporary-folder.ts'

const never = new AbortController().signal

/** Puts a file in its place whole, as the press does. */
async function put(folder: string, file: string, text: string): Promise<void> {
  await writeFile(join(folder, 'unfinished'), text)
  await rename(join(folder, 'unfinished'), join(folder, file))
}

describe('waiting for a change to come to the site’s files', () => {
  test('ends when every file holds the words, and tells when each did', async () => {
    await using place = await temporaryFolder('site-files')
    const { folder } = place
    await put(folder, 'a.html', 'the new story')
    const awaited = ['a.html', 'b.html'].map((file) => ({ file, words: 'new story' }))
    const waiting = whenOnDisk(folder, awaited, 10_000, never)
    await put(folder, 'b.html', 'an old story')
    await put(folder, 'b.html', 'a new story')
    const [first = 0, second = 0] = await waiting
    expect(first).toBeGreaterThan(0)
    expect(second).toBeGreaterThan(first)
  })

  test('waits for words to go away, too', async () => {
    await using place = await temporaryFolder('site-files')
    const { folder } = place
    await put(folder, 'a.html', 'a story')
    await put(folder, 'list.html', 'a story and another')
    const awaited = ['a.html', 'list.html'].map((file) => ({ file, words: 'a story', gone: true }))
    const waiting = whenOnDisk(folder, awaited, 10_000, never)
    await put(folder, 'list.html', 'another')
    await rm(join(folder, 'a.html'))
    expect(await waiting).toHaveLength(2)
  })

  test('gives up with the name of the file that did not change', async () => {
    await using place = await temporaryFolder('site-files')
    const awaited = [{ file: 'never.html', words: 'a story' }]
    const refusal = new Problem('never.html did not change in 5 ms')
    await expect(whenOnDisk(place.folder, awaited, 5, never)).rejects.toThrow(refusal)
    expect(notYet(place.folder, awaited)).toEqual(awaited)
  })

  test('ends at once when it is interrupted', async () => {
    await using place = await temporaryFolder('site-files')
    const interrupted = AbortSignal.abort(new Problem('Interrupted'))
    const waiting = whenOnDisk(place.folder, [{ file: 'a.html', words: 'a' }], 60_000, interrupted)
    await expect(waiting).rejects.toThrow()
  })
})
