import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { Line, OptionalProse } from './text.ts'

/** A section of the paper as the lake stores it. */
export const Section = z.object({
  ...stored,
  _type: z.literal('section'),
  title: Line,
  slug: slugOf('section'),
  description: OptionalProse,
  /** Place in the menu, lowest first. */
  order: z.number().default(100),
  earlierSlugs: earlierSlugsOf('section'),
})
export type Section = z.infer<typeof Section>

export const sectionForm = defineType({
  name: 'section',
  title: 'Sektion',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: 'Navn',
      type: 'string',
      validation: (rule) => [
        rule.required().error('Skriv sektionens navn.'),
        rule.max(24).warning('Navnet skal kunne stå i menuen; hold det under 24 tegn.'),
      ],
    }),
    slugField('section', { source: 'title' }),
    defineField({
      name: 'description',
      title: 'Beskrivelse',
      description: 'Én eller to linjer til sektionens side, dens feed og søgemaskiner.',
      type: 'text',
      rows: 2,
    }),
    defineField({
      name: 'order',
      title: 'Plads i menuen',
      description: 'Laveste tal står først.',
      type: 'number',
      initialValue: 100,
      validation: (rule) => [
        rule.required().error('Giv sektionen en plads i menuen.'),
        rule.integer().error('Skriv et helt tal.'),
      ],
    }),
    earlierSlugsField(),
  ],
  orderings: [{ title: 'Plads i menuen', name: 'order', by: [{ field: 'order', direction: 'asc' }] }],
  preview: { select: { title: 'title', subtitle: 'description' } },
})
