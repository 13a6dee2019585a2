import { existsSync } from 'node:fs'
import type { Instant } from '#schemas/instant.ts'
import { openEdition } from '#site'
import { type Order, type Planned, type PressWork, planned, publishInRoom } from './conduct.ts'
import type { Published } from './published.ts'
import { copiedEdition } from './room/edition-copy.ts'
import { type OutFolder, outFolder, refuseForeign } from './room/out-folder.ts'
import {
  distrust,
  isDamage,
  type Origin,
  openRoom,
  outlook,
  type PressRoom,
  type RoomPaths,
  roomPaths,
} from './room/press-room.ts'
import { takeTurn } from './room/turn.ts'

/** What a press works with, and for which site. */
export type PressOptions = PressWork & { home: string; out: string; siteUrl: string }

/** Brings an out folder up to date with the lake, one publish at a time, and keeps its edition open in between. */
export class Press implements Disposable {
  readonly #options: PressOptions
  readonly #origin: Origin
  readonly #paths: RoomPaths
  readonly #out: OutFolder
  #room: PressRoom | undefined

  constructor(options: PressOptions) {
    this.#options = options
    this.#origin = { app: options.app.digest, siteUrl: options.siteUrl }
    this.#paths = roomPaths(options.home, options.out)
    this.#out = outFolder(options.out)
  }

  /**
   * Publishes. What is not rewritten stays as readers saw it, also when this throws; the next publish goes on from there.
   * @throws Problem when the lake cannot be read, the out folder is not ours, or the app does not compile
   */
  async publish(order: Order): Promise<Published> {
    using _turn = await this.#turn()
    try {
      return await this.#publish(order)
    } catch (fault) {
      if (!isDamage(fault)) throw fault
      // The edition is made of the lake's documents alone, so a damaged one costs nothing but the time to make it anew.
      this[Symbol.dispose]()
      distrust(this.#paths)
      return await this.#publish(order)
    }
  }

  /** What a publish would do now, found on a copy of the edition; nothing is changed. */
  async plan(order: Order): Promise<Planned> {
    using _turn = await this.#turn()
    this.#refuseForeign()
    const view = outlook(this.#paths, this.#origin)
    using copy = copiedEdition(view.fresh ? undefined : this.#paths.edition)
    const edition = openEdition(copy.file, { siteUrl: this.#origin.siteUrl })
    try {
      return await planned(this.#options, order, view, edition)
    } finally {
      edition.close()
    }
  }

  /** When the next document that waits for its hour goes live. */
  nextDue(): Instant | undefined {
    return this.#room?.edition.nextDue()
  }

  [Symbol.dispose](): void {
    this.#room?.close()
    this.#room = undefined
  }

  #turn(): Promise<Disposable> {
    return takeTurn(this.#paths.turn, this.#options.clock, this.#options.signal)
  }

  #refuseForeign(): void {
    const begun = existsSync(this.#paths.journal)
    refuseForeign(this.#out.folder, 'choose an empty folder with --out', begun)
  }

  #publish(order: Order): Promise<Published> {
    const view = outlook(this.#paths, this.#origin)
    this.#refuseForeign()
    if (this.#room && (view.fresh || !this.#room.isCurrent())) this[Symbol.dispose]()
    const place = { paths: this.#paths, out: this.#out }
    if (this.#room) return publishInRoom(this.#options, order, { ...view, ...place, room: this.#room })
    this.#room = openRoom(this.#paths, this.#origin, view, `${this.#options.clock.now()} ${process.pid}`)
    // An edition found unfit is replaced by an empty one: then nothing is known of what the out folder shows.
    const emptied = view.documentsBefore > 0 && this.#room.edition.revisions().size === 0
    const undone = emptied ? 'everything' : view.undone
    return publishInRoom(this.#options, order, { ...view, ...place, room: this.#room, undone })
  }
}
