import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Order } from '../../../scripts/publish/conduct.ts'
import { Ledger } from '../../../scripts/publish/room/ledger/ledger.ts'
import { outFolder } from '../../../scripts/publish/room/out-folder.ts'
import { roomPaths } from '../../../scripts/publish/room/room-paths.ts'
import { publishesOf, putBack } from '../../../scripts/publish/room/site-history.ts'
import { anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { differencesBetween, type PressRig, pressOn, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

const story = { _id: 'story', headline: 'Havnen får strøm fra land' }
const address = '/artikel/havnen-faar-stroem-fra-land/'
const releasing: Order = { kind: 'sweep', releases: true }

describe('a site that was put back', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    await put(aSection(), anAuthor(), siteSettings(), anArticle(story))
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  async function put(...documents: { _id: string; _type: string }[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  }

  const place = ({ home, out, clock }: PressRig) => ({ home, out, clock })

  /** What a clean publish of what is in the lake now makes of it. */
  const differences = async (site: PressRig) =>
    differencesBetween(site.tree(), (await wholeSite({ lake, now: site.clock.now() })).tree)

  test('is byte for byte what it was before something bad was published', async () => {
    using site = pressOn({ lake })
    await site.publish()
    const before = site.tree()
    await put(anArticle({ ...story, headline: 'Det her skulle ingen have set' }), anAuthor({ name: 'Forkert Navn' }))
    await put(anArticle({ _id: 'worse', headline: 'Det her heller ikke' }))
    const { number } = await site.publish()
    expect(site.file('/')).toContain('skulle ingen have set')
    const back = await putBack(place(site))
    expect(back.to).toBe((number ?? 0) - 1)
    expect(differencesBetween(site.tree(), before)).toEqual([])
    await put(anArticle(story), anAuthor())
    await lake.client.delete('worse')
  })

  test('is left alone by a press that watches, until somebody publishes', async () => {
    using site = pressOn({ lake })
    await site.publish()
    await put(anArticle({ ...story, standfirst: 'Ny manchet' }))
    await site.publish()
    await putBack(place(site))
    const held = site.tree()
    await put(anArticle({ _id: 'meanwhile', headline: 'Imens' }))
    expect(await site.publish({ kind: 'changes', altered: ['meanwhile'], gone: [] })).toMatchObject({ changed: [] })
    expect(await site.publish()).toMatchObject({ changed: [] })
    site.reopen()
    expect(await site.publish()).toMatchObject({ changed: [] })
    expect(site.tree()).toEqual(held)
    await site.publish(releasing)
    expect(site.file('/')).toContain('Imens')
    expect(await differences(site)).toEqual([])
    expect(await site.publish()).toMatchObject({ rendered: 0, changed: [] })
    await put(anArticle(story))
    await lake.client.delete('meanwhile')
  })

  test('gets its own styles and settings back when somebody publishes', async () => {
    using site = pressOn({ lake })
    await site.publish()
    const whole = site.tree()
    const [style = ''] = [...whole.keys()].filter((file) => file.endsWith('.css'))
    const { clock } = site
    // As another version of Notits would have published before.
    using ledger = new Ledger(roomPaths(site.home, site.out), 'boot')
    const out = outFolder(site.out, ledger)
    ledger.begin({ kind: 'publish', at: clock.now() }, [])
    out.write('_headers', Buffer.from('of another version'))
    out.write('_astro/other.css', Buffer.from('of another version'))
    out.remove(style)
    ledger.end(clock.now())
    await site.publish({ ...releasing, thorough: true })
    expect(differencesBetween(site.tree(), whole)).toEqual([])
    await putBack(place(site))
    expect(site.file('/_headers')).toBe('of another version')
    await site.publish(releasing)
    expect(differencesBetween(site.tree(), whole)).toEqual([])
  })

  test('keeps its build.json, whatever happens, so that its folder is never taken for somebody else’s', async () => {
    using site = pressOn({ lake })
    await site.publish()
    await put(anArticle({ ...story, standfirst: 'Ny manchet' }))
    await site.publish()
    await putBack(place(site))
    expect(JSON.parse(site.file('/build.json') ?? '')).toMatchObject({ heldAt: site.clock.now() })
    const { files } = await site.publish(releasing)
    expect(files.filter(({ file }) => file === 'build.json')).toMatchObject([{ action: 'written' }])
    expect(JSON.parse(site.file('/build.json') ?? '')).not.toHaveProperty('heldAt')
    using ledger = new DatabaseSync(join(site.home, 'ledger.db'), { readOnly: true })
    expect(ledger.prepare("select file from change where file = 'build.json' and after is null").all()).toEqual([])
    await put(anArticle(story))
  })

  test('is made whole after a power cut', async () => {
    using site = pressOn({ lake })
    await site.publish()
    await put(anArticle({ ...story, standfirst: 'Ny manchet' }))
    await site.publish()
    const whole = site.tree()
    const [style = ''] = [...whole.keys()].filter((file) => file.endsWith('.css'))
    site.press[Symbol.dispose]()
    for (const file of [`${address.slice(1)}index.html`, 'rss.xml', '_headers', style, 'build.json'])
      writeFileSync(join(site.out, file), '')
    using ledger = new DatabaseSync(join(site.home, 'ledger.db'))
    ledger.exec("update mark set value = 'before the cut' where name = 'boot'")
    site.reopen()
    await site.publish()
    expect(differencesBetween(site.tree(), whole)).toEqual([])
    expect(await site.publish()).toMatchObject({ rendered: 0, changed: [] })
    await put(anArticle(story))
  })

  test('is put back no further than a new ledger reaches, which keeps nobody from publishing', async () => {
    using site = pressOn({ lake })
    await site.publish()
    site.press[Symbol.dispose]()
    for (const ending of ['', '-wal', '-shm']) rmSync(join(site.home, `ledger.db${ending}`), { force: true })
    writeFileSync(join(site.home, 'ledger.db'), 'this is no database')
    site.reopen()
    const before = site.tree()
    await put(anArticle({ ...story, standfirst: 'Ny manchet' }))
    await site.publish()
    expect((await publishesOf(place(site))).map(({ number }) => number)).toEqual([1])
    await putBack(place(site))
    expect(differencesBetween(site.tree(), before)).toEqual([])
    await site.publish(releasing)
    expect(await differences(site)).toEqual([])
    await put(anArticle(story))
  })

  test('tells whoever keeps a copy elsewhere which files to fetch and which to drop', async () => {
    using site = pressOn({ lake })
    await site.publish()
    const copy = new Map(site.tree())
    const keep = ({ files }: Awaited<ReturnType<PressRig['publish']>>): void => {
      for (const change of files) {
        if (change.action === 'removed') copy.delete(change.file)
        else if (change.file !== 'build.json')
          copy.set(change.file, readFileSync(join(site.out, change.file), 'latin1'))
      }
    }
    await put(anArticle({ _id: 'fresh', headline: 'Frisk fra pressen' }), anAuthor({ name: 'Ida Brandt Holm' }))
    keep(await site.publish())
    await lake.client.delete('fresh')
    keep(await site.publish())
    expect([...copy.keys()].toSorted()).toEqual([...site.tree().keys()])
    expect(differencesBetween(copy, site.tree())).toEqual([])
    expect(existsSync(join(site.out, 'artikel/frisk-fra-pressen'))).toBe(false)
    await put(anAuthor())
  })
})
