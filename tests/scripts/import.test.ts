import { readdirSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { anArticle, anAuthor, aSection } from '../builders/documents.ts'
import { startedIn } from '../rigs/command.ts'
import { aDesk, type Desk } from '../rigs/moving.ts'
import { runningLake } from '../rigs/running-lake.ts'
import { linesOf, tarGzOf } from '../rigs/tar-archive.ts'

const ran = (desk: Desk, words: string[]) => startedIn(desk.path, words).ended

const documents = [anArticle(), anAuthor(), aSection()]

describe('notits import', () => {
  test('says beforehand what it would do, and then what it did', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    await lake.client.create(aSection())
    writeFileSync(desk.at('a.tar.gz'), tarGzOf([{ name: 'data.ndjson', body: linesOf(documents) }]))
    const where = ['a.tar.gz', '--home', lake.home]
    expect(await ran(desk, ['import', ...where, '--missing', '--dry-run'])).toMatchObject({
      code: 0,
      out: 'create article-havnen-i-esbjerg-faar-stroem-fra-land\ncreate author-ida\nleave section-erhverv\n',
      err: expect.stringMatching(
        /\nNothing was changed: 2 documents would be created, 0 replaced, 1 left as they are, and 0 assets uploaded unless they are there \(.*s\)\n$/,
      ),
    })
    expect(await ran(desk, ['import', ...where])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/\nCannot import a\.tar\.gz: 1 document of it is in the lake already .*\n$/),
    })
    expect(await lake.client.fetch('count(*)')).toBe(1)
    expect(await ran(desk, ['import', ...where, '--missing'])).toMatchObject({
      code: 0,
      err: expect.stringMatching(
        /\nImported 2 documents and 0 assets from a\.tar\.gz, left 1 as they were; the lake now holds 3 documents \(.*s\)\n$/,
      ),
    })
    expect(await ran(desk, ['import', ...where, '--replace'])).toMatchObject({ code: 0 })
  })

  test('starts the lake when none runs, into which nothing hostile comes', async () => {
    using desk = aDesk()
    writeFileSync(
      desk.at('a.tar.gz'),
      tarGzOf([
        { name: 'data.ndjson', body: linesOf(documents) },
        { name: '../out', body: 'x' },
      ]),
    )
    const { code, err } = await ran(desk, ['import', 'a.tar.gz', '--home', desk.at('home')])
    const sentence = 'Cannot import a.tar.gz: its entry "../out" leads out of the archive with ".."'
    expect([code, err]).toEqual([1, `Looking at a.tar.gz\n${sentence}\n`])
    expect(desk.names().filter((name) => !name.startsWith('home'))).toEqual(['a.tar.gz'])
  })

  test('says how far it came when it is interrupted, and leaves nothing unpacked', async () => {
    await using lake = await runningLake()
    using desk = aDesk()
    const many = Array.from({ length: 15_000 }, (_, n) => ({ ...anArticle(), _id: `article-${n}` }))
    writeFileSync(
      desk.at('a.tar.gz'),
      tarGzOf([{ name: 'data.ndjson', body: linesOf([...many, anAuthor(), aSection()]) }]),
    )
    const { kill, ended, says } = startedIn(desk.path, ['import', 'a.tar.gz', '--home', lake.home])
    await says('Importing documents')
    kill('SIGINT')
    const { code, err } = await ended
    const told =
      /\(interrupted\): (\d+) of 15002 documents are in the lake, each of them whole; .* --missing to go on\n$/.exec(
        err,
      )
    expect([code, Number(told?.[1])]).toEqual([1, await lake.client.fetch('count(*)')])
    expect(readdirSync(lake.home).filter((name) => name.startsWith('import'))).toEqual([])
  })

  test('wants one of --replace and --missing', async () => {
    using desk = aDesk()
    const { code, err } = await ran(desk, ['import', 'a.tar.gz', '--replace', '--missing'])
    expect([code, err]).toEqual([1, 'Cannot both replace documents and leave them: choose --replace or --missing\n'])
  })
})
