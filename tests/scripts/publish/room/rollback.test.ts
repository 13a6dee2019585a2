import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildRecordIn } from '../../../../scripts/publish/room/build-record.ts'
import { holdIn, release } from '../../../../scripts/publish/room/hold.ts'
import { outFolder } from '../../../../scripts/publish/room/out-folder.ts'
import { completeRollback, rollBack } from '../../../../scripts/publish/room/rollback.ts'
import {
  publishesOf,
  publishLines,
  putBack,
  rolledBackSentence,
} from '../../../../scripts/publish/room/site-history.ts'
import { type Edits, filesIn, type KeptSite, keptSite } from '../../../rigs/kept-site.ts'
import { runs } from '../../../rigs/runs.ts'

const bytesOf = (site: KeptSite) =>
  new Map(filesIn(site.out.folder).map((file) => [file, readFileSync(file, 'latin1')]))

const held = (site: KeptSite) => join(site.home, 'held')

describe('putting a site back', () => {
  test('makes it, byte for byte, what it was before the latest publish', () => {
    using site = keptSite()
    site.publish({ 'index.html': '1', 'artikel/a/index.html': 'a', 'rss.xml': 'feed' })
    const before = site.texts()
    site.publish({ 'index.html': '2', 'artikel/a/index.html': null, 'artikel/b/index.html': 'b', 'rss.xml': '2' })
    const { to, number, changed } = site.rollBack()
    expect(site.texts()).toEqual(before)
    expect([to, number]).toEqual([1, 3])
    expect(changed.map(({ file, action }) => `${action} ${file}`).toSorted()).toEqual([
      'removed artikel/b/index.html',
      'written artikel/a/index.html',
      'written build.json',
      'written index.html',
      'written rss.xml',
    ])
    expect(filesIn(site.out.folder).filter((file) => file.includes('artikel/b'))).toEqual([])
  })

  test('goes one publish further back each time, past earlier rollbacks', () => {
    using site = keptSite()
    for (const text of ['1', '2', '3', '4']) site.publish({ 'index.html': text })
    expect(site.rollBack()).toMatchObject({ to: 3, number: 5 })
    expect(site.rollBack()).toMatchObject({ to: 2, number: 6 })
    expect(site.texts()).toEqual({ 'index.html': '2' })
    site.publish({ 'index.html': 'five' })
    expect(site.rollBack()).toMatchObject({ to: 6 })
    expect(site.texts()).toEqual({ 'index.html': '2' })
    expect(site.rollBack()).toMatchObject({ to: 1 })
    expect(site.texts()).toEqual({ 'index.html': '1' })
  })

  test('leads to any publish that is remembered, and forward again', () => {
    using site = keptSite()
    for (const text of ['1', '2', '3', '4']) site.publish({ 'index.html': text, [`${text}.html`]: text })
    const four = site.texts()
    site.rollBack(2)
    expect(site.texts()).toEqual({ 'index.html': '2', '1.html': '1', '2.html': '2' })
    site.rollBack(4)
    expect(site.texts()).toEqual(four)
  })

  test('undoes what was changed by hand in the files that it touches', () => {
    using site = keptSite()
    site.publish({ 'index.html': '1', 'a.html': 'a' })
    site.publish({ 'index.html': '2', 'a.html': null })
    rmSync(join(site.out.folder, 'index.html'))
    writeFileSync(join(site.out.folder, 'a.html'), 'by hand')
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': '1', 'a.html': 'a' })
  })

  test('holds the site, and says so in build.json', () => {
    using site = keptSite()
    site.publish({ 'index.html': '1' })
    const first = buildRecordIn(site.out.folder)
    site.publish({ 'index.html': '2' })
    expect(holdIn(held(site))).toBeUndefined()
    site.rollBack()
    const at = site.clock.now()
    expect(holdIn(held(site))).toEqual({ at, to: 1, since: 2 })
    expect(buildRecordIn(site.out.folder)).toEqual({ ...first, heldAt: at })
    site.rollBack(2)
    expect(holdIn(held(site))).toMatchObject({ to: 2, since: 2 })
    release(held(site))
    expect(holdIn(held(site))).toBeUndefined()
  })

  test('takes a hold that cannot be read for one since before any publish', () => {
    using site = keptSite()
    writeFileSync(held(site), '{"at": "2026-')
    expect(holdIn(held(site))).toMatchObject({ since: 0 })
  })

  test('lets nobody see a page go before the pages that lead to it, nor come after them', async () => {
    using site = keptSite()
    site.publish({ 'index.html': 'old', 'old/index.html': 'old', 'style-old.css': 'old', 'rss.xml': 'old' })
    site.publish({
      ...{ 'index.html': 'new', 'old/index.html': null, 'style-old.css': null, 'rss.xml': 'new' },
      ...{ 'new/index.html': 'new', 'style-new.css': 'new' },
    })
    const order: string[] = []
    const telling = outFolder(site.out.folder, {
      confirmed: () => {},
      changing(change) {
        order.push(change.file)
        site.ledger.changing(change)
      },
    })
    rollBack({ ledger: site.ledger, out: telling, held: held(site) }, {}, site.clock.now())
    expect(order.filter((file) => file !== 'build.json')).toEqual([
      ...['style-old.css', 'old/index.html'],
      ...['index.html', 'rss.xml'],
      ...['new/index.html', 'style-new.css'],
    ])
  })

  test('is completed by whoever comes next when it was cut short', () => {
    using site = keptSite()
    const files = ['a', 'b', 'c', 'd'].map((name) => `${name}.html`)
    const all = (text: string): Edits => Object.fromEntries(files.map((file) => [file, text]))
    site.publish(all('1'))
    const before = site.texts()
    site.publish({ ...all('2'), 'new.html': '2', 'a.html': null })
    for (let dies = 1; dies <= 5; dies++) {
      let left = dies
      const dying = outFolder(site.out.folder, {
        confirmed: () => {},
        changing(change) {
          site.ledger.changing(change)
          if (--left === 0) throw new Error('killed')
        },
      })
      const place = { ledger: site.ledger, out: dying, held: held(site) }
      expect(() => rollBack(place, { to: 1 }, site.clock.now())).toThrow('killed')
      site.reopen()
      expect(holdIn(held(site))).toMatchObject({ since: 2 })
      const completed = completeRollback({ ...place, ledger: site.ledger, out: site.out }, site.clock.now())
      expect(completed).toMatchObject({ to: 1 })
      expect(site.texts()).toEqual(before)
      expect(completeRollback({ ...place, ledger: site.ledger, out: site.out }, site.clock.now())).toBeUndefined()
      site.rollBack(2)
    }
  })

  test('gives back what any of random publishes left, whatever came after and however they ended', () => {
    const names = ['a.html', 'b/index.html', 'b/c/index.html', 'rss.xml', 'billeder/d.webp']
    const edits = fc.dictionary(fc.constantFrom(...names), fc.option(fc.constantFrom('1', '2', '3')), { minKeys: 1 })
    const deed = fc.oneof(
      { weight: 6, arbitrary: edits.map((edits) => ({ kind: 'publish' as const, edits })) },
      { weight: 2, arbitrary: edits.map((edits) => ({ kind: 'die' as const, edits })) },
      { weight: 3, arbitrary: fc.nat(100).map((to) => ({ kind: 'roll back' as const, to })) },
      { weight: 1, arbitrary: fc.constant({ kind: 'rest' as const }) },
    )
    fc.assert(
      fc.property(fc.array(deed, { minLength: 3, maxLength: 25 }), (deeds) => {
        using site = keptSite()
        site.publish({ 'a.html': 'the first' })
        const stood = new Map([[1, site.texts()]])
        for (const deed of deeds) {
          if (deed.kind === 'publish') {
            const number = site.publish(deed.edits)?.number ?? 0
            stood.set(number, site.texts())
          } else if (deed.kind === 'die') site.dieWhilePublishing(deed.edits)
          else if (deed.kind === 'rest') site.rest()
          else {
            const known = [...stood.keys()].filter((number) => number < site.ledger.latest())
            const to = known[deed.to % known.length]
            if (to === undefined) continue
            const { number } = site.rollBack(to)
            expect(site.texts()).toEqual(stood.get(to))
            stood.set(number, site.texts())
          }
        }
      }),
      { numRuns: runs(25, 500) },
    )
  })
})

