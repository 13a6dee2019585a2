import { existsSync } from 'node:fs'
import { documentsIn } from '#schemas/build-record.ts'
import type { Instant } from '#schemas/instant.ts'
import type { ImagesAt } from '#site'
import { hourAlone, type Order, publishInRoom, syncedWith } from './conduct.ts'
import { type Step, stepsOwed } from './plan.ts'
import type { PressWork } from './press-work.ts'
import { nothingPublished, type Published, together } from './published.ts'
import { buildRecordFile, buildRecordIn } from './room/build-record.ts'
import { copiedEdition } from './room/edition-copy.ts'
import { type Hold, holdIn, release } from './room/hold.ts'
import { Ledger } from './room/ledger/ledger.ts'
import { machineBoot } from './room/ledger/power-cut.ts'
import { type OutFolder, outFolder, refuseForeign } from './room/out-folder.ts'
import { discardEdition, isDamage, type Origin, openRoom, type PressRoom } from './room/press-room.ts'
import { completeRollback } from './room/rollback.ts'
import { type RoomPaths, roomPaths } from './room/room-paths.ts'
import { addressOfFile } from './room/site-file.ts'
import { takeTurn } from './room/turn.ts'

/** What a press works with, and for which site. */
export type PressOptions = PressWork & { home: string; out: string; siteUrl: string; images?: ImagesAt }

/** The plan of a publish that has not been done. */
export type Planned = Pick<Published, 'leftOut'> & { steps: Step[] }

/** Brings an out folder up to date with the lake, one publish at a time, and keeps its edition open in between. */
export class Press implements Disposable {
  readonly #options: PressOptions
  readonly #paths: RoomPaths
  readonly #ledger: Ledger
  readonly #out: OutFolder
  #room: PressRoom | undefined
  #hold: Hold | undefined
  #isOutdated = false

  constructor(options: PressOptions) {
    this.#options = options
    this.#paths = roomPaths(options.home, options.out)
    this.#ledger = new Ledger(this.#paths, machineBoot(options.clock.now()))
    this.#out = outFolder(options.out, this.#ledger)
  }

