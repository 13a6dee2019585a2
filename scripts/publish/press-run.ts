import { join } from 'node:path'
import type { Instant } from '#schemas/instant.ts'
import { type EditionWriter, fileOf, type Owed, type PictureFile } from '#site'
import { makePictures } from './pictures.ts'
import type { PressWork } from './press-work.ts'
import type { Phases, Published } from './published.ts'
import type { Render } from './render.ts'
import { buildRecordBytes, buildRecordFile, buildRecordIn, recordOf, saysTheSame } from './room/build-record.ts'
import type { Ledger } from './room/ledger/ledger.ts'
import { everyFile } from './room/ledger/log.ts'
import type { OutFolder } from './room/out-folder.ts'
import type { RoomPaths } from './room/room-paths.ts'
import { addressOfFile } from './room/site-file.ts'
import { carryOut, newFirst, placeAppFiles, removeStrangers } from './write.ts'

/** Where a run takes place. */
type RunPlace = { room: { edition: EditionWriter }; paths: RoomPaths; ledger: Ledger; out: OutFolder }

/** What a run has done, but for what it found in the lake. */
type Told = Omit<Published, 'leftOut' | 'missing'>

/** How much of what is owed is looked at together: pages are rendered ahead in so far as they are known. */
const sight = 5000

/** How much of it is struck out together. */
const batch = 200

/** How much of what waits is done between two publishes, so that none of them waits long. */
const slice = 40

