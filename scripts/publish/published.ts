import type { Instant } from '#schemas/instant.ts'
import { counted } from '../terminal/duration.ts'
import type { LeftOut } from './reading/door.ts'
import type { FileChange } from './room/ledger/history.ts'

/**
 * Milliseconds that a publish took: to take in what is new, to put images in place, to put pages and the lists of them on disk, and
 * then feeds, sitemaps and removals.
 */
export type Phases = { sync: number; pictures: number; pages: number; feeds: number; total: number }

/** What a publish did. Pages count feeds and every other file with an address. */
export type Published = {
  rendered: number
  written: number
  unchanged: number
  removed: number
  pictures: number
  /** The addresses whose bytes changed or went away, in the order in which they did. */
  changed: string[]
  /** Every file that was written or removed, for hosts to upload and caches to drop; SHA-256 sums in hexadecimal digits. */
  files: FileChange[]
  /** The publish's number in its folder, when it changed something. */
  number?: number
  /** Since when the site is held at an earlier publish, and left alone. */
  heldAt?: Instant
  /** Whether nothing was new, and some of what reaches far was done instead. */
  background: boolean
  /** How much is left that reaches far and waits for what is new: addresses, and documents that have not been looked at. */
  later: number
  leftOut: LeftOut[]
  /** A sentence for each page that could not be rendered; what readers saw before stays. */
  failedPages: string[]
  /** A sentence for each image that could not be made; its pages stand, with its alternative text. */
  failedPictures: string[]
  /** Ids that were said to have changed, but that the lake then did not give: only a sweep can tell whether they are gone. */
  missing: string[]
  ms: Phases
}

/** A publish that found nothing to do. */
export const nothingPublished: Published = {
  ...{
    rendered: 0,
    written: 0,
    unchanged: 0,
    removed: 0,
    pictures: 0,
    changed: [],
    files: [],
    later: 0,
    background: false,
  },
  ...{ leftOut: [], failedPages: [], failedPictures: [], missing: [] },
  ms: { sync: 0, pictures: 0, pages: 0, feeds: 0, total: 0 },
}

/** Two publishes, one right after the other, as one. */
export function together(one: Published, other: Published): Published {
  const sum = (of: (published: Published) => number) => of(one) + of(other)
  const number = other.number ?? one.number
  return {
    ...(number !== undefined && { number }),
    rendered: sum(({ rendered }) => rendered),
    written: sum(({ written }) => written),
    unchanged: sum(({ unchanged }) => unchanged),
    removed: sum(({ removed }) => removed),
    pictures: sum(({ pictures }) => pictures),
    changed: [...one.changed, ...other.changed],
    files: [...one.files, ...other.files],
    background: one.background && other.background,
    later: other.later,
    leftOut: [...new Map([...one.leftOut, ...other.leftOut].map((document) => [document.id, document])).values()],
    failedPages: [...new Set([...one.failedPages, ...other.failedPages])],
    failedPictures: [...new Set([...one.failedPictures, ...other.failedPictures])],
    missing: [...one.missing, ...other.missing],
    ms: {
      sync: sum(({ ms }) => ms.sync),
      pictures: sum(({ ms }) => ms.pictures),
      pages: sum(({ ms }) => ms.pages),
      feeds: sum(({ ms }) => ms.feeds),
      total: sum(({ ms }) => ms.total),
    },
  }
}

/** The sentences that a publish owes a person: that the site is held, what was left out and what failed. */
export function complaintsOf({ heldAt, leftOut, failedPages, failedPictures }: Published): string[] {
  const held = `The site was put back to an earlier publish at ${heldAt}, and stays there until you run npx notits publish`
  return [...(heldAt ? [held] : []), ...leftOutSentences(leftOut), ...failedPages, ...failedPictures]
}

/** What a publish changed, for the last line of a command. */
export function summaryOf({ written, removed, pictures, rendered, later }: Published): string {
  const more = later > 0 ? [`${later} more to look at`] : []
  if (written + removed + pictures === 0) return `Nothing to change (${counted(rendered, 'page')} compared)`
  const parts = [
    `${counted(written, 'page')} written`,
    ...(removed > 0 ? [`${counted(removed, 'page')} removed`] : []),
    ...(pictures > 0 ? [`${counted(pictures, 'picture')} made`] : []),
  ]
  return [...parts, ...more].join(', ')
}

/** One sentence for each document that was left out: which, and what is wrong with it, in the words that its editor reads. */
export function leftOutSentences(leftOut: readonly LeftOut[]): string[] {
  return leftOut.map(({ id, type, faults }) => {
    const wrong = faults.map(({ path, sentence }) => (path ? `${path}: ${sentence}` : sentence))
    return `Left out ${type || 'a document'} ${id}: ${wrong.join(' ')}`
  })
}
