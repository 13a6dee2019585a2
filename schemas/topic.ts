import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { earlierSlugsField, earlierSlugsOf, slugField, slugOf } from './slug.ts'
import { stored } from './stored.ts'
import { Line, OptionalProse } from './text.ts'

/** A topic that stories share across sections, as the lake stores it. */
export const Topic = z.object({
  ...stored,
  _type: z.literal('topic'),
  title: Line,
  slug: slugOf('topic'),
  description: OptionalProse,
  earlierSlugs: earlierSlugsOf('topic'),
})
export type Topic = z.infer<typeof Topic>

export const topicForm = defineType({
  name: 'topic',
  title: 'Emne',
  type: 'document',
  fields: [
    defineField({
      name: 'title',
      title: 'Navn',
      type: 'string',
      validation: (rule) => rule.required().error('Skriv emnets navn.'),
    }),
    slugField('topic', { source: 'title' }),
    defineField({
      name: 'description',
      title: 'Beskrivelse',
      description: 'Én eller to linjer til emnets side, dets feed og søgemaskiner.',
      type: 'text',
      rows: 2,
    }),
    earlierSlugsField(),
  ],
  orderings: [{ title: 'Navn', name: 'title', by: [{ field: 'title', direction: 'asc' }] }],
  preview: { select: { title: 'title', subtitle: 'description' } },
})
