import { createHash } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesIn, keptSite } from '../../../../rigs/kept-site.ts'

const sumOf = (text: string) => createHash('sha256').update(text).digest('hex')

/** What a publish tells of files, without `build.json`, which every publish changes. */
const told = (changes: { file: string }[] = []) => changes.filter(({ file }) => file !== 'build.json')

describe('the ledger of an out folder', () => {
  test('numbers publishes, and tells of each what it changed, with the sum of the new bytes', () => {
    using site = keptSite()
    const first = site.publish({ 'index.html': 'one', 'rss.xml': 'feed' })
    expect(first?.number).toBe(1)
    expect(told(first?.changes)).toEqual([
      { file: 'index.html', action: 'written', hash: sumOf('one') },
      { file: 'rss.xml', action: 'written', hash: sumOf('feed') },
    ])
    const second = site.publish({ 'index.html': 'two', 'rss.xml': null })
    expect(second?.number).toBe(2)
    expect(told(second?.changes)).toEqual([
      { file: 'index.html', action: 'written', hash: sumOf('two') },
      { file: 'rss.xml', action: 'removed' },
    ])
  })

  test('gives no number to a publish that changes nothing', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    site.ledger.begin({ kind: 'publish', at: site.clock.now() }, ['index.html'])
    site.out.write('index.html', Buffer.from('one'))
    expect(site.ledger.end(site.clock.now())).toBeUndefined()
    expect(site.ledger.latest()).toBe(1)
  })

  test('counts what continues a publish as part of it', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one', 'far.html': 'old' })
    site.publish({ 'index.html': 'two' })
    expect(site.publish({ 'far.html': 'new' }, true)).toMatchObject({ number: 2 })
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': 'one', 'far.html': 'old' })
  })

  test('tells whoever keeps a copy elsewhere all that became of the files since they last asked', () => {
    using site = keptSite()
    site.publish({ 'a.html': '1', 'b.html': '1', 'c.html': '1' })
    site.publish({ 'a.html': '2', 'new.html': '1' })
    site.publish({ 'a.html': '3', 'b.html': null, 'new.html': null })
    expect(told(site.ledger.changesSince(1))).toEqual([
      { file: 'a.html', action: 'written', hash: sumOf('3') },
      { file: 'b.html', action: 'removed' },
    ])
    expect(site.ledger.changesSince(3)).toEqual([])
    expect(site.ledger.changesSince(4)).toBeUndefined()
    expect(site.ledger.changesSince(0)).toBeUndefined()
  })

  test('knows the sum of every file, also of those that stood there before it did', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one', 'old.html': 'of an earlier version' })
    site.ledger[Symbol.dispose]()
    for (const file of filesIn(site.home).filter((file) => file.includes('ledger.db'))) rmSync(file)
    site.reopen()
    site.publish({ 'index.html': 'two', 'old.html': 'of an earlier version' })
    expect(site.ledger.wasBegunAnew()).toBe(true)
    expect(site.ledger.files().get('old.html')).toBe(sumOf('of an earlier version'))
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': 'one', 'old.html': 'of an earlier version' })
  })

  test('keeps what a file was without copying it', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    const { ino } = statSync(join(site.out.folder, 'index.html'))
    site.publish({ 'index.html': 'two' })
    const kept = filesIn(join(site.home, 'kept')).filter((file) => readFileSync(file, 'utf8') === 'one')
    expect(kept.map((file) => statSync(file).ino)).toEqual([ino])
  })

  test('copies what a file was where no link can be made', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    const page = join(site.out.folder, 'index.html')
    // As many names as the disk allows a file to have (https://docs.kernel.org/filesystems/ext4/overview.html).
    mkdirSync(join(site.home, 'names'))
    let names = 0
    try {
      for (; names < 70_000; names++) linkSync(page, join(site.home, 'names', `${names}`))
    } catch {
      // The disk has had enough.
    }
    site.publish({ 'index.html': 'two' })
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': 'one' })
  })

  test('refuses to be written to outside of any publish', () => {
    using site = keptSite()
    expect(() => site.out.write('index.html', Buffer.from('one'))).toThrow('was changed outside of any publish')
  })

  test('begins anew when the folder was taken away', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    site.publish({ 'index.html': 'two' })
    rmSync(site.out.folder, { recursive: true })
    expect(site.publish({ 'index.html': 'two' })?.number).toBe(3)
    expect([...site.ledger.files().keys()]).toEqual(['build.json', 'index.html'])
    expect(() => site.rollBack()).toThrow('what stood there then is not remembered')
    site.publish({ 'index.html': 'three' })
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': 'two' })
  })
})

