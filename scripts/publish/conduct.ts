import { join } from 'node:path'
import { type EditionWriter, fileOf, type PictureFile } from '#site'
import type { Clock } from '../terminal/clock.ts'
import type { Report } from '../terminal/progress.ts'
import type { CompiledApp } from './compile.ts'
import { makePictures } from './pictures.ts'
import { planPublish, planWhole, type Step } from './plan.ts'
import type { Published } from './published.ts'
import type { LakeReader } from './reading/lake-reader.ts'
import type { FetchOriginal } from './reading/originals.ts'
import { openRenderer } from './render.ts'
import { buildRecordBytes, buildRecordFile } from './room/build-record.ts'
import type { Undone } from './room/journal.ts'
import type { OutFolder } from './room/out-folder.ts'
import type { Outlook, PressRoom, RoomPaths } from './room/press-room.ts'
import { type Changed, countOfDocuments, type Edition, type Synced, sweep, takeChanges } from './sync.ts'
import { type CarriedOut, carryOut, placeAppFiles, removeStrangers } from './write.ts'

/** What a publish starts from: everything that the lake has published, or changes that it told of (none: the hour alone). */
export type Order = { kind: 'sweep'; acceptFewer?: boolean } | ({ kind: 'changes' } & Changed)

/** What every publish works with. */
export type PressWork = {
  lake: LakeReader
  lakeName: string
  original: FetchOriginal
  /** The name of the compiled app, and the app itself, which is compiled only when there is something to render. */
  app: { digest: string; compiled(): Promise<CompiledApp> }
  clock: Clock
  report: Report
  /** Ends a publish between two files; the journal knows what it left undone. */
  signal?: AbortSignal
}

/** The plan of a publish that has not been done. */
export type Planned = Pick<Published, 'leftOut'> & { steps: Step[] }

/** Where a publish takes place. */
export type Place = Outlook & { room: PressRoom; paths: RoomPaths; out: OutFolder }

const picturesFolder = 'billeder'

/**
 * Sync, plan, pictures, pages, removals, in this order: whatever a page shows stands before the page does, and nothing is
 * removed before the lists that named it are rewritten.
 */
export async function publishInRoom(work: PressWork, order: Order, place: Place): Promise<Published> {
  const { room, undone } = place
  const lap = stopwatch(work.clock)
  const synced = await syncedWith(work, order, place, journalled(room))
  const sync = lap()
  const addresses = new Set(room.edition.addresses())
  const steps = stepsFor(synced, undone, addresses)
  if (steps.length > 0) room.journal.begin(undone === 'everything' ? undone : steps.map((step) => step.address))
  const plan = lap()
  const sweeping = undone === 'everything' || order.kind === 'sweep'
  const pictures = sweeping ? room.edition.pictures() : [...synced.pictures.added, ...stillOwed(room)]
  const shownBy = (address: string) => room.edition.shownBy(address)
  const made = await makePictures({ ...work, pictures, shownBy, out: place.out, cache: place.paths.images })
  room.owed = made.owed
  const picturing = lap()
  const { faults, ...done } = steps.length > 0 ? await write(work, steps, place, addresses) : nothing
  if (sweeping) removePicturesExcept(place.out, pictures)
  else for (const address of synced.pictures.dropped) place.out.remove(fileOf(address))
  finish(work, place, { addresses: addresses.size, faults, touched: done.changed.length + made.made > 0 })
  const writing = lap()
  return {
    ...done,
    pictures: made.made,
    leftOut: synced.leftOut,
    failedPages: faults.map(faultSentence),
    failedPictures: made.failed,
    missing: synced.missing,
    ms: { sync, plan, pictures: picturing, write: writing, total: sync + plan + picturing + writing },
  }
}

/** What could not be made last time and is still shown: an image that is uploaded again changes no document that would tell of it. */
function stillOwed({ owed, edition }: PressRoom): PictureFile[] {
  return owed.filter(({ address }) => edition.shownBy(address).length > 0)
}

function faultSentence({ address, why }: CarriedOut['faults'][number]): string {
  return `Could not render ${address}: ${why}; readers still see what stood there before`
}

