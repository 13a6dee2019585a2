import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { differencesBetween, plainlyBuilt } from '../../rigs/press-rig.ts'
import { runs } from '../../rigs/runs.ts'
import { type Ending, lived, toldAs } from './step-by-step/life.ts'
import { aLife } from './step-by-step/steps.ts'

/** Milliseconds after which the search for a simpler life that fails the same way ends. */
const patience = runs(600_000, 3_300_000)

describe('a site that was published step by step', () => {
  const images = mkdtempSync(join(tmpdir(), 'notits-images-'))
  afterAll(() => rmSync(images, { recursive: true, force: true }))

  test(
    'is after every step what the same content gives at once, and in the end what a plain astro build gives',
    async () => {
      const builds = new BuildsBeside()
      const property = fc.asyncProperty(aLife, async (life) => builds.begin(await lived(life, images)))
      try {
        const limits = { interruptAfterTimeLimit: patience, markInterruptAsFailure: true }
        await fc.assert(property, { numRuns: runs(10, 300), ...limits })
      } finally {
        await builds.finish()
      }
      expect(builds.faults).toEqual([])
    },
    patience + 300_000,
  )
})

/** Plain builds of the ends of lives, each beside the next life, since the two share no work. */
class BuildsBeside {
  readonly faults: string[] = []
  #last: Promise<void> = Promise.resolve()

  /** Begins a build when the one before is done. */
  async begin(ending: Ending): Promise<void> {
    await this.finish()
    this.#last = this.#built(ending)
  }

  finish(): Promise<void> {
    return this.#last
  }

  async #built(ending: Ending): Promise<void> {
    await using end = ending
    const { tree } = await plainlyBuilt(end)
    const differences = differencesBetween(end.tree, tree)
    if (differences.length > 0) this.faults.push(toldAs(end.story, differences))
  }
}
