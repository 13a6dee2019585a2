import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { anArticle, anAuthor, aSection } from '../builders/documents.ts'
import { startedIn } from '../rigs/command.ts'
import { aDesk, type Desk } from '../rigs/moving.ts'
import { type LakeRig, runningLake } from '../rigs/running-lake.ts'

const ran = (desk: Desk, words: string[], settings?: Record<string, string>) =>
  startedIn(desk.path, words, settings).ended

async function filled({ client }: LakeRig): Promise<void> {
  await client.transaction().create(aSection()).create(anAuthor()).create(anArticle()).commit()
  await client.assets.upload('file', Buffer.from('PDF'), { filename: 'a.pdf', contentType: 'application/pdf' })
}

describe('notits export', () => {
  test('saves the lake that runs to a file that is called for the dataset and the day, and says what it saved', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await filled(lake)
    const where = ['--home', lake.home]
    const planned = await ran(desk, ['export', ...where, '--dry-run'])
    expect(planned).toMatchObject({
      code: 0,
      out: expect.stringContaining('export 1 article\n'),
      err: expect.stringMatching(
        /^Nothing was changed: 3 documents and 1 asset would be saved to .*\.tar\.gz \(.*s\)\n$/,
      ),
    })
    expect(desk.names()).toEqual([])
    const saved = await ran(desk, ['export', ...where])
    expect(saved).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /\nSaved 3 documents and 1 asset to .*\/production-\d{4}-\d\d-\d\d\.tar\.gz, each asset checked by its sha1 \(\d+(\.\d)? (bytes|kB), .*s\)\n$/,
      ),
    })
    expect(desk.names()).toEqual([expect.stringMatching(/^production-\d{4}-\d\d-\d\d\.tar\.gz$/)])
    const again = await ran(desk, ['export', ...where])
    expect(again).toMatchObject({ code: 1, err: expect.stringMatching(/^Cannot export to .* add --overwrite .*\n$/) })
    expect(await ran(desk, ['export', ...where, '--overwrite'])).toMatchObject({ code: 0 })
  })

  test('starts the lake when none runs, and leaves nothing beside the file', async () => {
    using desk = aDesk()
    const { code, err } = await ran(desk, ['export', 'mine.tar.gz', '--home', desk.at('home')])
    expect([code, err]).toEqual([0, expect.stringMatching(/Saved 0 documents and 0 assets to .*mine\.tar\.gz \(/)])
    expect(desk.names().filter((name) => !name.startsWith('home'))).toEqual(['mine.tar.gz'])
  })

  test('leaves nothing behind when it is interrupted', async () => {
    using desk = aDesk()
    // A lake that begins to answer and never ends.
    const slow = createServer((request, response) => {
      if (request.url?.includes('/data/export/')) response.write('{"_id":"one","_type":"page"}\n')
      else response.end('{}')
    })
    await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve))
    const address = slow.address()
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
    writeFileSync(desk.at('lake.json'), JSON.stringify({ pid: process.pid, url }))
    writeFileSync(desk.at('token'), 'token')
    const { kill, ended, says } = startedIn(desk.path, ['export', 'mine.tar.gz', '--home', desk.path])
    await says('Exporting documents')
    kill('SIGINT')
    expect(await ended).toMatchObject({ code: 1, err: expect.stringMatching(/Interrupted; nothing is lost.*\n$/) })
    expect(desk.names()).toEqual(['lake.json', 'token'])
    slow.closeAllConnections()
    slow.close()
  })

  test.each([
    [['--types', 'article,no such'], {}, /^Cannot export the type "no such": name types as documents do/],
    [[], { SANITY_PROJECT_ID: 'abc123' }, /^Cannot move documents without a token: set SANITY_API_TOKEN/],
  ])('ends with 1 and one sentence for %j with the settings %j', async (words, settings, sentence) => {
    using desk = aDesk()
    const { code, err } = await ran(desk, ['export', 'a.tar.gz', '--home', desk.at('home'), ...words], settings)
    expect([code, err.split('\n')]).toEqual([1, [expect.stringMatching(sentence), '']])
  })
})
