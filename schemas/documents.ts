import type { SchemaTypeDefinition } from '@sanity/types'
import { z } from 'zod'
import { Article, articleForm } from './article.ts'
import { Author, authorForm } from './author.ts'
import { bodyForm, bodyPartForms } from './body.ts'
import { Company, companyForm } from './company.ts'
import { correctionForm } from './correction.ts'
import { type Fault, faultsIn, inDanish, unknownType } from './fault.ts'
import { FrontPage, frontPageForm } from './front-page.ts'
import { JobAnnouncement, jobAnnouncementForm } from './job-announcement.ts'
import { internalLinkForm, linkForm } from './link.ts'
import { noticeKindForm } from './navnenyt/kind.ts'
import { Page, pageForm } from './page.ts'
import { Section, sectionForm } from './section.ts'
import { seoForm } from './seo.ts'
import { SiteSettings, siteSettingsForm } from './site-settings.ts'
import { withoutNulls } from './stored.ts'
import { Topic, topicForm } from './topic.ts'
import { withdrawalForm } from './withdrawal.ts'

/** The shape of each type of document. */
export const shapes = {
  article: Article,
  jobAnnouncement: JobAnnouncement,
  author: Author,
  company: Company,
  section: Section,
  topic: Topic,
  page: Page,
  siteSettings: SiteSettings,
  frontPage: FrontPage,
} as const

export type ContentType = keyof typeof shapes

/** The form of each type of document. */
const documentForms = {
  article: articleForm,
  jobAnnouncement: jobAnnouncementForm,
  author: authorForm,
  company: companyForm,
  section: sectionForm,
  topic: topicForm,
  page: pageForm,
  siteSettings: siteSettingsForm,
  frontPage: frontPageForm,
} as const satisfies Record<ContentType, SchemaTypeDefinition>

const partForms = [
  bodyForm,
  ...bodyPartForms,
  linkForm,
  internalLinkForm,
  correctionForm,
  withdrawalForm,
  seoForm,
  noticeKindForm,
]

/** Every form there is, as Sanity Studio takes them: the documents first, then the parts they are made of. */
export const forms: SchemaTypeDefinition[] = [...Object.values(documentForms), ...partForms]

/** The types of document that editors write. */
export const contentTypes = Object.keys(shapes) as ContentType[] // Object.keys forgets the names of its own argument

/** The types of which there is one document, whose id is the type's own name. */
export const singletons = ['siteSettings', 'frontPage'] as const satisfies readonly ContentType[]

/** Any document that editors write, read and never doubted again. */
export type ContentDocument = z.infer<(typeof shapes)[ContentType]>

/** A document as it was read, or what kept it from being read. */
export type ReadDocument =
  | { ok: true; document: ContentDocument }
  | { ok: false; id: string; type: string; faults: Fault[] }

const Named = z.object({ _id: z.string().catch(''), _type: z.string().catch('') }).catch({ _id: '', _type: '' })

/**
 * A document of the lake read through the shape of its type: texts cleaned, instants in one form, absent lists empty,
 * fields we do not know left out. What breaks the shape is told in Danish, a sentence for each fault.
 */
export function readDocument(raw: unknown): ReadDocument {
  const whole = withoutNulls(raw)
  const { _id: id, _type: type } = Named.parse(whole)
  const known = contentTypes.find((name) => name === type)
  if (known === undefined) return { ok: false, id, type, faults: [unknownType(id, type)] }
  const read = shapes[known].safeParse(whole, { error: inDanish })
  if (read.success) return { ok: true, document: read.data }
  return { ok: false, id, type, faults: faultsIn(whole, read.error.issues, documentForms[known], forms) }
}
