import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'

/** The files of one site in the making. Each out folder has an edition of its own, so that one never speaks for another. */
export type RoomPaths = {
  out: string
  folder: string
  edition: string
  turn: string
  images: string
  ledger: string
  kept: string
  held: string
}

/** Where the press keeps what belongs to this out folder. */
export function roomPaths(home: string, out: string): RoomPaths {
  const own = resolve(out) === join(home, 'site')
  const digest = createHash('sha256').update(resolve(out)).digest('hex').slice(0, 16)
  const folder = own ? home : join(home, 'editions', digest)
  return {
    out: resolve(out),
    folder,
    edition: join(folder, 'edition.db'),
    turn: join(home, 'press-turn.db'),
    images: join(home, 'images'),
    ledger: join(folder, 'ledger.db'),
    kept: join(folder, 'kept'),
    held: join(folder, 'held'),
  }
}
