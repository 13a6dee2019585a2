import { TagsIcon } from '@sanity/icons/Tags'
import type { ListItemBuilder, StructureBuilder } from 'sanity/structure'
import type { Instant } from '#schemas/instant.ts'
import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { icons } from '../icons.ts'
import { apiVersion, latestPublished, listsByState, storyListItem } from './stories.ts'

/** The notices, by how far they have come and by kind. */
export function noticeLists(S: StructureBuilder, now: () => Instant): ListItemBuilder {
  return S.listItem()
    .id('notices')
    .title('Navnenyt')
    .icon(icons.jobAnnouncement)
    .child(
      S.list()
        .id('notices')
        .title('Navnenyt')
        .items([
          S.documentTypeListItem('jobAnnouncement').id('all').title('Alle notitser').icon(icons.jobAnnouncement),
          S.divider(),
          ...listsByState(now).map((list) => storyListItem(S, 'jobAnnouncement', list)),
          S.divider(),
          S.listItem().id('by-kind').title('Efter type').icon(TagsIcon).child(kinds(S)),
        ]),
    )
}

function kinds(S: StructureBuilder) {
  return S.list()
    .id('by-kind')
    .title('Efter type')
    .items([...noticeKinds.map((kind, place) => ofKind(S, kind, `kind-${place}`)), S.divider(), ofOtherKinds(S)])
}

function ofKind(S: StructureBuilder, kind: string, id: string): ListItemBuilder {
  return S.listItem()
    .id(id)
    .title(kind)
    .icon(icons.jobAnnouncement)
    .child(
      S.documentList()
        .id(id)
        .title(kind)
        .schemaType('jobAnnouncement')
        .filter('_type == "jobAnnouncement" && kind == $kind')
        .params({ kind })
        .apiVersion(apiVersion)
        .defaultOrdering([latestPublished])
        .menuItems(S.documentTypeList('jobAnnouncement').getMenuItems() ?? [])
        .initialValueTemplates([S.initialValueTemplateItem('notice-of-kind', { kind })]),
    )
}

function ofOtherKinds(S: StructureBuilder): ListItemBuilder {
  return storyListItem(S, 'jobAnnouncement', {
    id: 'other-kinds',
    title: 'Andre typer',
    icon: icons.jobAnnouncement,
    filter: '!(kind in $kinds)',
    params: () => ({ kinds: noticeKinds }),
  })
}
