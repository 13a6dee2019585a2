import { existsSync } from 'node:fs'
import type { Clock } from '../../terminal/clock.ts'
import { counted } from '../../terminal/duration.ts'
import { Problem } from '../../terminal/problem.ts'
import type { FileChange, Publish } from './ledger/history.ts'
import { Ledger } from './ledger/ledger.ts'
import { machineBoot } from './ledger/power-cut.ts'
import { outFolder } from './out-folder.ts'
import { completeRollback, type RolledBack, rollBack } from './rollback.ts'
import { roomPaths } from './room-paths.ts'
import { takeTurn } from './turn.ts'

/** A site and where the newsroom keeps what belongs to it. */
export type Site = { home: string; out: string; clock: Clock; signal?: AbortSignal }

/**
 * Puts a site back to what it was when the publish `to` had ended, or before the one that it shows now (`rollBack`), when no publish
 * is under way.
 * @throws Problem when that is not remembered
 */
export function putBack(site: Site, to?: number): Promise<RolledBack> {
  return inTurn(site, (place) => rollBack(place, { to }, site.clock.now()))
}

/** The publishes of a site that are remembered, the latest first. */
export async function publishesOf(site: Site): Promise<Publish[]> {
  if (!existsSync(roomPaths(site.home, site.out).ledger)) return []
  return inTurn(site, (place) => {
    completeRollback(place, site.clock.now())
    return place.ledger.publishes()
  })
}

/**
 * The files of a site that changed after the publish of this number.
 * @throws Problem when nobody remembers so far back
 */
export function changesOf(site: Site, number: number): Promise<FileChange[]> {
  return inTurn(site, (place) => {
    completeRollback(place, site.clock.now())
    const changes = place.ledger.changesSince(number)
    if (changes) return changes
    throw new Problem(
      `Could not tell what changed in ${site.out} after publish ${number}: npx notits publish --publishes lists those that are remembered`,
    )
  })
}

async function inTurn<Result>(
  { home, out, clock, signal }: Site,
  work: (place: Parameters<typeof rollBack>[0]) => Result,
): Promise<Result> {
  const paths = roomPaths(home, out)
  using _turn = await takeTurn(paths.turn, clock, signal)
  using ledger = new Ledger(paths, machineBoot(clock.now()))
  return work({ ledger, out: outFolder(paths.out, ledger), held: paths.held })
}

/** A line for each publish, for a list at the terminal: number, when, what, and how many files it changed. */
export function publishLines(publishes: readonly Publish[]): string[] {
  const width = String(publishes[0]?.number ?? 0).length
  return publishes.map(({ number, begun, ended, backTo, files }) => {
    const what = backTo === undefined ? 'publish' : `rollback to ${backTo}`
    const state = ended === undefined ? 'cut short; the next publish completes it' : counted(files, 'file')
    return `${String(number).padStart(width)}  ${begun}  ${what} (${state})`
  })
}

/** What a rollback did, for the last line of a command. */
export function rolledBackSentence({ to, number, changed }: RolledBack, folder: string): string {
  return `Put ${folder} back to publish ${to} as publish ${number}: ${counted(changed.length, 'file')} changed; it stays like this until you run npx notits publish`
}
