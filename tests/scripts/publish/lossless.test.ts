import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lakeClient } from '../../../scripts/publish/lake-client.ts'
import { nothingPublished } from '../../../scripts/publish/published.ts'
import { listenTo } from '../../../scripts/publish/reading/listener.ts'
import { type Watch, watch } from '../../../scripts/publish/watch.ts'
import { type Clock, machineClock } from '../../../scripts/terminal/clock.ts'
import { Problem } from '../../../scripts/terminal/problem.ts'
import { aJobAnnouncement, anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'
import { runs } from '../../rigs/runs.ts'
import { seededChance } from '../../rigs/seeded-chance.ts'
import { shakyLine } from '../../rigs/shaky-line.ts'
import { contentOf, type FollowingEdition, following } from '../../rigs/syncing.ts'

/** A clock on which every wait takes a fiftieth of its time. */
function hastyClock(): Clock {
  const clock = machineClock({ now: () => '2026-03-03T12:00:00.000Z', chance: () => 0.5 })
  return { ...clock, wait: (milliseconds, signal) => clock.wait(milliseconds / 50, signal) }
}

describe('a press that listens on a line which breaks every fiftieth of a second', () => {
  let lake: LakeRig
  beforeAll(async () => {
    lake = await runningLake()
    await lake.client.create(aSection())
    await lake.client.create(anAuthor())
  })
  afterAll(() => lake[Symbol.asyncDispose]())

  /** Lets an edition follow what is told on a line, until told to stop. */
  function pressAt(
    url: string,
    { sweep, take }: FollowingEdition,
    faults: unknown[],
    signal: AbortSignal,
  ): Promise<void> {
    const client = lakeClient({ kind: 'embedded', url, token: lake.token })
    const work: Watch = {
      clock: hastyClock(),
      publish: async (order) => ({
        ...nothingPublished,
        ...(order.kind === 'sweep' ? await sweep() : await take(order)),
      }),
      nextDue: () => undefined,
      rest: async () => false,
      listen: (audience) => listenTo(client, 'the lake', audience),
      published: () => {},
      failed: (fault) => faults.push(fault),
    }
    return watch(work, signal)
  }

  /** One of the things that happen to documents, to one of forty. */
  async function happen(chance: ReturnType<typeof seededChance>, n: number): Promise<void> {
    const id = `story-${chance.whole(0, 40)}`
    const story = anArticle({ _id: id, headline: `Udgave ${n} af ${id}` })
    const notice = aJobAnnouncement({ _id: `notice-${id}`, person: `Person ${n}`, company: undefined })
    await chance.oneOf([
      () => lake.client.createOrReplace<object>(story),
      () => lake.client.createOrReplace<object>(notice),
      () => lake.client.transaction().createOrReplace(story).createOrReplace(notice).commit(),
      () => lake.client.delete(id),
      () => lake.client.transaction().delete(id).createOrReplace(notice).commit(),
    ])()
  }

  test('has in the end what the lake has', async () => {
    await using line = await shakyLine(() => lake.port)
    using edition = following({ url: line.url, token: lake.token })
    const ending = new AbortController()
    const faults: unknown[] = []
    const press = pressAt(line.url, edition, faults, ending.signal)
    const chance = seededChance(20_260_303)
    const dropping = setInterval(line.drop, 50)
    for (let n = 0; n < runs(120, 1000); n++) {
      await happen(chance, n)
      await setTimeout(chance.whole(0, runs(30, 100)))
    }
    clearInterval(dropping)
    using fresh = following(lake)
    await fresh.sweep()
    const now = edition.clock.now()
    await expect.poll(() => contentOf(edition.edition, now), { timeout: 20_000 }).toEqual(contentOf(fresh.edition, now))
    ending.abort()
    await press
    expect(faults.every((fault) => fault instanceof Problem)).toBe(true)
  })
})