describe('a site that cannot be put back', () => {
  test('is left as it is when the first publish made it', () => {
    using site = keptSite()
    site.publish({ 'index.html': '1' })
    expect(() => site.rollBack()).toThrow(
      `Could not put ${site.out.folder} back to publish 0: what stood there then is not remembered; npx notits publish --publishes lists those that are remembered`,
    )
    expect(site.texts()).toEqual({ 'index.html': '1' })
    expect(holdIn(held(site))).toBeUndefined()
  })

  test('is left as it is when there is no such publish', () => {
    using site = keptSite()
    site.publish({ 'index.html': '1' })
    site.publish({ 'index.html': '2' })
    expect(() => site.rollBack(7)).toThrow(/back to publish 7: the latest is 2;/)
    expect(() => site.rollBack(2)).toThrow(/stands as publish 2 left it already/)
  })

  test('is left as it is when a file of that time was altered since', () => {
    using site = keptSite()
    site.publish({ 'index.html': '1', 'a.html': '1' })
    site.publish({ 'index.html': '2', 'a.html': '2' })
    const kept = filesIn(join(site.home, 'kept')).filter((file) => readFileSync(file, 'utf8') === '1')
    for (const file of kept) writeFileSync(file, 'edited in place')
    const before = bytesOf(site)
    expect(() => site.rollBack()).toThrow(/index\.html as it was then is not kept whole; choose a later publish/)
    expect(bytesOf(site)).toEqual(before)
    expect(holdIn(held(site))).toBeUndefined()
  })

  test('is told to be published first when nothing stands there', () => {
    using site = keptSite()
    expect(() => site.rollBack()).toThrow('no site stands there; publish first')
  })
})

describe('the history of a site at the terminal', () => {
  test('is a line for each publish, the latest first', async () => {
    using site = keptSite()
    const { home, clock, out } = site
    const here = { home, out: out.folder, clock }
    expect(await publishesOf({ ...here, home: join(home, 'nothing') })).toEqual([])
    site.publish({ 'index.html': '1', 'a.html': '1' })
    site.publish({ 'index.html': '2' })
    const back = await putBack(here)
    site.dieWhilePublishing({ 'index.html': '3', 'a.html': '3' })
    expect(publishLines(await publishesOf(here))).toEqual([
      '4  2026-03-03T12:03:00.000Z  publish (cut short; the next publish completes it)',
      '3  2026-03-03T12:02:00.000Z  rollback to 1 (2 files)',
      '2  2026-03-03T12:02:00.000Z  publish (2 files)',
      '1  2026-03-03T12:01:00.000Z  publish (3 files)',
    ])
    expect(rolledBackSentence(back, out.folder)).toBe(
      `Put ${out.folder} back to publish 1 as publish 3: 2 files changed; it stays like this until you run npx notits publish`,
    )
  })
})
