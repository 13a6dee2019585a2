import type { Instant } from '#schemas/instant.ts'
import type { PictureFile } from '../pictures.ts'
import { type Change, type Composed, Composition } from './composing/composition.ts'
import { writableTables } from './holding/edition-file.ts'
import { Holdings } from './holding/holdings.ts'
import { everyPicture, isPictured, shownBy } from './holding/picture-files.ts'
import type { Tables } from './holding/tables.ts'
import { feedFiles } from './lists.ts'
import type { FrontPart } from './parts/paper.ts'
import { everyAddress } from './reading/addresses.ts'
import { kindAddresses } from './reading/archives.ts'
import { kindsOf, navigationOf, settingsOf } from './reading/paper.ts'
import { partOf } from './reading/places.ts'
import { type Refusal, refusalOf } from './telling/refusal.ts'
import { type Touched, touchedBy } from './telling/touched.ts'

/** What applying changes did. */
export type Applied = {
  /** Every address at which a reader may now see something else, once each; a few may be unknown both before and after. */
  touched: Touched[]
  /** Those of the documents looked at that are left out of the site although their hour has come. */
  refused: Refusal[]
  /** Image files that pages now show and did not before, and addresses of those that no page shows any more. */
  pictures: { added: PictureFile[]; dropped: string[] }
}

/** The edition's one writer. */
export interface EditionWriter {
  /**
   * Puts and removes documents in one transaction, lets documents whose hour has come go live, and tells which addresses a
   * reader may now see differently. `now` may not run backwards from one call to the next.
   */
  apply(changes: Change[], now: Instant): Applied
  /** The revision of everything held, live or not, by id; images count too, and their revision is their id. */
  revisions(): Map<string, string>
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
  close(): void
}

/**
 * Opens the edition in `file` for writing; makes it when it is missing. One that is broken, or was made by other code or for
 * another address, is replaced by an empty one, and the next sync fills it.
 */
export function openEdition(file: string, { siteUrl }: { siteUrl: string }): EditionWriter {
  const site = siteUrl.replace(/\/+$/, '')
  return writerOf(writableTables(file, site), site)
}

/** The writer of the edition in these tables, for the site at `site` (an address without a slash at its end). */
export function writerOf(tables: Tables, site: string): EditionWriter {
  const holdings = new Holdings(tables)
  const absolute = (address: string) => `${site}${address}`
  return {
    apply: (changes, now) => tables.atOnce(() => applied(holdings, new Composition(holdings, now, absolute), changes)),
    revisions: () => revisionsIn(tables),
    nextDue: () => tables.text("select due from held where standing = 'waiting' order by due limit 1"),
    addresses: () => everyAddress(tables),
    pictures: () => everyPicture(tables),
    shownBy: (address) => shownBy(tables, address),
    refusals: () =>
      tables
        .texts("select id from held where standing in ('no-section', 'address-taken')")
        .sort()
        .flatMap((id) => refusalOf(id, holdings) ?? []),
    close: () => tables.close(),
  }
}

function applied(holdings: Holdings, composition: Composition, changes: Change[]): Applied {
  const { tables } = holdings
  const before = everywhere(tables)
  const composed = composition.compose(changes)
  const pinned = partOf<FrontPart>(tables, 'frontPage')?.pinned.length ?? 0
  const precise = touchedBy(composed, tables, pinned)
  const known = new Set(precise.map(({ address }) => address))
  const wide = touchedEverywhere(tables, before).filter(({ address }) => !known.has(address))
  return {
    touched: [...precise, ...wide],
    refused: composed.refused.flatMap((id) => refusalOf(id, holdings) ?? []),
    pictures: picturesOf(composed, tables),
  }
}

/** What stands on every page, and on every page of navnenyt. */
type Everywhere = { paper: string; kinds: string; kindPages: string[] }

function everywhere(tables: Tables): Everywhere {
  return {
    paper: JSON.stringify([settingsOf(tables), navigationOf(tables)]),
    kinds: JSON.stringify(kindsOf(tables)),
    kindPages: kindAddresses(tables),
  }
}

function touchedEverywhere(tables: Tables, before: Everywhere): Touched[] {
  const after = everywhere(tables)
  if (after.paper !== before.paper) {
    return everyAddress(tables).map((address) => ({ address, reason: 'the navigation or the settings' }))
  }
  if (after.kinds === before.kinds) return []
  const kinds = [...new Set([...before.kindPages, ...after.kindPages])]
  return [...new Set(['/navnenyt/', '/rss/', ...kinds, ...kinds.flatMap(feedFiles)])].map((address) => ({
    address,
    reason: 'the kinds of notices',
  }))
}

function picturesOf({ pictures }: Composed, tables: Tables): Applied['pictures'] {
  return {
    added: [...pictures.added.values()].filter(({ address }) => isPictured(tables, address)),
    dropped: [...pictures.dropped].filter((address) => !isPictured(tables, address)),
  }
}

function revisionsIn(tables: Tables): Map<string, string> {
  const rows = ['select id, rev from document', 'select id, rev from held', 'select id, id as rev from asset']
  return new Map(rows.flatMap((sql) => tables.rows(sql)).map(({ id = '', rev = '' }) => [id, rev]))
}
