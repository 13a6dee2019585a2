import type { Measured } from '../../figure.ts'
import { spreadOf } from '../../statistics.ts'
import type { Edit } from '../newsroom/edit.ts'
import { whenOnDisk } from './site-files.ts'
import { changes, partsOf, type Told } from './told.ts'
import type { WarmPress } from './warm-press.ts'

/**
 * One publish: milliseconds from the lake's acknowledgement (or, where `fromSending`, from the first request) until the pages, and
 * until feeds and sitemaps too, are on disk; what the press said of it, and the milliseconds that its process worked.
 */
export type Lap = { pages: number; all: number; told: Told; work: number | undefined }

/** Where publishes are watched. */
export type Track = { out: string; press: WarmPress; signal: AbortSignal }

/** Milliseconds that a single story may take before something is held to be wrong. */
const patience = 120_000

/** Makes an edit and watches it come to the site's folder. */
export async function lap(edit: Edit, track: Track, fromSending = false): Promise<Lap> {
  const { out, press, signal } = track
  if (edit.after) await lap(edit.after, track)
  await edit.prepare?.()
  const [told, before] = [press.count(), await press.work()]
  const sending = performance.now()
  await edit.send()
  const since = fromSending ? sending : performance.now()
  const lists = [...edit.pages, ...edit.archive]
  const moments = await whenOnDisk(out, [...lists, ...edit.feeds, ...edit.sitemap], patience, signal)
  const [pages, all] = [Math.max(...moments.slice(0, lists.length)), Math.max(...moments)]
  const heard = await press.next(told, changes(edit.pages[0].file), patience)
  const after = await press.work()
  const work = before === undefined || after === undefined ? undefined : (after - before) * 1000
  return { pages: pages - since, all: all - since, told: heard, work }
}

/** The laps that only warm up, after the first; and the most milliseconds that a series takes once five laps are done. */
const [warmUps, enough, atLeast] = [2, 20_000, 5]

/** The first lap, which counts by itself, and those that are measured. */
export type Laps = { first: Lap; laps: Lap[] }

/** So many laps, or as many as twenty seconds hold, but no fewer than five unless fewer are asked for. */
export async function lapsOf(turns: number, run: (turn: number) => Promise<Lap>): Promise<Laps> {
  const since = performance.now()
  const first = await run(0)
  for (let warmUp = 1; warmUp <= warmUps; warmUp++) await run(warmUp)
  const laps: Lap[] = []
  while (laps.length < turns && (laps.length < atLeast || performance.now() - since < enough))
    laps.push(await run(laps.length + warmUps + 1))
  return { first, laps }
}

/** What a series comes to, by one of its times; with what the press said of it. */
export function measuredIn({ first, laps }: Laps, time: 'pages' | 'all'): Measured {
  return {
    ...spreadOf(laps.map((each) => each[time])),
    first: first[time],
    press: partsOf(
      laps.map(({ told }) => told),
      laps.map(({ work }) => work),
    ),
  }
}
