import type { LeftOut } from '#schemas/build-record.ts'
import type { Instant } from '#schemas/instant.ts'
import type { PictureFile } from '../pictures.ts'
import { type Change, type Composed, Composition } from './composing/composition.ts'
import * as debts from './holding/debts.ts'
import { writableTables } from './holding/edition-file.ts'
import { Holdings } from './holding/holdings.ts'
import type { ImagesAt } from './holding/imprint.ts'
import { markOf, type Noted, note, noted, putMark } from './holding/noted.ts'
import { everyPicture, isPictured, pictureAt, shownBy } from './holding/picture-files.ts'
import type { Tables } from './holding/tables.ts'
import { tallies } from './holding/tally.ts'
import { everyUnread } from './holding/unread.ts'
import { countUnsettled } from './holding/unsettled.ts'
import type { FrontPart } from './parts/paper.ts'
import { everyAddress } from './reading/addresses.ts'
import { isKnownAddress } from './reading/known-address.ts'
import { partOf } from './reading/places.ts'
import { debtsFor, debtsOf, everyDebt, type Owed, owedIn, pictureDebts, wideDebts } from './telling/debts.ts'
import { everywhere, touchedEverywhere } from './telling/everywhere.ts'
import { everyLeftOut, type Refusal, refusalOf } from './telling/refusal.ts'
import { type Touched, touchedBy } from './telling/touched.ts'
import { wholeAddress } from './whole-address.ts'

/** What applying changes did. */
export type Applied = {
  /** Every address at which a reader may now see something else, once each; a few may be unknown both before and after. */
  touched: Touched[]
  /** Those of the documents looked at that are left out of the site although their hour has come. */
  refused: Refusal[]
  /** Image files that pages now show and did not before, and addresses of those that no page shows any more. */
  pictures: { added: PictureFile[]; dropped: string[] }
}

export type { Owed }

/** The edition's one writer. What it changes, it also owes readers: both are kept in one transaction. */
export interface EditionWriter {
  /**
   * Puts and removes documents in one transaction, lets documents whose hour has come go live, and tells which addresses a
   * reader may now see differently. `now` may not run backwards from one call to the next. Of those who show a document in
   * passing, the newest are settled with it; if they are many, the others are left `unsettled`. `noted` is kept with it.
   */
  apply(changes: Change[], now: Instant, noted?: Noted): Applied
  /** The same, but for whoever owes everything afterwards anyway: nothing is told of it, and nothing owed. */
  fill(changes: Change[], now: Instant, noted?: Noted): Applied
  /** Settles some more of the documents left unsettled, the newest first. */
  settleMore(now: Instant): Applied
  /** How many documents show something that has changed and have not been settled since. */
  unsettled(): number

  /**
   * What is to be done next, in its order: what is new first; when nothing of that is left, what reaches far, from the newest
   * down as far as documents are settled.
   */
  owed(most: number): Owed[]
  /** How many addresses are still owed: now, later, or tried in vain. */
  debts(): Record<debts.Urgency, number>
  /** Strikes out what has been done. */
  strikeOut(addresses: Iterable<string>): void
  /** Sets aside what could not be done, until it is taken up again. */
  putOff(addresses: Iterable<string>): void
  takeUpAgain(): void
  /** Owes these addresses, whatever they may be by now. */
  owe(addresses: Iterable<string>, reason: string): void
  /** Owes every address and every image file of the site. */
  oweEverything(reason: string): void

  /** Whether the site has the address now. */
  has(address: string): boolean
  /** How the image file at an address is made; `undefined` when no page shows it. */
  picture(address: string): PictureFile | undefined
  /** What is marked on the edition under a name, and how to mark it; what it marks is the press's own affair. */
  mark(name: string): string | undefined
  putMark(name: string, value: string): void
  /** What was noted when the edition last changed. */
  noted(): Noted | undefined
  /** How many documents are held, by type; images are `sanity.imageAsset`. */
  counts(): Record<string, number>
  /** The revision of everything held, live or not, by id, or of these alone; images count too, and their revision is their id. */
  revisions(ids?: readonly string[]): Map<string, string>
  /** When the next waiting document goes live. */
  nextDue(): Instant | undefined
  /** Every address of the site. */
  addresses(): string[]
  /** Every image file that pages show. */
  pictures(): PictureFile[]
  /** The ids of the documents whose pages show the image file at an address. */
  shownBy(address: string): string[]
  /** Every document that is left out of the site although its hour has come. */
  refusals(): Refusal[]
  /** The same documents, by id and reason alone; quick however many they are. */
  leftOut(): LeftOut[]
  /** The addresses of pages and feeds that were put off, a hundred at most. */
  failed(): string[]
  /** Every document that lies in the lake and cannot be read. */
  unread(): ReturnType<typeof everyUnread>
  close(): void
}

/**
 * Opens the edition in `file` for writing; makes it when it is missing. One that is broken, or was made by other code or for
 * another address, is replaced by an empty one, and the next sync fills it.
 */
