import type { Spread } from './statistics.ts'

export type Unit = 'ms' | 's' | 'MB' | 'documents/s'

/** What a figure should come to. */
export type Aim = { atMost: number } | { atLeast: number }

/** What is measured: its name in commands and in JSON, and in a few words. */
export type Subject = { id: string; what: string; unit: Unit; aim?: Aim }

/** Measurements of one thing. */
export type Measured = Spread & {
  /** The first time after the start, when nothing is warm. */
  first?: number
  /** The median of the milliseconds that the lake itself says an answer took. */
  lake?: number
}

/** A subject with what was measured, or with the sentence that says why it could not be. */
export type Figure = Subject & ((Measured & { met?: boolean }) | { failed: string })

/** The subject with its measurements, and whether the median meets the aim, where there is one. */
export function figureOf(subject: Subject, measured: Measured): Figure {
  return { ...subject, ...measured, ...(subject.aim && { met: meets(measured.median, subject.aim) }) }
}

/** Something measured once. */
export const once = (value: number): Measured => ({ median: value, p95: value, n: 1 })

function meets(value: number, aim: Aim): boolean {
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast
}
