import type { ComponentType } from 'react'
import type { ListItemBuilder, StructureBuilder } from 'sanity/structure'
import { startOfDay } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'

/** The version of Sanity's API that the lists ask. */
export const apiVersion = '2025-02-19'

type Ordering = { field: string; direction: 'asc' | 'desc' }

/** Which stories a list holds: `filter` in GROQ, beside their type. */
export type StoryList = {
  id: string
  title: string
  icon: ComponentType
  filter: string
  order?: Ordering
  /** Asked each time the list is opened. */
  params?: () => Record<string, unknown>
}

const latestEdited: Ordering = { field: '_updatedAt', direction: 'desc' }
/** Newest at the top. */
export const latestPublished: Ordering = { field: 'publishedAt', direction: 'desc' }
const nextPublished: Ordering = { field: 'publishedAt', direction: 'asc' }

/**
 * Never published, or changed since. A list reads the newest version of each document under its own id, and the draft's id is
 * `_originalId` there; the list's listener meets the drafts themselves.
 */
export const inDraft = {
  filter: '(_id in path("drafts.**") || _originalId in path("drafts.**"))',
  order: latestEdited,
}

const isWithdrawn = '(defined(withdrawal.withdrawnAt) || defined(withdrawal.reason))'

/** Out since midnight. Only publishing sets `firstPublishedAt`, so a draft with a date is not taken for a published story. */
export const publishedToday = (now: () => Instant) => ({
  filter: `firstPublishedAt <= now() && firstPublishedAt >= $startOfDay && !${isWithdrawn}`,
  order: latestPublished,
  params: () => ({ startOfDay: startOfDay(now()) }),
})

/** Published, and waiting for its hour. */
export const scheduled = { filter: 'firstPublishedAt > now()', order: nextPublished }

/** Taken back. */
export const withdrawn = { filter: isWithdrawn, order: latestPublished }

/** A line on the desk that opens the list. */
export function storyListItem(
  S: StructureBuilder,
  type: 'article' | 'jobAnnouncement',
  { id, title, icon, filter, order = latestPublished, params = () => ({}) }: StoryList,
): ListItemBuilder {
  return S.listItem()
    .id(id)
    .title(title)
    .icon(icon)
    .child(() =>
      S.documentList()
        .id(id)
        .title(title)
        .schemaType(type)
        .filter(`_type == "${type}" && ${filter}`)
        .params(params())
        .apiVersion(apiVersion)
        .defaultOrdering([order])
        .menuItems(S.documentTypeList(type).getMenuItems() ?? []),
    )
}
