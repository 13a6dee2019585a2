import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Body } from './body.ts'
import { Seo, seoField } from './seo.ts'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { Line, OptionalProse } from './text.ts'

/** A standing page (about us, contact) as the lake stores it. */
export const Page = z.object({
  ...stored,
  _type: z.literal('page'),
  title: Line,
  slug: slugOf('page'),
  standfirst: OptionalProse,
  body: Body,
  seo: Seo.optional(),
  earlierSlugs: earlierSlugsOf('page'),
})
export type Page = z.infer<typeof Page>

export const pageForm = defineType({
  name: 'page',
  title: 'Fast side',
  type: 'document',
  groups: [
    { name: 'text', title: 'Tekst', default: true },
    { name: 'seo', title: 'Søgning og deling' },
  ],
  fields: [
    defineField({
      name: 'title',
      title: 'Titel',
      type: 'string',
      group: 'text',
      validation: (rule) => rule.required().error('Skriv sidens titel.'),
    }),
    slugField('page', { source: 'title', group: 'text' }),
    defineField({
      name: 'standfirst',
      title: 'Manchet',
      description: 'Et par linjer øverst på siden. Bruges også hos søgemaskiner.',
      type: 'text',
      rows: 2,
      group: 'text',
    }),
    defineField({ name: 'body', title: 'Brødtekst', type: 'body', group: 'text' }),
    seoField,
    earlierSlugsField('text'),
  ],
  orderings: [{ title: 'Titel', name: 'title', by: [{ field: 'title', direction: 'asc' }] }],
  preview: { select: { title: 'title', subtitle: 'standfirst' } },
})
