import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DocumentBadgeProps } from 'sanity'
import { millisecondsAt } from '#schemas/dates.ts'
import { Instant } from '#schemas/instant.ts'
import type { SiteWatch } from './site-watch.ts'
import { type Status, statusOf } from './status.ts'

/** Longer than this no browser's timer can wait. */
const longestWait = 2 ** 31 - 1

/** Whether readers see the document, as it stands at every moment that the form is open. */
export function useStatus(
  watch: SiteWatch,
  now: () => Instant,
  { published, draft }: Pick<DocumentBadgeProps, 'published' | 'draft'>,
): Status | undefined {
  const site = useSyncExternalStore(watch.subscribe, watch.site)
  useReminder(now, Instant.safeParse(published?.publishedAt).data)
  const status = statusOf({ published, draft, site, now: now() })
  const isAwaited = status?.kind === 'coming'
  const revision = published?._rev
  useEffect(() => {
    if (revision !== undefined && isAwaited) watch.hurry()
  }, [watch, revision, isAwaited])
  return status
}

/** Has the component look again once this hour has come. */
function useReminder(now: () => Instant, due: Instant | undefined): void {
  const [, remember] = useState<Instant>()
  useEffect(() => {
    if (due === undefined) return
    let reminder: ReturnType<typeof setTimeout> | undefined
    const wait = () => {
      const left = millisecondsAt(due) - millisecondsAt(now())
      if (left > 0) reminder = setTimeout(wait, Math.min(left, longestWait))
      else remember(due)
    }
    wait()
    return () => clearTimeout(reminder)
  }, [now, due])
}
