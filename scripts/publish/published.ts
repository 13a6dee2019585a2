import { counted } from '../terminal/duration.ts'
import type { LeftOut } from './reading/door.ts'

/** Milliseconds that each phase of a publish took. */
type Phases = { sync: number; plan: number; pictures: number; write: number; total: number }

/** What a publish did. Pages count feeds and every other file with an address. */
export type Published = {
  rendered: number
  written: number
  unchanged: number
  removed: number
  pictures: number
  /** The addresses whose bytes changed or went away, in the order in which they did. */
  changed: string[]
  leftOut: LeftOut[]
  /** A sentence for each page that could not be rendered; what readers saw before stays. */
  failedPages: string[]
  /** A sentence for each image that could not be made; its pages stand, with its alternative text. */
  failedPictures: string[]
  /** Ids that were said to have changed, but that the lake then did not give: only a sweep can tell whether they are gone. */
  missing: string[]
  ms: Phases
}

/** The sentences that a publish owes a person: what was left out and what failed. */
export function complaintsOf({ leftOut, failedPages, failedPictures }: Published): string[] {
  return [...leftOutSentences(leftOut), ...failedPages, ...failedPictures]
}

/** What a publish changed, for the last line of a command. */
export function summaryOf({ written, removed, pictures, rendered }: Published): string {
  if (written + removed + pictures === 0) return `Nothing to change (${counted(rendered, 'page')} compared)`
  const parts = [
    `${counted(written, 'page')} written`,
    ...(removed > 0 ? [`${counted(removed, 'page')} removed`] : []),
    ...(pictures > 0 ? [`${counted(pictures, 'picture')} made`] : []),
  ]
  return parts.join(', ')
}

/** One sentence for each document that was left out: which, and what is wrong with it, in the words that its editor reads. */
export function leftOutSentences(leftOut: readonly LeftOut[]): string[] {
  return leftOut.map(({ id, type, faults }) => {
    const wrong = faults.map(({ path, sentence }) => (path ? `${path}: ${sentence}` : sentence))
    return `Left out ${type || 'a document'} ${id}: ${wrong.join(' ')}`
  })
}
