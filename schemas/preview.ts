import { shortTime } from './dates.ts'
import { Instant } from './instant.ts'

/** What a list in the Studio says under a title: »Nyhed · 3. mar. 2026 kl. 9.12«. Parts that are missing are left out. */
export function subtitle(...parts: unknown[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ')
}

/** When readers see a story, for a list in the Studio; what is stored may be anything. */
export function publicationLine(publishedAt: unknown, withdrawnAt?: unknown): string {
  if (withdrawnAt) return 'Trukket tilbage'
  const instant = Instant.safeParse(publishedAt)
  return instant.success ? shortTime(instant.data) : 'Ikke udgivet endnu'
}
