import { defineArrayMember, defineField, defineType, type ReferenceValue } from '@sanity/types'
import { z } from 'zod'
import { Body } from './body.ts'
import { Correction } from './correction.ts'
import { Genre, genreField, genreTitle } from './genre.ts'
import { headlineField } from './headline.ts'
import { Figure, pictureField } from './image.ts'
import { publicationLine, subtitle } from './preview.ts'
import { publicationFields, publicationShape, storyOrderings } from './publication.ts'
import { mustBeChosen, otherStories, pointer, Reference, References, type WrittenReferences } from './reference.ts'
import { bylineFindings, selfReferenceFindings, sponsorFindings, WrittenArticle } from './rules/article.ts'
import { formCheck } from './rules/finding.ts'
import { Seo, seoField } from './seo.ts'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { Line, OptionalLine, OptionalProse } from './text.ts'
import { Withdrawal, withdrawalField } from './withdrawal.ts'

/** An article as the lake stores it. */
export const Article = z.object({
  ...stored,
  _type: z.literal('article'),
  headline: Line,
  kicker: OptionalLine,
  slug: slugOf('article'),
  standfirst: OptionalProse.transform((text) => text ?? ''),
  genre: Genre.default('nyhed'),
  leadImage: Figure.optional(),
  section: Reference,
  topics: References,
  authors: References,
  companies: References,
  body: Body,
  readAlso: References,
  ...publicationShape,
  earlierSlugs: earlierSlugsOf('article'),
  corrections: z.array(Correction).default([]),
  withdrawal: Withdrawal.optional(),
  /** The whole label, e.g. »Annonceindlæg fra Norrbit«. */
  sponsoredBy: OptionalLine,
  seo: Seo.optional(),
})
export type Article = z.infer<typeof Article>

const textFields = [
  genreField,
  defineField({
    name: 'kicker',
    title: 'Trompet',
    description: 'Et par ord over overskriften, for eksempel »Mobilbetaling«. Kan udelades.',
    type: 'string',
    group: 'text',
    validation: (rule) => rule.max(40).warning('Trompeten bør højst fylde 40 tegn.'),
  }),
  headlineField,
  slugField('article', { source: 'headline', group: 'text' }),
  defineField({
    name: 'standfirst',
    title: 'Manchet',
    description: 'Det vigtigste på to til tre linjer. Bruges også på forsiden, i feeds og hos søgemaskiner.',
    type: 'text',
    rows: 3,
    group: 'text',
    validation: (rule) => [
      rule.required().warning('Skriv en manchet; uden den står historien nøgen på forsiden og i feeds.'),
      rule.max(350).warning('Manchetten er lang; forkort den til under 350 tegn.'),
    ],
  }),
  defineField({
    name: 'body',
    title: 'Brødtekst',
    description: 'Begynd en linje med ## og et mellemrum, så bliver den en mellemrubrik.',
    type: 'body',
    group: 'text',
    validation: (rule) => rule.required().warning('Artiklen har ingen brødtekst.'),
  }),
  defineField({
    name: 'corrections',
    title: 'Rettelser',
    description: 'Fejl, der er rettet efter udgivelsen. Rettelserne står ved artiklen, så læserne kan se dem.',
    type: 'array',
    of: [defineArrayMember({ type: 'correction' })],
    group: 'text',
  }),
]

const authorsField = defineField({
  name: 'authors',
  title: 'Skribenter',
  description: 'I den rækkefølge, de skal nævnes.',
  type: 'array',
  of: [pointer('author', 'Skribent')],
  group: 'place',
  validation: (rule) => [
    rule.unique().error('Den samme skribent er valgt to gange.'),
    rule
      .custom(
        formCheck<ReferenceValue[]>('warning', (_, { document }) => bylineFindings(WrittenArticle.parse(document))),
      )
      .warning(),
  ],
})

const placeFields = [
  defineField({
    name: 'section',
    title: 'Sektion',
    type: 'reference',
    to: [{ type: 'section' }],
    options: { disableNew: true },
    group: 'place',
    validation: mustBeChosen('Vælg en sektion.'),
  }),
  authorsField,
  listField(
    { name: 'topics', title: 'Emner', description: 'Hvert emne har sin egen side og sit eget feed.' },
    pointer('topic', 'Emne'),
  ),
  listField(
    { name: 'companies', title: 'Omtalte virksomheder', description: 'Artiklen kommer på virksomhedens side.' },
    pointer('company', 'Virksomhed'),
  ),
  defineField({
    name: 'readAlso',
    title: 'Læs også',
    description: 'Historier, som læseren får tilbudt efter artiklen.',
    type: 'array',
    of: [defineArrayMember(otherStories)],
    group: 'place',
    validation: (rule) => [
      rule.unique().error('Den samme historie er valgt to gange.'),
      rule.max(6).warning('Mere end seks historier er for mange at vælge imellem.'),
      rule.custom(
        formCheck<WrittenReferences>('error', (stories, { document }) => selfReferenceFindings(document?._id, stories)),
      ),
    ],
  }),
]

function listField(field: { name: string; title: string; description: string }, member: ReturnType<typeof pointer>) {
  return defineField({
    ...field,
    type: 'array',
    of: [member],
    group: 'place',
    validation: (rule) => rule.unique().error('Det samme er valgt to gange.'),
  })
}

const sponsoredByField = defineField({
  name: 'sponsoredBy',
  title: 'Betalt indhold',
  description: 'Kun for betalt indhold: mærkatet, som læserne ser, for eksempel »Annonceindlæg fra Norrbit«.',
  type: 'string',
  group: 'publication',
  validation: (rule) => rule.custom(formCheck<string>('error', sponsorFindings)),
})

export const articleForm = defineType({
  name: 'article',
  title: 'Artikel',
  type: 'document',
  groups: [
    { name: 'text', title: 'Tekst', default: true },
    { name: 'image', title: 'Billede' },
    { name: 'place', title: 'Placering' },
    { name: 'publication', title: 'Udgivelse' },
    { name: 'seo', title: 'Søgning og deling' },
  ],
  fields: [
    ...textFields,
    pictureField({ name: 'leadImage', title: 'Topbillede', group: 'image' }),
    ...placeFields,
    ...publicationFields,
    sponsoredByField,
    withdrawalField,
    earlierSlugsField('publication'),
    seoField,
  ],
  orderings: [
    ...storyOrderings,
    { title: 'Overskrift', name: 'headline', by: [{ field: 'headline', direction: 'asc' }] },
  ],
  preview: {
    select: {
      headline: 'headline',
      genre: 'genre',
      publishedAt: 'publishedAt',
      withdrawnAt: 'withdrawal.withdrawnAt',
      media: 'leadImage',
    },
    prepare: ({ headline, genre, publishedAt, withdrawnAt, media }) => ({
      title: headline || 'Uden overskrift',
      subtitle: subtitle(genreTitle(genre), publicationLine(publishedAt, withdrawnAt)),
      media,
    }),
  },
})
