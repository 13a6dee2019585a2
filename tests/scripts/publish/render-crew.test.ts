import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RenderCrew } from '../../../scripts/publish/render-crew.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { temporaryFolder } from '../../rigs/temporary-folder.ts'

/** An app that notes each page it renders in the edition's place, and tells in which thread it was. */
const app = `
import { appendFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
let edition
export function useEdition(file) { edition = file }
export async function render(address) {
  appendFileSync(edition, address + '\\n')
  if (address === '/broken/') throw new Error('no such story')
  if (address === '/gone/') return new Response(null, { status: 404 })
  if (address === '/deadly/') process.exit(3)
  return new Response(address + ' ' + threadId)
}
`

type Rig = AsyncDisposable & { crew: RenderCrew; rendered(): string[] }

async function aCrew(): Promise<Rig> {
  const place = await temporaryFolder('crew')
  mkdirSync(join(place.folder, 'server'))
  writeFileSync(join(place.folder, 'server/entry.mjs'), app)
  const edition = join(place.folder, 'edition.db')
  writeFileSync(edition, '')
  const crew = new RenderCrew({ app: { folder: place.folder, digest: '' }, edition, threads: 2 })
  return {
    crew,
    rendered: () => readFileSync(edition, 'utf8').split('\n').slice(0, -1),
    [Symbol.asyncDispose]() {
      crew[Symbol.dispose]()
      return place[Symbol.asyncDispose]()
    },
  }
}

const pages = (count: number) => Array.from({ length: count }, (_, number) => `/side-${number}/`)

async function textOf(crew: RenderCrew, address: string): Promise<string> {
  const page = await crew.render(address)
  return page.ok ? Buffer.from(page.bytes).toString() : page.why
}

describe('a render crew', () => {
  test('gives each page that was expected, whichever thread rendered it', async () => {
    await using rig = await aCrew()
    const expected = pages(1000)
    rig.crew.expect(expected)
    const threads = new Set<string>()
    for (const address of expected) {
      const [shown, thread = ''] = (await textOf(rig.crew, address)).split(' ')
      expect(shown).toBe(address)
      threads.add(thread)
    }
    expect(threads.size).toBe(2)
    expect(rig.rendered().toSorted()).toEqual(expected.toSorted())
  })

  test('tells the hash of what a thread rendered', async () => {
    await using rig = await aCrew()
    rig.crew.expect(pages(300))
    const page = await rig.crew.render('/side-0/')
    expect(page.ok && page.hash).toBe(page.ok && createHash('sha256').update(page.bytes).digest('hex'))
  })

  test('renders few pages right here, and a page that nobody expected', async () => {
    await using rig = await aCrew()
    rig.crew.expect(pages(3))
    expect(await textOf(rig.crew, '/side-2/')).toBe('/side-2/ 0')
    rig.crew.expect(pages(300))
    expect(await textOf(rig.crew, '/uventet/')).toBe('/uventet/ 0')
  })

  test('tells of a page that fails, and goes on with the rest', async () => {
    await using rig = await aCrew()
    const expected = ['/broken/', '/gone/', ...pages(300)]
    rig.crew.expect(expected)
    expect(await rig.crew.render('/broken/')).toEqual({ ok: false, why: 'no such story' })
    expect(await rig.crew.render('/gone/')).toEqual({ ok: false, why: 'the page answered 404' })
    expect(await textOf(rig.crew, '/side-299/')).toMatch(/^\/side-299\/ /)
  })

  test('works only a few sheaves ahead of whoever asks', async () => {
    await using rig = await aCrew()
    rig.crew.expect(pages(5000))
    await rig.crew.render('/side-149/')
    rig.crew[Symbol.dispose]()
    expect(rig.rendered().length).toBeLessThan(300)
  })

  test('gives the rest when pages are asked for out of turn, each rendered once', async () => {
    await using rig = await aCrew()
    const expected = pages(2000)
    rig.crew.expect(expected)
    for (const address of expected.toReversed()) expect(await textOf(rig.crew, address)).toContain(`${address} `)
    expect(rig.rendered().toSorted()).toEqual(expected.toSorted())
  })

  test('renders anew what is expected anew', async () => {
    await using rig = await aCrew()
    for (const _ of ['once', 'again']) {
      rig.crew.expect(pages(300))
      await rig.crew.render('/side-0/')
    }
    expect(rig.rendered().filter((address) => address === '/side-0/')).toHaveLength(2)
  })

  test('says in one sentence that a thread has died, and has a new one the next time', async () => {
    await using rig = await aCrew()
    rig.crew.expect(['/deadly/', ...pages(300)])
    const fault = await rig.crew.render('/deadly/').catch((thrown: unknown) => thrown)
    expect(fault).toBeInstanceOf(Problem)
    expect(String(fault)).toMatch(/a thread ended before its pages were there \(it ended with code 3\); publish again$/)
    rig.crew.expect(pages(300))
    expect(await textOf(rig.crew, '/side-0/')).toMatch(/^\/side-0\/ [1-9]/)
  })

  test('says which app cannot be loaded', async () => {
    await using place = await temporaryFolder('crew')
    using crew = new RenderCrew({ app: { folder: place.folder, digest: '' }, edition: '', threads: 2 })
    crew.expect(pages(300))
    await expect(crew.render('/side-0/')).rejects.toThrow(/Could not load the compiled site .*entry\.mjs/)
  })
})