export function openEdition(file: string, { siteUrl, images }: { siteUrl: string; images?: ImagesAt }): EditionWriter {
  const site = siteUrl.replace(/\/+$/, '')
  return writerOf(writableTables(file, site, { ...(images && { images }) }), site)
}

/** How many documents are settled at a time. More than any front or feed shows, so that none is made from half of its list. */
const standardSlice = 60

/** The writer of the edition in these tables, for the site at `site` (an address without a slash at its end). */
export function writerOf(tables: Tables, site: string, slice = standardSlice): EditionWriter {
  const holdings = new Holdings(tables)
  const absolute = (address: string) => wholeAddress(site, address)
  const composition = (now: Instant, isTold = true) =>
    new Composition({ holdings, now, absolute, atOnce: slice, isTold })
  return {
    apply: (changes, now, toNote) =>
      tables.atOnce(() => {
        if (toNote) note(tables, toNote)
        return applied(holdings, 'now', () => composition(now).compose(changes))
      }),
    fill: (changes, now, toNote) =>
      tables.atOnce(() => {
        if (toNote) note(tables, toNote)
        const { refused } = composition(now, false).compose(changes)
        return { touched: [], pictures: { added: [], dropped: [] }, refused: refusalsOf(refused, holdings) }
      }),
    settleMore: (now) => tables.atOnce(() => applied(holdings, 'later', () => composition(now).compose([], slice))),
    unsettled: () => countUnsettled(tables),
    owed: (most) => owedIn(tables, most),
    debts: () => ({
      now: debts.countOwed(tables, 'now'),
      later: debts.countOwed(tables, 'later'),
      failed: debts.countOwed(tables, 'failed'),
    }),
    strikeOut: (addresses) => tables.atOnce(() => debts.strikeOut(tables, addresses)),
    putOff: (addresses) => tables.atOnce(() => debts.putOff(tables, addresses)),
    takeUpAgain: () => debts.takeUpAgain(tables),
    owe: (addresses, reason) => tables.atOnce(() => debts.owe(tables, debtsOf(addresses, reason, tables))),
    oweEverything: (reason) => tables.atOnce(() => debts.owe(tables, everyDebt(reason, tables))),
    has: (address) => isKnownAddress(tables, address),
    picture: (address) => pictureAt(tables, address),
    mark: (name) => markOf(tables, name),
    putMark: (name, value) => putMark(tables, name, value),
    noted: () => noted(tables),
    counts: () => tallies(tables),
    revisions: (ids) => revisionsIn(tables, ids),
    nextDue: () => tables.text("select due from held where standing = 'waiting' order by due limit 1"),
    addresses: () => everyAddress(tables),
    pictures: () => everyPicture(tables),
    shownBy: (address) => shownBy(tables, address),
    refusals: () =>
      tables
        .texts("select id from held where standing in ('no-section', 'address-taken')")
        .sort()
        .flatMap((id) => refusalOf(id, holdings) ?? []),
    leftOut: () => everyLeftOut(tables),
    failed: () =>
      debts
        .owedNext(tables, 'failed', 1000)
        .map(({ address }) => address)
        .filter((address) => !address.startsWith('/billeder/'))
        .slice(0, 100),
    unread: () => everyUnread(tables),
    close: () => tables.close(),
  }
}

function applied(holdings: Holdings, urgency: 'now' | 'later', compose: () => Composed): Applied {
  const { tables } = holdings
  const before = everywhere(tables)
  const composed = compose()
  const pinned = partOf<FrontPart>(tables, 'frontPage')?.pinned.length ?? 0
  const precise = touchedBy(composed, tables, pinned)
  const known = new Set(precise.map(({ address }) => address))
  const wide = touchedEverywhere(tables, before).filter(({ address }) => !known.has(address))
  const pictures = picturesOf(composed, tables)
  debts.owe(tables, debtsFor(precise, tables, urgency))
  debts.owe(tables, wideDebts(wide))
  debts.owe(tables, pictureDebts(pictures.added, pictures.dropped, urgency))
  return { touched: [...precise, ...wide], pictures, refused: refusalsOf(composed.refused, holdings) }
}

function refusalsOf(ids: readonly string[], holdings: Holdings): Refusal[] {
  return ids.flatMap((id) => refusalOf(id, holdings) ?? [])
}

function picturesOf({ pictures }: Composed, tables: Tables): Applied['pictures'] {
  return {
    added: [...pictures.added.values()].filter(({ address }) => isPictured(tables, address)),
    dropped: [...pictures.dropped].filter((address) => !isPictured(tables, address)),
  }
}

function revisionsIn(tables: Tables, ids: readonly string[] | undefined): Map<string, string> {
  const all = [
    ...['select id, rev from document', 'select id, rev from held', 'select id, rev from unread'],
    'select id, id as rev from asset',
  ]
  const rows = ids
    ? ids.flatMap((id) => all.flatMap((sql) => tables.rows(`${sql} where id = ?`, id)))
    : all.flatMap((sql) => tables.rows(sql))
  return new Map(rows.map(({ id = '', rev = '' }) => [id, rev]))
}
