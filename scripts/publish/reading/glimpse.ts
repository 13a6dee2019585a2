import { millisecondsAt } from '#schemas/dates.ts'
import { Instant } from '#schemas/instant.ts'
import type { Noted } from '#site'
import type { Head, LakeReader, Newest } from './lake-reader.ts'

/** What the newest changes tell: all that changed, that there is more to see, or that only a comparison of everything can tell. */
export type Glimpse = { kind: 'all'; changed: Head[] } | { kind: 'more' } | { kind: 'unclear' }

const day = 24 * 60 * 60 * 1000

/** Whether what changed last may tell enough: of the lake that was followed before, if everything was compared within a day. */
export function mayGlimpse(noted: Noted | undefined, lake: string, now: Instant): noted is Noted {
  return noted?.lake === lake && noted.sweptAt <= now && millisecondsAt(now) - millisecondsAt(noted.sweptAt) < day
}

/**
 * What the `most` newest changes of a lake tell to one who has followed it until `since` and has seen nothing newer than `upTo`.
 * They are asked for back to a little before that, since a change may show later than its time says. It is unclear what changed when
 *
 * - fewer are listed than there should be,
 * - nothing is as new as what was seen before: the lake has been put back to an earlier state,
 * - the lake's clock has been put back, so that changes may be older than they should be.
 *
 * Documents from the future, as a clock that was wrong leaves them, are listed each time and hide nothing.
 */
export function glimpse(
  { heads, counts, now }: Newest,
  most: number,
  { since, upTo, lateness }: Pick<Noted, 'since' | 'upTo'> & Pick<LakeReader, 'lateness'>,
): Glimpse {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const from = millisecondsAt(since) - lateness
  const [first] = heads
  const isShort = heads.length !== Math.min(most, total)
  const isBack = first === undefined || changedAt(first) < millisecondsAt(upTo) || millisecondsAt(now) < from
  if (isShort || isBack) return { kind: 'unclear' }
  const changed = heads.filter((head) => changedAt(head) >= from)
  return changed.length === heads.length && heads.length < total ? { kind: 'more' } : { kind: 'all', changed }
}

/** Whether there are as many of each type in one place as in the other. */
export function sameCounts(
  one: Record<string, number>,
  other: Record<string, number>,
  types: readonly string[],
): boolean {
  return types.every((type) => (one[type] ?? 0) === (other[type] ?? 0))
}

/**
 * How far a lake has been followed by one who knows all these documents: until its own time of day, since whatever it changes
 * later will say so; and to the newest of them, but never to the future.
 */
export function followedTo({ heads, now }: { heads: readonly Head[]; now: Instant }): Pick<Noted, 'upTo' | 'since'> {
  let newest = ''
  for (const { _updatedAt } of heads) if (_updatedAt > newest) newest = _updatedAt
  const read = Instant.safeParse(newest)
  return { upTo: read.success && read.data < now ? read.data : now, since: now }
}

const changedAt = ({ _updatedAt }: Head): number => millisecondsAt(_updatedAt)
