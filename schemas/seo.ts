import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Figure, pictureField } from './image.ts'
import { OptionalLine } from './text.ts'

/** What search engines and social media are told, where it should differ from the story itself. */
export const Seo = z.object({
  title: OptionalLine,
  description: OptionalLine,
  image: Figure.optional(),
  hideFromSearch: z.boolean().default(false),
})
export type Seo = z.infer<typeof Seo>

export const seoForm = defineType({
  name: 'seo',
  title: 'Søgning og deling',
  type: 'object',
  fields: [
    defineField({
      name: 'title',
      title: 'Titel',
      description: 'Er feltet tomt, bruges overskriften. Højst 60 tegn.',
      type: 'string',
      validation: (rule) => rule.max(60).warning('Over 60 tegn bliver titlen klippet hos Google.'),
    }),
    defineField({
      name: 'description',
      title: 'Beskrivelse',
      description: 'Er feltet tomt, bruges manchetten. Højst 160 tegn.',
      type: 'text',
      rows: 2,
      validation: (rule) => rule.max(160).warning('Over 160 tegn bliver beskrivelsen klippet hos Google.'),
    }),
    pictureField(
      {
        name: 'image',
        title: 'Delebillede',
        description: 'Er feltet tomt, bruges artiklens eget billede. Mindst 1200 pixel bredt.',
      },
      ['caption', 'credit'],
    ),
    defineField({
      name: 'hideFromSearch',
      title: 'Skjul for søgemaskiner',
      type: 'boolean',
      initialValue: false,
    }),
  ],
})

/** The field for what search engines and social media are told. */
export const seoField = defineField({ name: 'seo', title: 'Søgning og deling', type: 'seo', group: 'seo' })
