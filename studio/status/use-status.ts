import type { SanityClient } from '@sanity/client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { type DocumentBadgeProps, type SanityDocument, useClient } from 'sanity'
import { z } from 'zod'
import { millisecondsAt } from '#schemas/dates.ts'
import { Instant } from '#schemas/instant.ts'
import { apiVersion } from '../desk/stories.ts'
import type { SiteWatch } from './site-watch.ts'
import { type Site, type Status, statusOf, type Written } from './status.ts'

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
  const written = useWritten(published, site)
  const status = statusOf({ published, draft, written, site, now: now() })
  const isAwaited = status?.kind === 'coming'
  const revision = published?._rev
  useEffect(() => {
    return revision !== undefined && isAwaited ? watch.hurry() : undefined
  }, [watch, revision, isAwaited])
  return status
}

/** What the lake says of when the published version was written, asked anew after each look until it speaks of this revision. */
function useWritten(published: SanityDocument | null, site: Site): Written | undefined {
  const client = useClient({ apiVersion })
  const [written, remember] = useState<Written>()
  const isOfThis = written?.revision === published?._rev
  // biome-ignore lint/correctness/useExhaustiveDependencies: each look at the site is an occasion to ask once more
  useEffect(() => {
    if (!published || isOfThis) return
    let isAwaited = true
    writingOf(published, client).then((answer) => {
      if (isAwaited && answer) remember(answer)
    })
    return () => {
      isAwaited = false
    }
  }, [client, isOfThis, published, site])
  return written
}

/** Questions on their way to the lake; the badge and the menu have the same. */
const asked = new WeakMap<SanityDocument, Promise<Written | undefined>>()

function writingOf(published: SanityDocument, client: SanityClient): Promise<Written | undefined> {
  const question =
    asked.get(published) ??
    client
      .fetch('*[_id == $id][0]{"revision": _rev, "at": _updatedAt}', { id: published._id }, { perspective: 'raw' })
      .then((answer) => WrittenRow.safeParse(answer).data)
      .catch(() => undefined) // the next look asks again
      .finally(() => asked.delete(published))
  asked.set(published, question)
  return question
}

const WrittenRow = z.object({ revision: z.string(), at: Instant })

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