/** The plan of a publish from this edition, which it alters: hand in a copy. */
export async function planned(work: PressWork, order: Order, view: Outlook, edition: EditionWriter): Promise<Planned> {
  const synced = await syncedWith(work, order, view, edition)
  return { steps: stepsFor(synced, view.undone, new Set(edition.addresses())), leftOut: synced.leftOut }
}

const nothing: CarriedOut = { rendered: 0, written: 0, unchanged: 0, removed: 0, changed: [], faults: [] }

function syncedWith(work: PressWork, order: Order, view: Outlook, edition: Edition): Promise<Synced> {
  const syncing = { lake: work.lake, lakeName: work.lakeName, edition, now: work.clock.now() }
  // Single changes mean something only to an edition that was whole before them.
  if (order.kind === 'changes' && view.undone !== 'everything') return takeChanges(syncing, order)
  const acceptFewer = order.kind === 'sweep' && order.acceptFewer === true
  return sweep({ ...syncing, acceptFewer, heldBefore: view.documentsBefore })
}

/** The edition, with the journal opened before its first change: from there on, an end that comes too soon must be mended. */
function journalled({ edition, journal }: PressRoom): Edition {
  let begun = false
  return {
    revisions: () => edition.revisions(),
    refusals: () => edition.refusals(),
    apply(changes, now) {
      const due = edition.nextDue()
      const alters = changes.length > 0 || (due !== undefined && due <= now)
      if (alters && !begun) journal.begin('everything')
      begun ||= alters
      return edition.apply(changes, now)
    },
  }
}

function stepsFor({ touched }: Synced, undone: Undone, addresses: ReadonlySet<string>): Step[] {
  if (undone === 'everything') return planWhole(addresses, 'the whole site is compared')
  const known = new Set(touched.map(({ address }) => address))
  const left = undone.filter((address) => !known.has(address))
  return planPublish(
    [...touched, ...left.map((address) => ({ address, reason: 'left undone by the publish before' }))],
    addresses,
  )
}

function removePicturesExcept(out: OutFolder, pictures: readonly PictureFile[]): void {
  const shown = new Set(pictures.map(({ address }) => fileOf(address)))
  removeStrangers(out, (file) => shown.has(file), picturesFolder)
}

async function write(
  work: PressWork,
  steps: readonly Step[],
  { out, paths, undone }: Place,
  addresses: ReadonlySet<string>,
): Promise<CarriedOut> {
  const app = await work.app.compiled()
  const render = await openRenderer(app, paths.edition)
  if (undone !== 'everything') {
    for (const address of undone) out.discardUnfinished(fileOf(address))
    return carryOut(steps, out, render, work.signal)
  }
  const appFiles = placeAppFiles(join(app.folder, 'client'), out)
  const done = await carryOut(steps, out, render, work.signal)
  const belongs = new Set([...appFiles, ...[...addresses].map(fileOf), buildRecordFile])
  const strangers = removeStrangers(out, (file) => belongs.has(file) || file.startsWith(`${picturesFolder}/`))
  const changed = [...done.changed, ...strangers.map((file) => `/${file}`)]
  return { ...done, removed: done.removed + strangers.length, changed }
}

type Finished = { addresses: number; faults: CarriedOut['faults']; touched: boolean }

function finish({ clock }: PressWork, { room, out, undone }: Place, { addresses, faults, touched }: Finished): void {
  const documents = countOfDocuments(room.edition.revisions().keys())
  if (touched || !out.has(buildRecordFile)) {
    out.write(buildRecordFile, buildRecordBytes({ publishedAt: clock.now(), addresses, documents }))
  }
  if (touched || undone === 'everything') room.remember(documents)
  if (faults.length > 0) room.journal.begin(faults.map(({ address }) => address))
  else room.journal.end()
}

/** Gives the milliseconds since it was last asked. */
function stopwatch(clock: Clock): () => number {
  let last = clock.elapsed()
  return () => {
    const now = clock.elapsed()
    const lap = now - last
    last = now
    return Math.round(lap * 10) / 10
  }
}