  /**
   * Publishes what is new; what reaches far is left for later, a little at each publish by the hour alone. What is not rewritten
   * stays as readers saw it, also when this throws; the next publish goes on from there.
   * @throws Problem when the lake cannot be read, the out folder is not ours, or the app does not compile
   */
  async publish(order: Order): Promise<Published> {
    using _turn = await this.#turn()
    try {
      return await this.#publish(order)
    } catch (fault) {
      if (!isDamage(fault)) throw fault
      // The edition is made of the lake's documents alone, so a damaged one costs nothing but the time to make it anew.
      this.#closeRoom()
      discardEdition(this.#paths)
      return await this.#publish(order)
    }
  }

  /** Publishes what is new, and then everything that is left for later. Throws as `publish` does. */
  async publishToTheEnd(order: Order): Promise<Published> {
    let done = await this.publish(order)
    while (done.later > 0) {
      this.#options.report(`Publishing what reaches far (${done.later} left)`)
      done = together(done, await this.publish(hourAlone))
    }
    await this.#restBriefly()
    return done
  }

  /** What a publish would do now, found on a copy of the edition; nothing is changed. */
  async plan(order: Order): Promise<Planned> {
    using _turn = await this.#turn()
    this.#refuseForeign()
    using copy = copiedEdition(existsSync(this.#paths.edition) ? this.#paths.edition : undefined)
    const room = openRoom({ ...this.#paths, edition: copy.file }, this.#origin())
    try {
      const synced = await syncedWith(this.#options, order, room.edition, this.#documentsBefore(room))
      const isThorough = order.kind === 'sweep' && order.thorough === true
      if (isThorough || room.knowledge() === 'unknown') room.edition.oweEverything('the whole site is compared')
      else room.edition.takeUpAgain()
      return { steps: stepsOwed(room.edition, this.#options.clock.now()), leftOut: synced.leftOut }
    } finally {
      room.close()
    }
  }

  /**
   * When there is something to publish by itself: the next document that waits for its hour goes live then, or the pages are of another
   * make since the last rest. Nothing happens while the site is held.
   */
  nextDue(): Instant | undefined {
    if (this.#hold) return undefined
    if (this.#room && this.#isOutdated) return this.#options.clock.now()
    return this.#room?.edition.nextDue()
  }

  /** Does a little of what can wait until nothing else is to be done, in a few milliseconds. Tells whether there is more of it. */
  async rest(): Promise<boolean> {
    using _turn = await this.#turn()
    const { app, clock } = this.#options
    const before = app.digest
    app.look()
    this.#isOutdated ||= app.digest !== before
    return this.#ledger.rest(clock.now())
  }

  /** Who publishes now and then, and never watches, has old publishes forgotten as they go. */
  async #restBriefly(): Promise<void> {
    using _turn = await this.#turn()
    for (let rests = 0; rests < 3 && this.#ledger.rest(this.#options.clock.now()); rests++);
  }

  [Symbol.dispose](): void {
    this.#closeRoom()
    this.#ledger[Symbol.dispose]()
    this.#options.app[Symbol.dispose]()
  }

  #closeRoom(): void {
    this.#room?.close()
    this.#room = undefined
  }

  #turn(): Promise<Disposable> {
    return takeTurn(this.#paths.turn, this.#options.clock, this.#options.signal)
  }

  async #publish(order: Order): Promise<Published> {
    this.#refuseForeign()
    completeRollback({ ledger: this.#ledger, out: this.#out, held: this.#paths.held }, this.#options.clock.now())
    this.#hold = holdIn(this.#paths.held)
    if (this.#hold && !(order.kind === 'sweep' && order.releases)) return { ...nothingPublished, heldAt: this.#hold.at }
    const room = this.#openRoom()
    this.#oweWhatIsNotAsItWas(room)
    const documentsBefore = this.#documentsBefore(room)
    const { paths, ledger, out } = { paths: this.#paths, ledger: this.#ledger, out: this.#out }
    return publishInRoom(this.#options, order, { room, paths, ledger, out, documentsBefore })
  }

  /** What a rollback or a power cut has done to the folder is put right by what is owed. */
  #oweWhatIsNotAsItWas(room: PressRoom): void {
    this.#oweFiles(room, this.#ledger.suspects(), 'harmed when the machine stopped')
    this.#ledger.trust()
    if (!this.#hold) return
    const changed = this.#ledger.changesSince(this.#hold.since)?.map(({ file }) => file)
    if (changed) this.#oweFiles(room, changed, 'put back to what it was before')
    else room.markKnown('unknown')
    release(this.#paths.held)
    this.#hold = undefined
  }

  /** Where a file is none of the edition's, such as styles, every file is looked at. */
  #oweFiles({ edition, knowledge, markKnown }: PressRoom, files: readonly string[], reason: string): void {
    const addresses = files.filter((file) => file !== buildRecordFile).map(addressOfFile)
    const isOfEdition = (address: string) => address.endsWith('/') || edition.has(address)
    edition.owe(addresses.filter(isOfEdition), reason)
    if (!addresses.every(isOfEdition) && knowledge() === 'known') markKnown('owed')
  }

  #openRoom(): PressRoom {
    if (this.#room?.isCurrent() === false || this.#isOutdated) this.#closeRoom()
    this.#isOutdated = false
    this.#room ??= openRoom(this.#paths, this.#origin())
    return this.#room
  }

  #origin(): Origin {
    const { app, siteUrl, images } = this.#options
    return { app: app.digest, siteUrl, ...(images && { images }) }
  }

  /** A folder with files of others is refused, unless they are what a first publish left that was cut short, or a power cut harmed its record. */
  #refuseForeign(): void {
    const isBegun = () => existsSync(this.#paths.edition) && this.#openRoom().knowledge() === 'owed'
    const isOurs = () => isBegun() || (this.#ledger.knows(buildRecordFile) && this.#out.has(buildRecordFile))
    refuseForeign(this.#out.folder, 'choose an empty folder with --out', isOurs)
  }

  #documentsBefore({ edition }: Pick<PressRoom, 'edition'>): number {
    const record = buildRecordIn(this.#out.folder)
    return Math.max(documentsIn({ documents: edition.counts() }), record ? documentsIn(record) : 0)
  }
}