describe('a ledger whose publish was cut short', () => {
  test('takes the publish that completes it for the same one', () => {
    using site = keptSite()
    site.publish({ 'a.html': '1', 'b.html': '1', 'gone.html': '1' })
    site.dieWhilePublishing({ 'a.html': '2', 'new.html': '2', 'gone.html': null, 'b.html': '2' })
    expect(site.texts()).toEqual({ 'a.html': '2', 'b.html': '1', 'new.html': '2' })
    const completed = site.publish({ 'b.html': '2', 'a.html': '2', 'new.html': '2', 'gone.html': null })
    expect(completed?.number).toBe(2)
    expect(told(completed?.changes).map(({ file }) => file)).toEqual(['a.html', 'new.html', 'gone.html', 'b.html'])
    site.rollBack()
    expect(site.texts()).toEqual({ 'a.html': '1', 'b.html': '1', 'gone.html': '1' })
  })

  test('removes what stands half written beside the last file, and nothing else', () => {
    using site = keptSite()
    site.publish({ 'a.html': '1' })
    site.dieWhilePublishing({ 'a.html': '2' })
    writeFileSync(join(site.out.folder, 'a.html.part'), 'hal')
    site.publish({ 'b.html': '1' })
    expect(site.texts()).toEqual({ 'a.html': '1', 'b.html': '1' })
    expect(site.ledger.files().get('a.html')).toBe(sumOf('1'))
  })

  test('puts back what stood there before the publish that was cut short', () => {
    using site = keptSite()
    site.publish({ 'a.html': '1', 'b.html': '1' })
    site.dieWhilePublishing({ 'a.html': '2', 'c.html': '2', 'b.html': '2' })
    site.rollBack()
    expect(site.texts()).toEqual({ 'a.html': '1', 'b.html': '1' })
  })
})

describe('a ledger that cannot be read', () => {
  test.each([
    ['is no database', (file: string) => writeFileSync(file, 'years of work '.repeat(1000))],
    ['is empty', (file: string) => writeFileSync(file, '')],
    ['is gone', (file: string) => rmSync(file)],
    [
      'has broken pages',
      (file: string) => {
        const bytes = readFileSync(file)
        writeFileSync(file, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 7)]))
      },
    ],
  ])('begins anew when it %s, and keeps nobody from publishing', (_, harm) => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    site.publish({ 'index.html': 'two' })
    site.ledger[Symbol.dispose]()
    for (const ending of ['-wal', '-shm']) rmSync(join(site.home, `ledger.db${ending}`), { force: true })
    harm(join(site.home, 'ledger.db'))
    site.reopen()
    site.publish({ 'index.html': 'three' })
    expect(site.texts()).toEqual({ 'index.html': 'three' })
    expect([site.ledger.wasBegunAnew(), site.ledger.wasBegunAnew()]).toEqual([true, false])
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': 'two' })
  })

  test('notices that another process has begun it anew', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    for (const ending of ['', '-wal', '-shm']) rmSync(join(site.home, `ledger.db${ending}`), { force: true })
    site.publish({ 'index.html': 'two' })
    expect(site.ledger.wasBegunAnew()).toBe(true)
    expect(existsSync(join(site.home, 'ledger.db'))).toBe(true)
    expect(site.ledger.latest()).toBe(1)
  })
})

