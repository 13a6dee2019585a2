import type { ContentDocument } from '#schemas/documents.ts'
import { missingSection } from '#schemas/draft.ts'
import type { PictureFile } from '../pictures.ts'
import { type Change, Composition } from './composing/composition.ts'
import type { Summary } from './composing/known.ts'
import { writableTables } from './holding/edition-file.ts'
import { Holdings } from './holding/holdings.ts'
import type { ImagesAt } from './holding/imprint.ts'
import { pictureAt } from './holding/picture-files.ts'
import type { Tables } from './holding/tables.ts'
import { countUnsettled } from './holding/unsettled.ts'

/**
 * The edition that those see who write: drafts stand in it as if they were published, under their published ids, and nothing waits for
 * its hour. Nobody owes readers anything for what changes here.
 */
export interface PreviewEdition {
  /** Puts and removes documents in one transaction; gives the ids of those among them that cannot be shown as they are. */
  take(changes: Change[]): string[]
  /** Settles some of the documents that show what has changed elsewhere; tells whether there are more. */
  settleMore(): boolean
  /** The revision of everything held, by id; an image's revision is its id. */
  revisions(): Map<string, string>
  /** Where a document's page stands; `undefined` for one that has none or is not held. */
  addressOf(id: string): string | undefined
  /** A document as it was handed in. */
  document(id: string): ContentDocument | undefined
  /** Whether the image's facts are known. */
  hasImage(id: string): boolean
  /** How the image file at an address is made; `undefined` when no page shows it. */
  picture(address: string): PictureFile | undefined
  close(): void
}

/** `seed` is the file of the public edition, which a new preview edition begins as a copy of. */
export type PreviewEditionOptions = { siteUrl: string; images?: ImagesAt; seed?: string }

/** Opens the preview edition in `file`; makes it when it is missing or does not fit, as the public edition is made. */
export function openPreviewEdition(file: string, { siteUrl, ...purpose }: PreviewEditionOptions): PreviewEdition {
  const site = siteUrl.replace(/\/+$/, '')
  const tables = writableTables(file, site, { ...purpose, view: 'preview' })
  const holdings = new PreviewHoldings(tables)
  const composition = () =>
    new Composition({ holdings, now: endOfTime, absolute: (address) => `${site}${address}`, atOnce: slice })
  return {
    take: (changes) => {
      const changed = new Set(changes.map(({ id }) => id))
      return tables.atOnce(() =>
        composition()
          .compose(changes)
          .refused.filter((id) => changed.has(id)),
      )
    },
    settleMore: () => {
      tables.atOnce(() => composition().compose([], slice))
      return countUnsettled(tables) > 0
    },
    revisions: () => revisionsIn(tables),
    addressOf: (id) => holdings.summary(id)?.card.address,
    document: (id) => holdings.of(id)?.document,
    hasImage: (id) => holdings.asset(id) !== undefined,
    picture: (address) => pictureAt(tables, address),
    close: () => tables.close(),
  }
}

/** No hour is later, so nothing waits. */
const endOfTime = '9999-12-31T23:59:59.999Z'

/** How many documents are settled at a time: few enough that a keystroke need not wait for them. */
const slice = 40

/** Documents as a preview shows them: a story that has no section yet stands on the front all the same. */
class PreviewHoldings extends Holdings {
  override readonly isPreview = true

  override summary(id: string): Summary | undefined {
    if (id === missingSection) return { type: 'section', card: { title: 'Uden sektion', address: '/' } }
    return super.summary(id)
  }
}

function revisionsIn(tables: Tables): Map<string, string> {
  const rows = ['select id, rev from document', 'select id, rev from held', 'select id, id as rev from asset']
  return new Map(rows.flatMap((sql) => tables.rows(sql)).map(({ id = '', rev = '' }) => [id, rev]))
}
