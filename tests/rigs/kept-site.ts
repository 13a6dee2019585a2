import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildRecordBytes } from '../../scripts/publish/room/build-record.ts'
import { Ledger } from '../../scripts/publish/room/ledger/ledger.ts'
import type { Told } from '../../scripts/publish/room/ledger/log.ts'
import { type Account, type OutFolder, outFolder } from '../../scripts/publish/room/out-folder.ts'
import { type RolledBack, rollBack } from '../../scripts/publish/room/rollback.ts'
import { type SwiftClock, swiftClock } from './swift-clock.ts'

/** What a publish does to files: gives them a text, or removes them. */
export type Edits = Record<string, string | null>

/** A small site whose files are texts, and the ledger of its folder. */
export interface KeptSite extends Disposable {
  /** What belongs to the site; the out folder is `site` in here. */
  home: string
  ledger: Ledger
  out: OutFolder
  clock: SwiftClock
  /** Changes the files and `build.json`, as a publish of its own, a minute after the last. */
  publish(edits: Edits, continues?: boolean): Told | undefined
  /** The same, but the process dies before it ends; the last of the files is not changed any more. */
  dieWhilePublishing(edits: Edits): void
  rollBack(to?: number): RolledBack
  /** Every file and its text, without `build.json`. */
  texts(): Record<string, string>
  /** Opens the ledger anew, as another process would; the machine may have been started again. */
  reopen(boot?: string): void
  /** Lets the ledger do all that can wait. */
  rest(): void
}

/** A kept site until the end of the scope: `using site = keptSite()`. */
export function keptSite(): KeptSite {
  const home = mkdtempSync(join(tmpdir(), 'notits-kept-site-'))
  const places = { ledger: join(home, 'ledger.db'), kept: join(home, 'kept'), out: join(home, 'site') }
  const held = join(home, 'held')
  const clock = swiftClock()
  const open = (boot: string) => {
    const ledger = new Ledger(places, boot)
    return { ledger, out: outFolder(places.out, ledger) }
  }
  const begin = (edits: Edits, continues: boolean): void => {
    clock.pass(60_000)
    site.ledger.begin({ kind: 'publish', at: clock.now(), continues }, Object.keys(edits))
  }
  const site: KeptSite = {
    ...{ home, clock },
    ...open('first boot'),
    publish(edits, continues = false) {
      begin(edits, continues)
      for (const [file, text] of Object.entries(edits)) change(site.out, file, text)
      const record = {
        publishedAt: clock.now(),
        number: site.ledger.number(),
        documents: {},
        leftOut: [],
        failed: [],
        unreadable: 0,
      }
      site.out.write('build.json', buildRecordBytes(record))
      return site.ledger.end(clock.now())
    },
    dieWhilePublishing(edits) {
      begin(edits, false)
      const dying = outFolder(places.out, dyingAfter(Object.keys(edits).length, site.ledger))
      try {
        for (const [file, text] of Object.entries(edits)) change(dying, file, text)
      } catch (fault) {
        if (!(fault instanceof Death)) throw fault
      }
      site.reopen()
    },
    rollBack: (to) => rollBack({ ledger: site.ledger, out: site.out, held }, { to }, clock.now()),
    texts: () => textsIn(site.out),
    reopen(boot = 'first boot') {
      site.ledger[Symbol.dispose]()
      Object.assign(site, open(boot))
    },
    rest() {
      while (site.ledger.rest(clock.now()));
    },
    [Symbol.dispose]() {
      site.ledger[Symbol.dispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
  return site
}

class Death extends Error {}

function dyingAfter(changes: number, ledger: Ledger): Account {
  let left = changes
  return {
    confirmed: (file, bytes) => ledger.confirmed(file, bytes),
    changing(change) {
      ledger.changing(change)
      if (--left === 0) throw new Death()
    },
  }
}

function change(out: OutFolder, file: string, text: string | null): void {
  if (text === null) out.remove(file)
  else out.write(file, Buffer.from(text))
}

function textsIn(out: OutFolder): Record<string, string> {
  const files = out
    .files()
    .filter((file) => file !== 'build.json')
    .toSorted()
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(out.folder, file), 'utf8')]))
}

/** Every file in a folder, at any depth. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}
