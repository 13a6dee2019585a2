import type { EditionWriter } from '#site'
import { PressRun } from './press-run.ts'
import type { PressWork } from './press-work.ts'
import type { Published } from './published.ts'
import type { Ledger } from './room/ledger/ledger.ts'
import type { OutFolder } from './room/out-folder.ts'
import type { PressRoom } from './room/press-room.ts'
import type { RoomPaths } from './room/room-paths.ts'
import { type Changed, type SweptEdition, type Synced, sweep, takeChanges } from './sync.ts'

/**
 * What a publish starts from: everything that the lake has published, or changes that it told of (none: the hour alone). A
 * `thorough` one takes nothing for granted: every document is compared with the lake's, and every page with the one that stands.
 * One that `releases` also publishes to a site that is held at an earlier publish.
 */
export type Order = Sweep | ({ kind: 'changes' } & Changed)

type Sweep = { kind: 'sweep'; acceptFewer?: boolean; thorough?: boolean; releases?: boolean }

/** The hour alone: nothing is known to have changed. */
export const hourAlone: Order = { kind: 'changes', altered: [], gone: [] }

/** Where a publish takes place. `documentsBefore` is how many documents the site was last made of. */
export type Place = { room: PressRoom; paths: RoomPaths; ledger: Ledger; out: OutFolder; documentsBefore: number }

/**
 * Takes in what is new and does what is owed because of it. When nothing is new, it does a little of what reaches far and still
 * waits; `later` tells how much of that is left.
 */
export async function publishInRoom(work: PressWork, order: Order, place: Place): Promise<Published> {
  const { room } = place
  const run = new PressRun(work, place)
  const knowledge = order.kind === 'sweep' && order.thorough ? 'unknown' : room.knowledge()
  // What is owed as a whole afterwards need not be found out one by one.
  const edition = knowledge === 'unknown' ? { ...room.edition, apply: room.edition.fill } : room.edition
  const synced = await syncedWith(work, order, edition, place.documentsBefore)
  if (knowledge === 'unknown') {
    room.edition.oweEverything('the whole site is compared')
    room.markKnown('owed')
  }
  if (!isHourAlone(order)) room.edition.takeUpAgain()
  run.begin(isHourAlone(order) && room.edition.debts().now === 0 && knowledge === 'known')
  if (knowledge !== 'known') await run.placeAppFiles()
  await run.carryOut()
  if (knowledge !== 'known') {
    run.removeStrangers()
    room.markKnown('known')
  }
  return { ...run.end(), leftOut: synced.leftOut, missing: synced.missing }
}

/** Brings an edition up to date with the lake, as an order asks for. */
export function syncedWith(
  { lake, lakeName, clock }: PressWork,
  order: Order,
  edition: SweptEdition & Pick<EditionWriter, 'noted'>,
  documentsBefore: number,
): Promise<Synced> {
  const syncing = { lake, lakeName, edition, now: clock.now() }
  // Single changes mean something only to an edition that has followed the lake before them.
  if (order.kind === 'changes' && edition.noted() !== undefined) return takeChanges(syncing, order)
  const { acceptFewer = false, thorough = false } = order.kind === 'sweep' ? order : {}
  return sweep({ ...syncing, acceptFewer, thorough, heldBefore: documentsBefore })
}

function isHourAlone(order: Order): boolean {
  return order.kind === 'changes' && order.altered.length + order.gone.length + (order.heard?.length ?? 0) === 0
}
