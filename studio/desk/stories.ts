import { ArchiveIcon } from '@sanity/icons/Archive'
import { CalendarIcon } from '@sanity/icons/Calendar'
import { ClockIcon } from '@sanity/icons/Clock'
import { EditIcon } from '@sanity/icons/Edit'
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
 * A list reads the newest version of each document under its own id, and the draft's id is `_originalId` there; the list's
 * listener meets the drafts themselves.
 */
const isDraft = 'coalesce(_originalId, _id) in path("drafts.**")'

/** Never published, or changed since. */
const inDraft = { filter: isDraft, order: latestEdited }

const isWithdrawn = '(defined(withdrawal.withdrawnAt) || defined(withdrawal.reason))'

/**
 * Published and not taken off again. A draft tells it by `firstPublishedAt`, which only publishing sets, and by its slug, which
 * unpublishing puts among the earlier ones. What a program published may lack the first.
 */
const isPublished = `(defined(firstPublishedAt) || !(${isDraft})) && !(slug.current in coalesce(earlierSlugs, []))`
const firstSeen = 'coalesce(firstPublishedAt, publishedAt)'

/** Out since midnight. */
const publishedToday = (now: () => Instant) => ({
  filter: `${isPublished} && ${firstSeen} <= now() && ${firstSeen} >= $startOfDay && !${isWithdrawn}`,
  order: latestPublished,
  params: () => ({ startOfDay: startOfDay(now()) }),
})

/** Published, and waiting for its hour. */
const scheduled = { filter: `${isPublished} && ${firstSeen} > now()`, order: nextPublished }

/** Taken back. */
const withdrawn = { filter: isWithdrawn, order: latestPublished }

/** The lists of stories by how far they have come. */
export function listsByState(now: () => Instant): StoryList[] {
  return [
    { id: 'drafts', title: 'Kladder', icon: EditIcon, ...inDraft },
    { id: 'today', title: 'Udgivet i dag', icon: ClockIcon, ...publishedToday(now) },
    { id: 'scheduled', title: 'Planlagt', icon: CalendarIcon, ...scheduled },
    { id: 'withdrawn', title: 'Trukket tilbage', icon: ArchiveIcon, ...withdrawn },
  ]
}

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
