import { z } from 'zod'
import { fileOf } from '#site'
import type { Parts } from '../../figure.ts'
import { mean, median } from '../../statistics.ts'

const milliseconds = z.number().default(0)

/** What the press says of a publish (`notits publish --json`). */
export const Told = z.object({
  rendered: z.number(),
  written: z.number(),
  removed: z.number(),
  /** How many addresses are still to be rendered, when there is nothing more urgent. */
  later: z.number().default(0),
  /** The files that were written or removed, which it names by their addresses. */
  changed: z.array(z.string().transform(fileOf)),
  ms: z.object({
    sync: milliseconds,
    pictures: milliseconds,
    pages: milliseconds,
    feeds: milliseconds,
    total: milliseconds,
  }),
})
export type Told = z.infer<typeof Told>

/** What the press said in a line of its output; `undefined` when it is no line about a publish. */
export function toldIn(line: string): Told | undefined {
  return Told.safeParse(jsonIn(line)).data
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Whether a publish wrote or removed this file. */
export const changes = (file: string) => (told: Told) => told.changed.includes(file)

/** The medians of what the press said of several publishes; `work` is what its process worked in each, in milliseconds. */
export function partsOf(all: readonly Told[], work: readonly (number | undefined)[] = []): Parts {
  const known = work.filter((milliseconds) => milliseconds !== undefined)
  const of = (part: (told: Told) => number) => median(all.map(part))
  return {
    sync: of(({ ms }) => ms.sync),
    pictures: of(({ ms }) => ms.pictures),
    pages: of(({ ms }) => ms.pages),
    feeds: of(({ ms }) => ms.feeds),
    total: of(({ ms }) => ms.total),
    rendered: of(({ rendered }) => rendered),
    written: of(({ written }) => written),
    removed: of(({ removed }) => removed),
    ...(known.length > 0 && { work: mean(known) }),
  }
}
