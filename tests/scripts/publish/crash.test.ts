import { globSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdIn } from '../../../scripts/publish/room/hold.ts'
import { publishesOf } from '../../../scripts/publish/room/site-history.ts'
import { machineClock } from '../../../scripts/terminal/clock.ts'
import { type PressProcess, pressProcess } from '../../rigs/press-process.ts'
import { differencesBetween, treeOf } from '../../rigs/press-rig.ts'
import { runs } from '../../rigs/runs.ts'
import { type SeededChance, seededChance } from '../../rigs/seeded-chance.ts'
import { brokenIn, crawled } from '../../rigs/site-links.ts'
import { DyingNewsroom } from './crash/dying-newsroom.ts'

const clock = machineClock({ now: () => new Date().toISOString(), chance: Math.random })

/** What a dead press may have left that nobody would ever clear away. */
const leftovers = ({ home }: DyingNewsroom) => globSync(['*.{part,new}', '{site,kept}/**/*.{part,new}'], { cwd: home })

describe('a press that is killed in the middle of its work', () => {
  let newsroom: DyingNewsroom
  beforeAll(async () => {
    newsroom = await DyingNewsroom.open()
    const { code, said } = await pressProcess(newsroom.home).ended
    expect(code, said).toBe(0)
  })
  afterAll(() => newsroom[Symbol.asyncDispose]())

  test(
    'never shows half a publish, and the next one makes it whole',
    async () => {
      await using crawl = await crawled(newsroom.out, runs(1, 3))
      const chance = seededChance(8)
      let killed = 0
      for (let kill = 0; kill < runs(5, 200); kill++) {
        await newsroom.edit(chance)
        const press = pressProcess(newsroom.home, kill % 2 === 0 ? [] : ['--watch'])
        await press.changes(chance.whole(1, 50))
        if (kill % 2 === 1) await killAtAnEdit(newsroom, press, chance)
        if (!press.hasEnded()) killed++
        await press.kill()
        expect(brokenIn(newsroom.out), `after kill ${kill}`).toEqual([])
        if (kill % 4 !== 3) continue // several presses may die one after the other
        const { code, said } = await pressProcess(newsroom.home).ended
        expect(code, said).toBe(0)
        expect(differencesBetween(treeOf(newsroom.out), await newsroom.clean()), `after kill ${kill}`).toEqual([])
        expect(leftovers(newsroom)).toEqual([])
      }
      const { read, faults } = await crawl.end()
      expect(faults).toEqual([])
      expect(read).toBeGreaterThan(100)
      expect(killed).toBeGreaterThan(runs(5, 200) / 2) // a short publish may end before its death
    },
    runs(300_000, 3_000_000),
  )

  test('is killed while it puts a site back, and the next command completes that', { timeout: 180_000 }, async () => {
    expect((await pressProcess(newsroom.home).ended).code).toBe(0)
    const before = treeOf(newsroom.out)
    await newsroom.edit(seededChance(9))
    expect((await pressProcess(newsroom.home).ended).code).toBe(0)
    const after = treeOf(newsroom.out)
    const rollingBack = pressProcess(newsroom.home, ['--rollback'])
    await rollingBack.changes(5)
    await rollingBack.kill()
    const here = { home: newsroom.home, out: newsroom.out, clock }
    const [latest] = await publishesOf(here)
    expect(latest).toMatchObject({ kind: 'rollback' })
    expect(differencesBetween(treeOf(newsroom.out), before)).toEqual([])
    expect(holdIn(join(newsroom.home, 'held'))).toMatchObject({ to: latest?.backTo })
    expect((await pressProcess(newsroom.home).ended).code).toBe(0)
    expect(differencesBetween(treeOf(newsroom.out), after)).toEqual([])
  })

  test('works in turn with nine others: one order, and the last content wins', { timeout: 180_000 }, async () => {
    const chance = seededChance(10)
    const presses: PressProcess[] = []
    for (let n = 0; n < 10; n++) {
      await newsroom.edit(chance)
      presses.push(pressProcess(newsroom.home, ['--json']))
    }
    const ended = await Promise.all(presses.map((press) => press.ended))
    expect(ended.filter(({ code }) => code !== 0)).toEqual([])
    expect(differencesBetween(treeOf(newsroom.out), await newsroom.clean())).toEqual([])
    const publishes = await publishesOf({ home: newsroom.home, out: newsroom.out, clock })
    expect(publishes.filter(({ ended }) => ended === undefined)).toEqual([])
    expect(publishes.map(({ number }) => number)).toEqual(publishes.map((_, n) => (publishes[0]?.number ?? 0) - n))
  })
})

/** Lets a watching press come to rest, and begins to publish an edit with it. */
async function killAtAnEdit(newsroom: DyingNewsroom, press: PressProcess, chance: SeededChance): Promise<void> {
  if (chance.happens(0.5)) return
  await press.says(newsroom.out)
  await newsroom.edit(chance)
  await press.changes(chance.whole(1, 30))
}
