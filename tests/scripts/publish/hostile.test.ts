import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  aCompany,
  aFrontPage,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  aTopic,
  siteSettings,
} from '../../builders/documents.ts'
import { putDocuments, type SentDocument, withWeakReferences } from '../../rigs/lake-documents.ts'
import { measuredPress } from '../../rigs/measured-press.ts'
import { differencesBetween, type PressRig, pressOn, type Tree, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { runs } from '../../rigs/runs.ts'
import { harmless, huge, unfit } from './hostile-documents.ts'

describe('a newsroom with a malformed document', () => {
  let lake: LakeRig
  let site: PressRig
  let healthy: Tree

  beforeAll(async () => {
    lake = await runningLake()
    await put(
      aSection(),
      anAuthor(),
      aCompany(),
      aTopic(),
      aPage(),
      siteSettings(),
      aFrontPage(),
      anArticle(),
      aJobAnnouncement(),
    )
    site = pressOn({ lake })
    await site.publish()
    healthy = site.tree()
  })
  afterAll(async () => {
    site[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  const put = (...documents: SentDocument[]) => putDocuments(lake, documents.map(withWeakReferences))

  const told = (...ids: string[]) => site.publish({ kind: 'changes', altered: ids, gone: [] })

  async function remove(...documents: SentDocument[]): Promise<void> {
    const ids = documents.map(({ _id }) => _id).filter((id) => id !== 'frontPage')
    if (documents.some(({ _id }) => _id === 'frontPage')) await put(aFrontPage())
    if (ids.length > 0) await lake.client.delete({ query: '*[_id in $ids]', params: { ids } })
    await site.publish({ kind: 'changes', altered: ['frontPage'], gone: ids })
  }

  test.each(Object.entries(unfit))(
    'with %s does without it, and says what to do',
    async (_, [document, path, remedy]) => {
      await put(document)
      for (const { leftOut, failedPages } of [await told('odd'), await site.publish()]) {
        expect(failedPages).toEqual([])
        expect(leftOut.map(({ id, faults: [fault] }) => [id, fault?.path])).toEqual([['odd', path]])
        expect(leftOut[0]?.faults[0]?.sentence).toMatch(remedy)
        expect(leftOut[0]?.faults[0]?.sentence).toMatch(/^[^\n]+\.$/)
      }
      expect(differencesBetween(site.tree(), healthy)).toEqual([])
      await remove(document)
      expect(differencesBetween(site.tree(), healthy)).toEqual([])
    },
  )

  test.each(Object.entries(harmless))('with %s shows it without harm', async (_, [documents, shown]) => {
    await put(...documents)
    const { leftOut, failedPages } = await told(...documents.map(({ _id }) => _id))
    expect([leftOut, failedPages]).toEqual([[], []])
    const tree = site.tree()
    expect([...tree.values()].some((bytes) => Buffer.from(bytes, 'latin1').toString().includes(shown))).toBe(true)
    expect(filesWithBadCharacters(tree)).toEqual([])
    expect(differencesBetween(tree, (await wholeSite({ lake })).tree)).toEqual([])
    await remove(...documents)
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
  })

  test.each(Object.entries(huge))('with %s shows it whole, and nothing else differently', async (_, make) => {
    const document = make()
    await put(document)
    const { leftOut, failedPages } = await told('odd')
    expect([leftOut, failedPages]).toEqual([[], []])
    expect(site.file('/artikel/skaev-historie/')?.length).toBeGreaterThan(300_000)
    await remove(document)
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
  })

  test('with all of them at once publishes everything else, and names each', async () => {
    const all = Object.values(unfit).map(([document], n) => ({
      ...document,
      _id: `odd-${n}`,
      ...('slug' in document && { slug: document.slug }),
    }))
    await put(...all)
    const { leftOut } = await site.publish()
    expect(leftOut.map(({ id }) => id).toSorted()).toEqual(all.map(({ _id }) => _id).toSorted())
    expect(leftOut.every(({ faults }) => faults.length > 0)).toBe(true)
    expect(differencesBetween(site.tree(), healthy)).toEqual([])
    await remove(...all)
  })
})

/** How many stories a newsroom of the long form holds: so many that a publish takes some seconds without what is hostile. */
const stories = 5000

// A measure, so it belongs to the long form: everyday tests assert no time.
for (let round = 0; round < runs(0, 1); round++) {
  describe('a large newsroom', () => {
    test('with every malformed and every huge document takes at most twice the time, and 1.5 GB', async () => {
      await using lake = await runningLake()
      await putDocuments(lake, [aSection(), anAuthor(), aCompany(), siteSettings(), aFrontPage()])
      for (let batch = 0; batch < stories; batch += 500) {
        const some = Array.from({ length: 500 }, (_, n) => `${batch + n}`)
        await putDocuments(
          lake,
          some.map((n) => anArticle({ _id: `story-${n}`, headline: `Historie nummer ${n}` })),
        )
      }
      const normal = await measuredPress(lake)
      const hostile = [
        ...Object.values(unfit).map(([document]) => document),
        ...Object.values(harmless).flatMap(([documents]) => documents),
        ...Object.values(huge).map((make) => make()),
      ].map((document, n) => ({ ...withWeakReferences(document), _id: `odd-${n}` }))
      for (const document of hostile) await putDocuments(lake, [document])
      const measured = await measuredPress(lake)
      expect(measured.seconds, `normally ${normal.seconds} s`).toBeLessThan(2 * normal.seconds)
      expect(measured.megabytes).toBeLessThan(1500)
    })
  })
}

/** Files that hold what XML forbids, or bytes that are no UTF-8. */
function filesWithBadCharacters(tree: Tree): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this expression is about
  const bad = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffd-\uffff]/
  const texts = [...tree].filter(([file]) => /\.(html|xml|json|txt)$|^_[^/]*$/.test(file))
  return texts.filter(([, bytes]) => bad.test(Buffer.from(bytes, 'latin1').toString())).map(([file]) => file)
}
