import { defineField, defineType, type ReferenceValue } from '@sanity/types'
import { z } from 'zod'
import { dayInput } from './dates.ts'
import { Figure, pictureField } from './image.ts'
import { noticeKindField } from './navnenyt/kind.ts'
import { Pronoun, pronounField } from './navnenyt/pronoun.ts'
import { slugSource } from './navnenyt/slug-source.ts'
import { noticeHeadline } from './navnenyt/write.ts'
import { publicationLine, subtitle } from './preview.ts'
import { publicationFields, publicationShape, storyOrderings } from './publication.ts'
import { Reference } from './reference.ts'
import { formCheck } from './rules/finding.ts'
import { companyFindings, WrittenNotice } from './rules/notice.ts'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { Line, OptionalLine, OptionalProse } from './text.ts'
import { Withdrawal, withdrawalField } from './withdrawal.ts'

/** A *navnenyt* notice as the lake stores it: who got which job. Named `jobAnnouncement` in the lake. */
export const JobAnnouncement = z
  .object({
    ...stored,
    _type: z.literal('jobAnnouncement'),
    /** The label that readers see; any is kept. */
    kind: Line,
    person: Line,
    pronoun: Pronoun.optional(),
    /** Years. */
    age: z.number().int().min(1).max(130).optional(),
    portrait: Figure.optional(),
    company: Reference.optional(),
    /** The company as the notice writes it, where that differs from its own document or there is none. */
    companyName: OptionalLine,
    role: OptionalLine,
    location: OptionalLine,
    /** A day, `2025-09-01`. */
    startDate: z.iso.date({ error: 'er ikke en dato; vælg en dag i kalenderen' }).optional(),
    focus: OptionalLine,
    previousRole: OptionalLine,
    previousCompany: OptionalLine,
    education: OptionalLine,
    institution: OptionalLine,
    previously: OptionalLine,
    freeText: OptionalProse,
    slug: slugOf('jobAnnouncement'),
    ...publicationShape,
    earlierSlugs: earlierSlugsOf('jobAnnouncement'),
    originalText: OptionalProse,
    withdrawal: Withdrawal.optional(),
  })
  .superRefine(({ company, companyName }, context) => {
    if (company !== undefined || companyName !== undefined) return
    const message = 'mangler; vælg en virksomhed, eller skriv dens navn'
    context.addIssue({ code: 'custom', path: ['company'], message })
  })
export type JobAnnouncement = z.infer<typeof JobAnnouncement>

const personFields = [
  noticeKindField,
  defineField({
    name: 'person',
    title: 'Person',
    description: 'Fulde navn. Kontrollér stavemåden, også mod billedteksten.',
    type: 'string',
    group: 'notice',
    validation: (rule) => rule.required().error('Skriv personens navn.'),
  }),
  pronounField,
  defineField({
    name: 'age',
    title: 'Alder',
    type: 'number',
    group: 'notice',
    validation: (rule) => rule.integer().min(1).max(130).error('Skriv alderen i hele år.'),
  }),
  pictureField({ name: 'portrait', title: 'Portræt', group: 'notice' }, ['caption']),
]

const jobFields = [
  defineField({
    name: 'company',
    title: 'Virksomhed',
    description: 'Notitsen kommer på virksomhedens side og i dens feed.',
    type: 'reference',
    to: [{ type: 'company' }],
    group: 'notice',
    // The neighbor's value decides too, so the rule reads the whole notice.
    validation: (rule) =>
      rule.custom(
        formCheck<ReferenceValue>('error', (_, { document }) => companyFindings(WrittenNotice.parse(document))),
      ),
  }),
  line(
    'companyName',
    'Virksomhedens navn i notitsen',
    'Når navnet skal skrives anderledes her, eller virksomheden ikke har sin egen side.',
  ),
  line(
    'role',
    'Stilling',
    'Den nye stilling, for eksempel »Data Consultant«. Ved dødsfald og fratrædelse: den stilling, personen havde.',
  ),
  line('location', 'Sted', 'Byen, for eksempel »Viborg«, eller »på Fyn«.'),
  defineField({
    name: 'startDate',
    title: 'Dato',
    description: 'Dagen, det gælder fra, eller selve mærkedagen.',
    type: 'date',
    group: 'notice',
    options: dayInput,
  }),
  line(
    'focus',
    'Skal især beskæftige sig med',
    'Fortsæt sætningen med lille begyndelsesbogstav, for eksempel »salg af …« eller »at lede …«.',
  ),
]

const backgroundFields = [
  ...[
    line('previousRole', 'Kommer fra en stilling som'),
    line('previousCompany', 'Kommer fra virksomheden'),
    line(
      'education',
      'Uddannelse',
      'For eksempel »cand.jur.« eller »bachelor i sociologi«. Ved certificering: certificeringens navn.',
    ),
    line('institution', 'Uddannelsessted', 'For eksempel »Aarhus Universitet«.'),
  ].map((field) => ({ ...field, fieldset: 'background' })),
  line('previously', 'Har tidligere beskæftiget sig med'),
  defineField({
    name: 'freeText',
    title: 'Mere',
    description: 'Hele sætninger. De kommer sidst i notitsen.',
    type: 'text',
    rows: 3,
    group: 'notice',
  }),
]

function line(name: string, title: string, description?: string) {
  return defineField({
    name,
    title,
    type: 'string',
    group: 'notice',
    ...(description !== undefined && { description }),
  })
}

/** The fields that have a value: Sanity selects `null` for what a document does not have. */
function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

export const jobAnnouncementForm = defineType({
  name: 'jobAnnouncement',
  title: 'Notits',
  type: 'document',
  groups: [
    { name: 'notice', title: 'Notits', default: true },
    { name: 'publication', title: 'Udgivelse' },
    { name: 'source', title: 'Kilde' },
  ],
  fieldsets: [{ name: 'background', title: 'Baggrund', options: { columns: 2 } }],
  fields: [
    ...personFields,
    ...jobFields,
    ...backgroundFields,
    slugField('jobAnnouncement', { source: slugSource, group: 'notice' }),
    ...publicationFields,
    withdrawalField,
    earlierSlugsField('publication'),
    defineField({
      name: 'originalText',
      title: 'Oprindelig tekst',
      description: 'Den tekst, notitsen er lavet af. Læserne ser den ikke.',
      type: 'text',
      rows: 6,
      group: 'source',
    }),
  ],
  orderings: [...storyOrderings, { title: 'Person', name: 'person', by: [{ field: 'person', direction: 'asc' }] }],
  preview: {
    select: {
      kind: 'kind',
      person: 'person',
      role: 'role',
      age: 'age',
      education: 'education',
      written: 'companyName',
      named: 'company.name',
      publishedAt: 'publishedAt',
      withdrawnAt: 'withdrawal.withdrawnAt',
      media: 'portrait',
    },
    prepare: ({ kind, person, publishedAt, withdrawnAt, media, written, named, ...fields }) => ({
      title: person
        ? noticeHeadline(
            { ...present(fields), kind: kind ?? '', person },
            { companyName: written ?? named ?? undefined },
          )
        : 'Uden navn',
      subtitle: subtitle(kind, publicationLine(publishedAt, withdrawnAt)),
      media,
    }),
  },
})
