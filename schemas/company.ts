import { defineArrayMember, defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Figure, pictureField } from './image.ts'
import { safeHref } from './link.ts'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { cleanLine, Line, OptionalProse } from './text.ts'

const Website = z.string().transform((address) => (/^https?:/i.test(address.trim()) ? safeHref(address) : undefined))

/** A company as the lake stores it. */
export const Company = z.object({
  ...stored,
  _type: z.literal('company'),
  name: Line,
  slug: slugOf('company'),
  alsoKnownAs: z
    .array(z.string().transform(cleanLine))
    .default([])
    .transform((names) => [...new Set(names.filter((name) => name !== ''))]),
  logo: Figure.optional(),
  /** A web address; an unsafe one is forgotten. */
  website: Website.optional(),
  description: OptionalProse,
  earlierSlugs: earlierSlugsOf('company'),
})
export type Company = z.infer<typeof Company>

export const companyForm = defineType({
  name: 'company',
  title: 'Virksomhed',
  type: 'document',
  fields: [
    defineField({
      name: 'name',
      title: 'Navn',
      description: 'Som virksomheden selv skriver det, for eksempel »Norrbit A/S«.',
      type: 'string',
      validation: (rule) => rule.required().error('Skriv virksomhedens navn.'),
    }),
    slugField('company', { source: 'name' }),
    defineField({
      name: 'alsoKnownAs',
      title: 'Kendes også som',
      description: 'Andre navne og stavemåder, så notitser fra virksomheden bliver genkendt.',
      type: 'array',
      of: [defineArrayMember({ type: 'string' })],
      options: { layout: 'tags' },
    }),
    pictureField({ name: 'logo', title: 'Logo' }, ['caption', 'credit']),
    defineField({
      name: 'website',
      title: 'Hjemmeside',
      type: 'url',
      validation: (rule) =>
        rule.uri({ scheme: ['http', 'https'] }).error('Skriv hele adressen, for eksempel https://norrbit.example.'),
    }),
    defineField({
      name: 'description',
      title: 'Om virksomheden',
      description: 'Et par linjer til virksomhedens side.',
      type: 'text',
      rows: 4,
    }),
    earlierSlugsField(),
  ],
  orderings: [{ title: 'Navn', name: 'name', by: [{ field: 'name', direction: 'asc' }] }],
  preview: { select: { title: 'name', subtitle: 'website', media: 'logo' } },
})
