import type { ListItemBuilder, StructureBuilder } from 'sanity/structure'
import type { Instant } from '#schemas/instant.ts'
import { icons } from '../icons.ts'
import { apiVersion, latestPublished, listsByState, storyListItem } from './stories.ts'

/** The articles, by how far they have come and by section. */
export function articleLists(S: StructureBuilder, now: () => Instant): ListItemBuilder {
  return S.listItem()
    .id('articles')
    .title('Artikler')
    .icon(icons.article)
    .child(
      S.list()
        .id('articles')
        .title('Artikler')
        .items([
          S.documentTypeListItem('article').id('all').title('Alle artikler').icon(icons.article),
          S.divider(),
          ...listsByState(now).map((list) => storyListItem(S, 'article', list)),
          S.divider(),
          S.listItem().id('by-section').title('Efter sektion').icon(icons.section).child(sections(S)),
        ]),
    )
}

function sections(S: StructureBuilder) {
  return S.documentTypeList('section')
    .title('Efter sektion')
    .defaultOrdering([{ field: 'order', direction: 'asc' }])
    .initialValueTemplates([])
    .child(async (section) =>
      S.documentList()
        .id(section)
        .title((await titleOf(S, section)) ?? 'Artikler i sektionen')
        .schemaType('article')
        .filter('_type == "article" && section._ref == $section')
        .params({ section })
        .apiVersion(apiVersion)
        .defaultOrdering([latestPublished])
        .menuItems(S.documentTypeList('article').getMenuItems() ?? [])
        .initialValueTemplates([S.initialValueTemplateItem('article-in-section', { section })]),
    )
}

function titleOf(S: StructureBuilder, section: string): Promise<string | null> {
  const client = S.context.getClient({ apiVersion }).withConfig({ perspective: 'drafts' })
  return client.fetch<string | null>('*[_id == $section][0].title', { section })
}
