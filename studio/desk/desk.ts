import type { StructureBuilder, StructureResolver } from 'sanity/structure'
import type { Instant } from '#schemas/instant.ts'
import { icons } from '../icons.ts'
import { articleLists } from './articles.ts'
import { noticeLists } from './notices.ts'

/** What the desk shows on its left: the day's work first, then what it draws on, then what the paper is. */
export const desk =
  (now: () => Instant): StructureResolver =>
  (S) =>
    S.list()
      .id('desk')
      .title('Redaktionen')
      .items([
        articleLists(S, now),
        noticeLists(S, now),
        theOne(S, 'frontPage', 'Forsiden'),
        S.divider(),
        allOf(S, 'author', 'Skribenter', 'name'),
        allOf(S, 'company', 'Virksomheder', 'name'),
        allOf(S, 'section', 'Sektioner', 'order'),
        allOf(S, 'topic', 'Emner', 'title'),
        allOf(S, 'page', 'Faste sider', 'title'),
        S.divider(),
        theOne(S, 'siteSettings', 'Indstillinger'),
      ])

/** All documents of a type, in the order of a field. */
function allOf(
  S: StructureBuilder,
  type: 'author' | 'company' | 'section' | 'topic' | 'page',
  title: string,
  field: string,
) {
  const list = S.documentTypeList(type)
    .title(title)
    .defaultOrdering([{ field, direction: 'asc' }])
  return S.documentTypeListItem(type).title(title).icon(icons[type]).child(list)
}

/** A type of which there is one document, whose id is the type's own name: the form opens at once. */
function theOne(S: StructureBuilder, type: 'frontPage' | 'siteSettings', title: string) {
  return S.listItem()
    .id(type)
    .title(title)
    .icon(icons[type])
    .child(S.document().id(type).schemaType(type).documentId(type).title(title))
}
