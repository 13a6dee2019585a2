import { type SeededChance, seededChance } from '../../../rigs/seeded-chance.ts'
import { imagesAfterCuts } from '../../../rigs/simulated-disk/power-cut.ts'
import { type DiskImage, SimulatedDisk } from '../../../rigs/simulated-disk/simulated-disk.ts'
import { nothingYet, type Standing, workOnce } from './desk-work.ts'
import { integrityOf, lakeOn } from './lake-on-disk.ts'
import { type Verdict, verdictOn } from './verdict.ts'

const transactionsOfStretch = 25
/** The power is cut at so many moments of one recorded stretch of work, each as if it were the only one. */
const cutsOfStretch = 20

/** A disk, and what its lake must hold. */
type Start = { image: DiskImage; standing: Standing }

/** The sender of a transaction was told that it is kept: after so many operations of the disk. */
type Acknowledged = { moment: number; standing: Standing }

/** Work recorded on a disk. */
type Stretch = { disk: SimulatedDisk; before: Standing; acknowledged: Acknowledged[] }

/**
 * Lets a lake work, cuts the power at random moments, looks through what is left, lets it work on, and cuts again. Gives each
 * fault as a sentence that says when. `pragmas` change settings of the lake's database, to see what would come of it.
 */
export async function faultsAfterPowerCuts(seed: number, cuts: number, pragmas = ''): Promise<string[]> {
  const chance = seededChance(seed)
  const faults: string[] = []
  let start: Start = { image: new Map(), standing: nothingYet }
  for (let stretch = 0; stretch * cutsOfStretch < cuts; stretch++) {
    const name = `seed ${seed}, stretch ${stretch}`
    const work = worked(start, `${seed}-${stretch}-`, pragmas, chance)
    start = { image: new Map(), standing: nothingYet }
    const goesOnAfter = chance.whole(0, cutsOfStretch + 5)
    for (const [cut, { moment, image }] of cutsIn(work, cutsOfStretch, chance).entries()) {
      const verdict = await lookedThrough(image, candidatesAt(work, moment), chance)
      if (!verdict.ok) faults.push(`${name}, ${moment} of ${work.disk.operations.length} operations: ${verdict.fault}`)
      else if (cut === goesOnAfter) start = { image, standing: verdict.standing }
    }
  }
  return faults
}

function worked({ image, standing: before }: Start, name: string, pragmas: string, chance: SeededChance): Stretch {
  const disk = new SimulatedDisk(image)
  // After a few pages, so that the power is cut in checkpoints too; or as seldom as SQLite does it by itself.
  const lake = lakeOn(disk, `${pragmas}; PRAGMA wal_autocheckpoint = ${chance.oneOf([3, 20, 100, 1000])}`)
  const acknowledged: Acknowledged[] = []
  let standing = before
  for (let at = 0; at < transactionsOfStretch; at++) {
    standing = workOnce(lake, standing, `${name}${at}`, chance)
    acknowledged.push({ moment: disk.operations.length, standing })
  }
  lake.close()
  return { disk, before, acknowledged }
}

/** Half of the cuts come as soon as something was acknowledged, when most is at stake. */
function cutsIn({ disk, acknowledged }: Stretch, count: number, chance: SeededChance) {
  const moments = Array.from({ length: count }, (_, at) => {
    const told = acknowledged[chance.whole(0, acknowledged.length)]
    return told && at % 2 === 0 ? told.moment : chance.whole(0, disk.operations.length + 1)
  })
  return [
    ...imagesAfterCuts(
      disk,
      moments.sort((left, right) => left - right),
      chance,
    ),
  ]
}

/** All that was acknowledged by then must be there; of what was under way all or nothing. */
function candidatesAt({ before, acknowledged }: Stretch, moment: number): Standing[] {
  const known = acknowledged.findLast((told) => told.moment <= moment)?.standing ?? before
  return [known, acknowledged.find((told) => told.moment > moment)?.standing ?? known]
}

/** Opens what a cut left, looks it through and lets it work on; and cuts the power once more while it does. */
async function lookedThrough(image: DiskImage, candidates: Standing[], chance: SeededChance): Promise<Verdict> {
  const disk = new SimulatedDisk(image)
  const verdict = await verdictOnDisk(disk, candidates)
  if (!verdict.ok) return verdict
  const { standing, later } = verdict
  for (const again of imagesAfterCuts(disk, [chance.whole(0, disk.operations.length + 1)], chance)) {
    const second = await verdictOnDisk(new SimulatedDisk(again.image), [standing, later])
    if (!second.ok) return { ok: false, fault: `cut again after ${again.moment} operations: ${second.fault}` }
  }
  return verdict
}

async function verdictOnDisk(disk: SimulatedDisk, candidates: Standing[]) {
  try {
    using lake = closing(lakeOn(disk))
    const verdict = await verdictOn(lake, candidates)
    if (!verdict.ok) return verdict
    const later = workOnce(lake, verdict.standing, `${verdict.standing.transactions.length}-later`, seededChance(1))
    lake.close()
    const integrity = integrityOf(disk)
    return integrity === 'ok' ? { ...verdict, later } : { ok: false as const, fault: `integrity: ${integrity}` }
  } catch (fault) {
    return { ok: false as const, fault: String(fault) }
  }
}

function closing<Thing extends { close(): void }>(thing: Thing): Thing & Disposable {
  return { ...thing, [Symbol.dispose]: () => thing.close() }
}
