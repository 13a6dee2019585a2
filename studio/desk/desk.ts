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
        noticeLists(S),
        theOne(S, 'frontPage', 'Forsiden'),
        S.divider(),
        S.documentTypeListItem('author').title('Skribenter').icon(icons.author),
        S.documentTypeListItem('company').title('Virksomheder').icon(icons.company),
        S.documentTypeListItem('section').title('Sektioner').icon(icons.section),
        S.documentTypeListItem('topic').title('Emner').icon(icons.topic),
        S.documentTypeListItem('page').title('Sider').icon(icons.page),
        S.divider(),
        theOne(S, 'siteSettings', 'Indstillinger'),
      ])

/** A type of which there is one document, whose id is the type's own name: the form opens at once. */
function theOne(S: StructureBuilder, type: 'frontPage' | 'siteSettings', title: string) {
  return S.listItem()
    .id(type)
    .title(title)
    .icon(icons[type])
    .child(S.document().id(type).schemaType(type).documentId(type).title(title))
}
