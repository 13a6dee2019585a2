import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lakeClient } from '../../../scripts/publish/lake-client.ts'
import { lakeReader } from '../../../scripts/publish/reading/lake-reader.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../../builders/documents.ts'
import { aPicture } from '../../builders/image.ts'
import { aReference } from '../../builders/stored.ts'
import { startedIn } from '../../rigs/command.ts'
import { type FaultyLine, faultyLine, type LineFault, lineFaults } from '../../rigs/faulty-line.ts'
import { differencesBetween, type PressRig, pressOn, wholeSite } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { runs } from '../../rigs/runs.ts'
import { seededChance } from '../../rigs/seeded-chance.ts'
import { contentOf, following } from '../../rigs/syncing.ts'
import { temporaryFolder } from '../../rigs/temporary-folder.ts'

const everyFault = Object.keys(lineFaults) as [LineFault, ...LineFault[]] // the names of all faults
const hanging: readonly LineFault[] = ['no answer', 'an answer that trickles in']

/** Faults for three answers of ten, the same ones for one seed. */
function threeOfTen(seed: number, among = everyFault): () => LineFault | undefined {
  const chance = seededChance(seed)
  return () => (chance.happens(0.3) ? chance.oneOf(among) : undefined)
}

const refusal = /^(Refused to publish|Could not read) .*what readers see is unchanged|^Refused to publish: /

describe('publishing from a lake behind a faulty line', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    const stories = Array.from({ length: 30 }, (_, n) =>
      anArticle({ _id: `story-${n}`, headline: `Historie nummer ${n}` }),
    )
    const notices = Array.from({ length: 12 }, (_, n) =>
      aJobAnnouncement({ _id: `notice-${n}`, person: `Person ${n}` }),
    )
    await put(aSection(), anAuthor(), aCompany(), siteSettings(), ...stories, ...notices)
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  async function put(...documents: { _id: string; _type: string }[]): Promise<void> {
    const transaction = lake.client.transaction()
    for (const document of documents) transaction.createOrReplace(document)
    await transaction.commit({ visibility: 'sync' })
  }

  /** An edition at the other end of a line, which does not wait long for one answer. */
  const followingBy = (url: string) =>
    following({ url, token: lake.token }, (_, clock) => {
      const client = lakeClient({ kind: 'embedded', url, token: lake.token }).withConfig({ timeout: 200 })
      return lakeReader({ client, name: 'the lake', clock, each: 250 })
    })

  test('takes in what a faultless line gives, or refuses in a sentence; never less, whatever happens to three answers of ten', async () => {
    using faultless = followingBy(lake.url)
    let [complete, spoiled] = [0, 0]
    for (let seed = 1; seed <= runs(12, 300); seed++) {
      await using line = await faultyLine(lake, threeOfTen(seed))
      using edition = followingBy(line.url)
      // First everything, then what changed since: both ways of asking meet faults.
      for (const headline of [undefined, `Historie nummer et, rettet ${seed} gange`]) {
        if (headline) await put(anArticle({ _id: 'story-1', headline }))
        await faultless.sweep()
        const before = edition.edition.revisions()
        try {
          await edition.sweep({ heldBefore: 46 })
          const now = edition.clock.now()
          expect(contentOf(edition.edition, now), `seed ${seed}`).toEqual(contentOf(faultless.edition, now))
          complete++
        } catch (fault) {
          if (!(fault instanceof Problem)) throw fault
          expect(fault.message).toMatch(refusal)
          expect(edition.edition.revisions().size, `seed ${seed}`).toBeGreaterThanOrEqual(before.size)
        }
      }
      spoiled += line.spoiled
    }
    expect(complete).toBeGreaterThan(runs(12, 300))
    expect(spoiled).toBeGreaterThan(runs(12, 300))
  })

  test('writes the site that a faultless line gives, or leaves what readers see as it is', async () => {
    const image = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#2a6' } })
      .jpeg()
      .toBuffer()
    const asset = await lake.client.assets.upload('image', image, { filename: 'kran.jpg' })
    const leadImage = aPicture({ asset: aReference(asset._id) })
    await put(anArticle({ _id: 'story-2', headline: 'Kranen på kajen', leadImage }))
    const quick = everyFault.filter((name) => !hanging.includes(name))
    const among: [LineFault, ...LineFault[]] = ['a broken connection', ...quick]
    for (let seed = 1; seed <= runs(3, 60); seed++) {
      let next: () => LineFault | undefined = () => undefined
      await using line = await faultyLine(lake, () => next())
      using site = pressOn({ lake: { url: line.url, token: lake.token } })
      await site.publish()
      for (const extra of [{}, { leadImage }]) {
        const before = site.tree()
        await put(anArticle({ _id: 'story-1', headline: `Rettet for ${seed}. gang`, ...extra }))
        next = threeOfTen(seed, among)
        const published = await site.publish().catch(refused)
        next = () => undefined
        if (published && published.failedPictures.length > 0) await site.publish()
        const expected = published ? (await wholeSite({ lake, now: site.clock.now() })).tree : before
        expect(differencesBetween(site.tree(), expected), `seed ${seed}`).toEqual([])
      }
    }
  })

  describe('that spoils every answer', () => {
    let fault: LineFault | undefined
    let line: FaultyLine
    let site: PressRig
    beforeAll(async () => {
      line = await faultyLine(lake, () => fault)
      site = pressOn({ lake: { url: line.url, token: lake.token } })
      await site.publish()
    })
    afterAll(async () => {
      site[Symbol.dispose]()
      await line[Symbol.asyncDispose]()
    })

    test.each<LineFault>(['a web page', 'a truncated answer', 'an empty answer', 'a broken connection', '503'])(
      'ends in one sentence within a minute, with %s, and readers see what they saw',
      async (name) => {
        const [before, start] = [site.tree(), site.clock.elapsed()]
        fault = name
        const thrown = await site.publish().catch((caught: unknown) => caught)
        expect(thrown).toBeInstanceOf(Problem)
        expect(String(thrown)).toMatch(
          /^Problem: Could not read the newest changes from the lake at [^;\n]+; what readers see is unchanged[^\n]+$/,
        )
        expect(site.clock.elapsed() - start).toBeLessThan(60_000)
        expect(differencesBetween(site.tree(), before)).toEqual([])
      },
    )
  })

  // These wait for as long as an editor would have to.
  const dead = [...hanging, 'a web page', 'a truncated answer'] as const
  test.each<LineFault>(dead.slice(0, runs(0, dead.length)))(
    'ends the command with exit code 1 within a minute when every answer is %s',
    async (fault) => {
      await using line = await faultyLine(lake, () => fault)
      await using home = await temporaryFolder('dead-api')
      const settings = { NOTITS_HOME: home.folder, NOTITS_LAKE_URL: line.url, NOTITS_LAKE_TOKEN: lake.token }
      const start = performance.now()
      const { code, err } = await startedIn(home.folder, ['publish'], settings).ended
      expect([code, err.trim().split('\n').length]).toEqual([1, 1])
      expect(err).toMatch(/^Could not read /)
      expect(performance.now() - start).toBeLessThan(60_000)
    },
    90_000,
  )
})

function refused(fault: unknown): undefined {
  if (!(fault instanceof Problem)) throw fault
  expect(fault.message).toMatch(refusal)
}
