import { z } from 'zod'
import { inUtc } from './dates.ts'

/**
 * A moment as the lake stores it, read into the one form that compares and sorts as text: ISO 8601 in UTC with
 * milliseconds, `2026-03-03T08:12:00.000Z`. Any offset is accepted and turned into `Z`.
 */
export const Instant = z.iso
  .datetime({ offset: true, error: 'er ikke et tidspunkt; vælg dato og klokkeslæt i feltet' })
  .transform(inUtc)
  // An offset can carry the first and last hours of the calendar into years that do not sort as text.
  .refine((text) => /^\d{4}-/.test(text), 'ligger uden for kalenderen; vælg en anden dato')

/** A moment, ISO 8601 in UTC with milliseconds. */
export type Instant = z.infer<typeof Instant>