/** One run of the press: does what the edition owes, in its order, and keeps account of it. */
export class PressRun {
  readonly #work: PressWork
  readonly #place: RunPlace
  /** Before the lake was asked: what was to be out by then is out at the end. */
  readonly #asOf: Instant
  readonly #lap: () => number
  readonly #ms: Phases = { sync: 0, pictures: 0, pages: 0, feeds: 0, total: 0 }
  readonly #told: Omit<Told, 'later' | 'ms' | 'files' | 'number'> = {
    ...{ rendered: 0, written: 0, unchanged: 0, removed: 0, pictures: 0 },
    ...{ changed: [], failedPages: [], failedPictures: [], background: false },
  }
  #appFiles: string[] = []

  constructor(work: PressWork, place: RunPlace) {
    this.#work = work
    this.#place = place
    this.#asOf = work.clock.now()
    this.#lap = stopwatch(work.clock)
  }

  /**
   * Begins to change the site; the edition is up to date with the lake. In the background, a little is done of what reaches far,
   * as a part of the publish that it belongs to; else all that must not wait.
   */
  begin(background: boolean): void {
    this.#ms.sync = this.#lap()
    this.#told.background = background
    const { edition } = this.#place.room
    if (background && edition.owed(1).length === 0 && edition.unsettled() > 0) {
      edition.settleMore(this.#work.clock.now())
    }
    const owed = edition.owed(background ? slice : batch)
    const files = owed.length < batch ? owed.map(({ address }) => fileOf(address)) : [everyFile]
    this.#place.ledger.begin({ kind: 'publish', at: this.#work.clock.now(), continues: background }, files)
  }

  /** Puts the compiled app's own files in place: no page may stand without its styles. */
  async placeAppFiles(): Promise<void> {
    const { folder } = await this.#work.app.compiled()
    this.#appFiles = placeAppFiles(join(folder, 'client'), this.#place.out, this.#work.imagesFrom)
    this.#ms.pages += this.#lap()
  }

  /** Does what is owed. */
  async carryOut(): Promise<void> {
    const { edition } = this.#place.room
    if (this.#told.background) return this.#do(edition.owed(slice))
    for (let owed = edition.owed(sight); owed[0]?.urgency === 'now'; owed = edition.owed(sight)) await this.#do(owed)
  }

  /** Removes every file that does not belong to the site. */
  removeStrangers(): void {
    const { out, room } = this.#place
    const appFiles = new Set([...this.#appFiles, buildRecordFile])
    const belongs = (file: string) => appFiles.has(file) || room.edition.has(addressOfFile(file))
    const strangers = removeStrangers(out, belongs)
    this.#told.removed += strangers.length
    this.#told.changed.push(...strangers.map((file) => `/${file}`))
    this.#ms.feeds += this.#lap()
  }

  /** Ends the run with the record of what the site holds now, and tells what was done. */
  end(): Told {
    this.#record()
    const { ledger, room } = this.#place
    const { number, changes } = ledger.end(this.#work.clock.now()) ?? { changes: [] }
    const later = room.edition.debts().later + room.edition.unsettled()
    const ms = { ...this.#ms, feeds: this.#ms.feeds + this.#lap() }
    const total = ms.sync + ms.pictures + ms.pages + ms.feeds
    return {
      ...this.#told,
      files: changes,
      ...(number !== undefined && { number }),
      later,
      ms: inTenths({ ...ms, total }),
    }
  }

  async #do(unordered: readonly Owed[]): Promise<void> {
    const owed = newFirst(unordered, this.#place.out)
    const toRender = owed.filter(({ action }) => action === 'render').map(({ address }) => address)
    if (toRender.length > 0) (await this.#work.app.crew(this.#place.paths.edition)).expect(toRender)
    for (let done = 0; done < owed.length; done += batch) {
      await this.#doBatch(owed.slice(done, done + batch))
      if (owed.length > batch) this.#work.report(`Publishing (${done} of ${owed.length})`)
    }
  }

  async #doBatch(owed: readonly Owed[]): Promise<void> {
    const { edition } = this.#place.room
    const failed = [...(await this.#makePictures(owed)), ...(await this.#carryOut(owed))]
    const isFailed = new Set(failed)
    edition.strikeOut(owed.map(({ address }) => address).filter((address) => !isFailed.has(address)))
    if (failed.length > 0) edition.putOff(failed)
  }

  async #makePictures(owed: readonly Owed[]): Promise<string[]> {
    const { edition } = this.#place.room
    const wanted = owed
      .filter(({ action }) => action === 'picture')
      .flatMap(({ address }) => edition.picture(address) ?? [])
    if (wanted.length === 0) return []
    const { out, paths } = this.#place
    const shownBy = (address: string) => edition.shownBy(address)
    const made = await makePictures({ ...this.#work, pictures: wanted, shownBy, out, cache: paths.images })
    this.#told.pictures += made.made
    this.#told.failedPictures.push(...made.failed)
    this.#ms.pictures += this.#lap()
    return made.owed.map(({ address }: PictureFile) => address)
  }

  async #carryOut(owed: readonly Owed[]): Promise<string[]> {
    const { out } = this.#place
    const steps = owed.filter(({ action }) => action !== 'picture')
    // A feed that is not there yet stands before any page that is rewritten may lead to it.
    const isPage = ({ address, action }: Owed) =>
      action === 'render' && (address.endsWith('/') || !out.has(fileOf(address)))
    const [pages, others] = [steps.filter(isPage), steps.filter((step) => !isPage(step))]
    const failed = await this.#carryOutPart(pages)
    this.#ms.pages += this.#lap()
    const alsoFailed = await this.#carryOutPart(others)
    this.#ms.feeds += this.#lap()
    return [...failed, ...alsoFailed]
  }

  async #carryOutPart(steps: readonly Owed[]): Promise<string[]> {
    if (steps.length === 0) return []
    const crew = await this.#work.app.crew(this.#place.paths.edition)
    const render: Render = (address) => crew.render(address)
    const { faults, ...done } = await carryOut(steps, this.#place.out, render, this.#work.signal)
    this.#told.rendered += done.rendered
    this.#told.written += done.written
    this.#told.unchanged += done.unchanged
    this.#told.removed += done.removed
    this.#told.changed.push(...done.changed)
    this.#told.failedPages.push(...faults.map(faultSentence))
    return faults.map(({ address }) => address)
  }

  #record(): void {
    const { out, room } = this.#place
    const before = buildRecordIn(out.folder)
    const record = recordOf(room.edition, { publishedAt: this.#asOf, number: this.#place.ledger.number() })
    const isSame = before !== undefined && saysTheSame(before, record)
    if (isSame && this.#told.changed.length + this.#told.pictures === 0) return
    out.write(buildRecordFile, buildRecordBytes(record))
  }
}

function faultSentence({ address, why }: { address: string; why: string }): string {
  return `Could not render ${address}: ${why}; readers still see what stood there before`
}

const inTenths = (ms: Phases): Phases => ({
  sync: tenths(ms.sync),
  pictures: tenths(ms.pictures),
  pages: tenths(ms.pages),
  feeds: tenths(ms.feeds),
  total: tenths(ms.total),
})

const tenths = (milliseconds: number) => Math.round(milliseconds * 10) / 10

/** Gives the milliseconds since it was last asked. */
function stopwatch(clock: PressWork['clock']): () => number {
  let last = clock.elapsed()
  return () => {
    const now = clock.elapsed()
    const lap = now - last
    last = now
    return lap
  }
}
