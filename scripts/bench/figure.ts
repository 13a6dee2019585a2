import type { Spread } from './statistics.ts'

export type Unit = 'ms' | 's' | 'MB' | 'documents/s' | 'pages/s'

/** What a figure should come to. */
export type Aim = { atMost: number } | { atLeast: number }

/** What is measured: its name in commands and in JSON, and in a few words. */
export type Subject = {
  id: string
  what: string
  unit: Unit
  /** What the median should come to. */
  aim?: Aim
  /** What the 95th percentile should come to. */
  aim95?: Aim
  /** What the quotient of the largest archive's figure by the smallest one's should come to. */
  growth?: Aim
}

/** What one publish was made of: milliseconds of each phase, and numbers of pages and other files. */
export type Parts = {
  sync: number
  pictures: number
  pages: number
  feeds: number
  total: number
  rendered: number
  written: number
  removed: number
  /** Milliseconds that the press's process worked, on all cores together; this hardly depends on who else is at work. */
  work?: number
}

/** Measurements of one thing. */
export type Measured = Spread & {
  /** The first time after the start, when nothing is warm. */
  first?: number
  /** The median of the milliseconds that the lake itself says an answer took. */
  lake?: number
  /** The medians of what the press itself says of its publishes. */
  press?: Parts
}

/** A subject with what was measured, or with the sentence that says why it could not be. */
export type Figure = Subject & ((Measured & { met?: boolean; met95?: boolean }) | { failed: string })

/** The subject with its measurements, and whether they meet the aims, where there are any. */
export function figureOf(subject: Subject, measured: Measured): Figure {
  const { aim, aim95 } = subject
  return {
    ...subject,
    ...measured,
    ...(aim && { met: meets(measured.median, aim) }),
    ...(aim95 && { met95: meets(measured.p95, aim95) }),
  }
}

/** Something measured once. */
export const once = (value: number): Measured => ({ median: value, p95: value, n: 1 })

/** Whether a value is as it should be. */
export function meets(value: number, aim: Aim): boolean {
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast
}