describe('a ledger at rest', () => {
  test('keeps the ten latest publishes at least, however much they hold', () => {
    using site = keptSite()
    for (let n = 0; n < 230; n++) site.publish({ 'index.html': `number ${n}`, [`page-${n}.html`]: 'there' })
    site.rest()
    const numbers = site.ledger.publishes().map(({ number }) => number)
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([200, 230, 31])
    // What stood before the oldest that is kept: its page and its build.json, and those of the later ones.
    expect(filesIn(join(site.home, 'kept'))).toHaveLength(2 * 200)
    expect(() => site.rollBack(29)).toThrow('is not remembered')
    site.rollBack(30)
    expect(site.texts()['index.html']).toBe('number 29')
    expect(Object.keys(site.texts())).toHaveLength(31)
  })

  test('forgets early what holds much, but never the ten latest', () => {
    using site = keptSite()
    const much = 'x'.repeat(1000)
    for (let n = 0; n < 15; n++) site.publish({ 'index.html': `${n}${much}` })
    while (site.ledger.rest(site.clock.now(), { plenty: 3000 }));
    expect(site.ledger.publishes().map(({ number }) => number)).toEqual([15, 14, 13, 12, 11, 10, 9, 8, 7, 6])
    site.rollBack(5)
    expect(site.texts()['index.html']).toBe(`4${much}`)
  })

  test('goes on forgetting where it was interrupted', () => {
    using site = keptSite()
    for (let n = 0; n < 205; n++) site.publish({ 'index.html': `number ${n}` })
    for (let more = true; more; ) {
      more = site.ledger.rest(site.clock.now())
      site.reopen()
    }
    expect(filesIn(join(site.home, 'kept'))).toHaveLength(2 * 200)
  })

  test('removes kept files that a process which died had not written down', () => {
    using site = keptSite()
    site.publish({ 'index.html': 'one' })
    site.dieWhilePublishing({ 'index.html': 'two' })
    const strange = join(site.home, 'kept', 'ab', 'c'.repeat(62))
    mkdirSync(join(strange, '..'), { recursive: true })
    writeFileSync(strange, 'kept, and then the process died')
    site.publish({ 'index.html': 'two' })
    site.rest()
    expect(existsSync(strange)).toBe(false)
    site.rollBack()
    expect(site.texts()).toEqual({ 'index.html': 'one' })
  })
})

describe('after a power cut', () => {
  test('doubts what was just written and is not what it was, and nothing else', () => {
    using site = keptSite()
    site.publish({ 'early.html': 'long since on the disk' })
    site.clock.pass(120_000)
    site.rest()
    site.publish({ 'a.html': 'whole', 'b.html': 'whole' })
    writeFileSync(join(site.out.folder, 'a.html'), '')
    writeFileSync(join(site.out.folder, 'early.html'), 'changed by hand')
    site.reopen()
    expect(site.ledger.suspects()).toEqual([])
    site.reopen('second boot')
    expect(site.ledger.suspects()).toEqual(['a.html'])
    site.ledger.trust()
    expect(existsSync(join(site.out.folder, 'a.html'))).toBe(false)
    expect(site.ledger.suspects()).toEqual([])
    site.publish({ 'a.html': 'whole' })
    expect(site.texts()).toEqual({ 'a.html': 'whole', 'b.html': 'whole', 'early.html': 'changed by hand' })
  })

  test('doubts a file whose change the ledger has forgotten', () => {
    using site = keptSite()
    site.publish({ 'a.html': 'before' })
    site.ledger.begin({ kind: 'publish', at: site.clock.now() }, ['a.html', 'new.html'])
    site.out.write('b.html', Buffer.from('this outlived the cut'))
    writeFileSync(join(site.out.folder, 'a.html'), 'this did, but not its record')
    writeFileSync(join(site.out.folder, 'new.html'), '')
    site.reopen('second boot')
    expect(site.ledger.suspects().toSorted()).toEqual(['a.html', 'new.html'])
  })

  test('doubts the whole folder when much was being written', () => {
    using site = keptSite()
    site.publish({ 'early.html': 'early' })
    site.clock.pass(120_000)
    site.rest()
    const many = Array.from({ length: 600 }, (_, n) => [`page-${n}.html`, 'there'])
    site.publish(Object.fromEntries(many))
    writeFileSync(join(site.out.folder, 'early.html'), '')
    site.reopen('second boot')
    expect(site.ledger.suspects()).toEqual(['early.html'])
  })
})
