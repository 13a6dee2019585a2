import type { Template, TemplateItem } from 'sanity'
import { isSingleton } from './actions.ts'

/** Beginnings of documents that a list on the desk hands what it knows. */
export const templates: Template[] = [
  {
    id: 'article-in-section',
    title: 'Artikel i sektionen',
    schemaType: 'article',
    parameters: [{ name: 'section', type: 'string' }],
    value: ({ section }: { section: string }) => ({ section: { _type: 'reference', _ref: section } }),
  },
  {
    id: 'notice-of-kind',
    title: 'Notits af denne type',
    schemaType: 'jobAnnouncement',
    parameters: [{ name: 'kind', type: 'string' }],
    value: ({ kind }: { kind: string }) => ({ kind }),
  },
]

/** What »Opret« offers: all types that may have one more document. */
export function creatable(offered: TemplateItem[]): TemplateItem[] {
  const needsMore = templates.map(({ id }) => id)
  return offered.filter(({ templateId }) => !isSingleton(templateId) && !needsMore.includes(templateId))
}
