import type { Figure } from './figure.ts'

/** The figures of one size. */
export type Measurement = {
  articles: number
  documents: number
  /** Of JSON, all documents together. */
  bytes: number
  /** The machine's load at the end: well above one process where others are at work too. */
  load: number
  figures: Figure[]
  /** What was said meanwhile by what is measured. */
  remarks: string[]
}
