import type { SanityClient } from '@sanity/client'
import type { Instant } from '#schemas/instant.ts'
import type { Report } from '../terminal/progress.ts'
import type { Measurement } from './measurement.ts'

/** What every bench works with. */
export type Bench = {
  /** The `notits` program whose commands are measured. */
  program: string
  /** A folder for the data of one size; it holds nothing, or what the same bench left there before. */
  folder: string
  seed: number
  /** Whether a figure, by its id, is wanted. */
  wanted: (id: string) => boolean
  /** How often to repeat what is measured, at most. */
  turns: number
  importBy: 'http' | 'command'
  /** The environment of what is measured: this one's, without what would lead to the newsroom's own data. */
  environment: Record<string, string | undefined>
  /** Keep what took long to make, for the next bench in the same folder. */
  keep: boolean
  /** How many pictures the articles share; encoding them is then part of what is measured. */
  pictures: number
  /** Build with plain `astro build` too, however long that takes. */
  astro: boolean
  client: (lake: { url: string; token: string }) => SanityClient
  now: () => Instant
  report: Report
  signal: AbortSignal
}

/** A part of the newsroom that can be measured. */
export type Field = {
  /** The ids of all figures. */
  figureIds(): string[]
  /** Measures at one size of archive. */
  measure(articles: number, bench: Bench): Promise<Measurement>
  /** The disk that a bench of one size takes at its most, in bytes. */
  diskNeed(articles: number): number
  /** Whether it goes on with what an earlier bench left in its folder. */
  goesOn: boolean
}
