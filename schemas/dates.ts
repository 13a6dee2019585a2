import { TZDate, tz } from '@date-fns/tz'
// The whole of date-fns takes a second to load; these are all that is used of it.
import { format } from 'date-fns/format'
import { da } from 'date-fns/locale/da'
import { parseISO } from 'date-fns/parseISO'

// Instants are plain strings here: their shape (instant.ts) leans on this file.
const copenhagen = 'Europe/Copenhagen'

/** How a form asks for a day. In figures, since the Studio names months in English. */
export const dayInput = { dateFormat: 'DD.MM.YYYY' } as const

/** How a form asks for a moment: in Danish time, wherever the editor sits. */
export const momentInput = {
  ...dayInput,
  timeFormat: 'HH.mm',
  displayTimeZone: copenhagen,
  allowTimeZoneSwitch: false,
} as const

/** How many written moments are remembered: a story is dated on a dozen pages, and writing a date out takes longer than a whole card. */
const remembered = 10_000

const known = new Map<string, string>()
const inDanish = { locale: da, in: tz(copenhagen) }

function written(instant: string, pattern: string): string {
  const name = `${pattern} ${instant}`
  const before = known.get(name)
  if (before !== undefined) return before
  if (known.size >= remembered) known.clear()
  const text = format(parseISO(instant), pattern, inDanish)
  known.set(name, text)
  return text
}

/** A moment written with any offset, in the one form that sorts as text: ISO 8601 in UTC with milliseconds. */
export function inUtc(moment: string): string {
  return parseISO(moment).toISOString()
}

/** The instant as a `Date`, for libraries that ask for one. */
export function asDate(instant: string): Date {
  return parseISO(instant)
}

/** The moment a text tells, in milliseconds since 1970, as JavaScript itself reads it; NaN for none. */
export function millisecondsAt(text: string): number {
  return Date.parse(text)
}

/** »3. marts 2026 kl. 9.12«, in Danish time. */
export function readableTime(instant: string): string {
  return written(instant, "d. MMMM yyyy 'kl.' H.mm")
}

/** »3. marts 2026«: the Danish day of an instant, or a day itself (`2026-03-03`). */
export function readableDate(instantOrDay: string): string {
  return isDay(instantOrDay)
    ? format(parseISO(instantOrDay), 'd. MMMM yyyy', { locale: da })
    : written(instantOrDay, 'd. MMMM yyyy')
}

/** The Danish day of an instant, `2026-03-03`. */
export function dayOf(instant: string): string {
  return written(instant, 'yyyy-MM-dd')
}

/** The Danish month of an instant, as the archives are named: `{year: '2026', month: '03'}`. */
export function monthOf(instant: string): { year: string; month: string } {
  return { year: written(instant, 'yyyy'), month: written(instant, 'MM') }
}

/** »marts 2026«. */
export function monthTitle(year: string, month: string): string {
  return format(parseISO(`${year}-${month}-01`), 'MMMM yyyy', { locale: da })
}

/** »3. mar. 2026 kl. 9.12«, in Danish time: for lists where room is scarce. */
export function shortTime(instant: string): string {
  return written(instant, "d. MMM yyyy 'kl.' H.mm")
}

/**
 * A moment in as few words as one who reads it at `now` needs, in Danish time: »kl. 06.00« the same day, »3. marts kl. 06.00« the
 * same year, else »3. marts 2027 kl. 06.00«.
 */
export function momentSeenAt(now: string, instant: string): string {
  if (dayOf(now) === dayOf(instant)) return written(instant, "'kl.' HH.mm")
  const isThisYear = monthOf(now).year === monthOf(instant).year
  return written(instant, isThisYear ? "d. MMMM 'kl.' HH.mm" : "d. MMMM yyyy 'kl.' HH.mm")
}

/** The first millisecond of an instant's Danish day. */
export function startOfDay(instant: string): string {
  return new Date(midnight(instant, 0)).toISOString()
}

/** The last millisecond of an instant's Danish day. */
export function endOfDay(instant: string): string {
  return new Date(midnight(instant, 1) - 1).toISOString()
}

/** The midnight that begins an instant's Danish day, or one some days later, in milliseconds since 1970. */
function midnight(instant: string, daysLater: number): number {
  const [year = 0, month = 1, day = 1] = dayOf(instant).split('-').map(Number)
  return new TZDate(year, month - 1, day + daysLater, copenhagen).getTime()
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
