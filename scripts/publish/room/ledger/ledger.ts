import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '#schemas/instant.ts'
import { buildRecordFile } from '../build-record.ts'
import { bytesAt, unfinished } from '../file-on-disk.ts'
import type { Account, FileChanging } from '../out-folder.ts'
import { contentOf } from './content.ts'
import * as history from './history.ts'
import { type KeptFiles, keptFiles } from './kept-files.ts'
import { isUnfit, LedgerTables, removeLedger } from './ledger-tables.ts'
import * as log from './log.ts'
import * as powerCut from './power-cut.ts'
import { type Limits, restOnce, standardLimits } from './resting.ts'

/** Where a ledger is, where it keeps what stood in the out folder before, and that folder. */
export type LedgerPlaces = { ledger: string; kept: string; out: string }

/**
 * The account of an out folder: what each of the latest publishes changed there, and what stood there before. Whoever changes the
 * folder holds its turn. A ledger that is damaged or missing begins anew and keeps nobody from publishing.
 */
export class Ledger implements Account, Disposable {
  readonly #places: LedgerPlaces
  readonly #boot: string
  readonly #kept: KeptFiles
  #tables: LedgerTables | undefined
  #run: log.Run | undefined
  #begunAnew = false

  /** `boot` names the time since the machine was started (`machineBoot`). */
  constructor(places: LedgerPlaces, boot: string) {
    this.#places = places
    this.#boot = boot
    this.#kept = keptFiles(places.kept)
  }

  /**
   * Begins a publish, or goes on with one that was cut short. `files` are those that it may change, as far as
   * that is known ahead.
   */
  begin(beginning: log.Beginning, files: Iterable<string> = []): void {
    this.#run = { beginning, files: [...files, buildRecordFile], announced: new Set(), number: undefined }
    this.mend()
    this.#with((tables) => {
      const bare = !existsSync(join(this.#places.out, buildRecordFile))
      if (bare && log.holds(tables, buildRecordFile)) log.startOver(tables)
    })
  }

  /** Corrects the account: a process that died may have left one change half done, the last in the log. */
  mend(): void {
    this.#with((tables) => {
      const last = log.lastUntold(tables)
      if (last === undefined) return
      const path = join(this.#places.out, last.file)
      rmSync(path + unfinished, { force: true })
      const bytes = bytesAt(path)
      log.amend(tables, last, bytes && contentOf(bytes))
    })
  }

  changing({ file, path, before, after }: FileChanging): void {
    const run = this.#run
    if (run === undefined) throw new Error(`${file} was changed outside of any publish`)
    if (before) this.#kept.keep(path, before.hash)
    this.#with((tables) => {
      log.open(tables, run)
      log.record(tables, run, { file, before, after })
    })
  }

  confirmed(file: string, bytes: Uint8Array): void {
    this.#with((tables) => {
      if (!log.holds(tables, file)) log.hold(tables, file, contentOf(bytes))
    })
  }

  /** Ends the publish; gives its number and all that it changed, also before it was cut short. `undefined` when that is nothing. */
  end(at: Instant): log.Told | undefined {
    this.#run = undefined
    return this.#with((tables) => log.close(tables, at))
  }

  /** The publishes that can be told of, the latest first. */
  publishes(): history.Publish[] {
    return this.#with(history.publishes)
  }

  /** The number of the publish under way, also before it has changed anything. */
  number(): number {
    const run = this.#run
    if (run === undefined) throw new Error('No publish is under way')
    return run.number ?? this.#with((tables) => log.numberFor(tables, run))
  }

  /** The number of the latest publish; 0 when there was none. */
  latest(): number {
    return this.#with(history.latestNumber)
  }

  /** What became of the files that changed after the publish of this number; `undefined` when nobody remembers so far back. */
  changesSince(number: number): history.FileChange[] | undefined {
    return this.#with((tables) => history.changesSince(tables, number))
  }

  /** The files that stand otherwise than when the publish of this number had ended; `undefined` when nobody remembers. */
  standing(number: number): history.Standing[] | undefined {
    return this.#with((tables) => history.standing(tables, number))
  }

  /** The bytes that stood in the folder once; `undefined` when they are not kept whole. */
  keptAt(hash: string): string | undefined {
    return this.#kept.isWhole(hash) ? this.#kept.pathOf(hash) : undefined
  }

  /** Whether a file stands in the folder, as far as is known. */
  knows(file: string): boolean {
    return this.#with((tables) => log.holds(tables, file))
  }

  /** The file names and sums that are known of the folder. */
  files(): Map<string, string> {
    return this.#with(history.files)
  }

  /** Files that a power cut harmed. Owe them, and then `trust` the folder again. */
  suspects(): string[] {
    return this.#with((tables) => powerCut.suspects(tables, this.#places.out, this.#boot))
  }

  trust(): void {
    this.#with((tables) => powerCut.trust(tables, this.#places.out, this.#boot))
  }

  /** Does a little of what can wait, in a few milliseconds: forgets old publishes, sees to it that files lie on the disk. Tells whether there is more. */
  rest(at: Instant, limits: Partial<Limits> = {}): boolean {
    const resting = { kept: this.#kept, out: this.#places.out, at, limits: { ...standardLimits, ...limits } }
    return this.#with((tables) => restOnce(tables, resting))
  }

  /** Whether a new ledger was begun for a folder that held a site, since this was last asked: nobody can return to what was before. */
  wasBegunAnew(): boolean {
    const begunAnew = this.#begunAnew
    this.#begunAnew = false
    return begunAnew
  }

  [Symbol.dispose](): void {
    this.#tables?.[Symbol.dispose]()
    this.#tables = undefined
  }

  #with<Result>(work: (tables: LedgerTables) => Result): Result {
    try {
      return work(this.#opened())
    } catch (fault) {
      if (!isUnfit(fault)) throw fault
      this[Symbol.dispose]()
      removeLedger(this.#places.ledger)
      if (this.#run) Object.assign(this.#run, { announced: new Set(), number: undefined })
      return work(this.#opened())
    }
  }

  #opened(): LedgerTables {
    if (this.#run?.number === undefined && this.#tables && !this.#tables.isCurrent()) this[Symbol.dispose]()
    if (this.#tables) return this.#tables
    const tables = new LedgerTables(this.#places.ledger)
    this.#tables = tables
    if (tables.isNew) {
      const stands = existsSync(join(this.#places.out, buildRecordFile))
      this.#begunAnew = stands
      log.beginAt(tables, { boot: this.#boot, reach: stands ? 0 : 1, sweep: this.#kept.any() })
    }
    return tables
  }
}
