import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { OptionalLine } from '../text.ts'
import { TextBlock, textBlockForm } from './block.ts'

/** Facts beside the story: a title and short text of its own. */
export const FactBox = z.object({
  _type: z.literal('factBox'),
  _key: Key,
  title: OptionalLine.transform((title) => title ?? ''),
  body: z.array(TextBlock).default([]),
})
export type FactBox = z.infer<typeof FactBox>

export const factBoxForm = defineType({
  name: 'factBox',
  title: 'Faktaboks',
  type: 'object',
  fields: [
    defineField({
      name: 'title',
      title: 'Titel',
      description: 'For eksempel »Fakta: Sådan virker loven«.',
      type: 'string',
      validation: (rule) => rule.required().error('Giv faktaboksen en titel.'),
    }),
    defineField({
      name: 'body',
      title: 'Tekst',
      type: 'array',
      of: [textBlockForm({ styles: ['normal'], lists: ['bullet'] })],
      validation: (rule) => rule.required().error('Skriv faktaboksens tekst.'),
    }),
  ],
  preview: {
    select: { title: 'title' },
    prepare: ({ title }) => ({ title: title || 'Faktaboks uden titel', subtitle: 'Faktaboks' }),
  },
})
