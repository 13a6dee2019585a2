import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Figure, pictureField } from './image.ts'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { Line, OptionalLine, OptionalProse } from './text.ts'

/** Somebody who writes, as the lake stores them. */
export const Author = z.object({
  ...stored,
  _type: z.literal('author'),
  name: Line,
  slug: slugOf('author'),
  role: OptionalLine,
  portrait: Figure.optional(),
  bio: OptionalProse,
  /** An address that is none is forgotten. */
  email: z.email().optional().catch(undefined),
  earlierSlugs: earlierSlugsOf('author'),
})
export type Author = z.infer<typeof Author>

export const authorForm = defineType({
  name: 'author',
  title: 'Skribent',
  type: 'document',
  fields: [
    defineField({
      name: 'name',
      title: 'Navn',
      type: 'string',
      validation: (rule) => rule.required().error('Skriv skribentens navn.'),
    }),
    slugField('author', { source: 'name' }),
    defineField({
      name: 'role',
      title: 'Titel',
      description: 'For eksempel »journalist« eller »klummeskribent«.',
      type: 'string',
    }),
    pictureField({ name: 'portrait', title: 'Portræt' }, ['caption']),
    defineField({
      name: 'bio',
      title: 'Om skribenten',
      description: 'To-tre linjer til skribentens egen side.',
      type: 'text',
      rows: 4,
    }),
    defineField({
      name: 'email',
      title: 'Mailadresse',
      description: 'Vises for læserne. Lad feltet stå tomt, hvis adressen ikke skal vises.',
      type: 'email',
    }),
    earlierSlugsField(),
  ],
  orderings: [{ title: 'Navn', name: 'name', by: [{ field: 'name', direction: 'asc' }] }],
  preview: { select: { title: 'name', subtitle: 'role', media: 'portrait' } },
})
