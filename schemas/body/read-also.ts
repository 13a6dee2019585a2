import { defineArrayMember, defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { subtitle } from '../preview.ts'
import { otherStories, References, type WrittenReferences } from '../reference.ts'
import { selfReferenceFindings } from '../rules/article.ts'
import { formCheck } from '../rules/finding.ts'

/** One to three other stories, offered in the middle of this one. */
export const ReadAlso = z.object({
  _type: z.literal('readAlso'),
  _key: Key,
  stories: References,
})
export type ReadAlso = z.infer<typeof ReadAlso>

export const readAlsoForm = defineType({
  name: 'readAlso',
  title: 'Læs også',
  type: 'object',
  fields: [
    defineField({
      name: 'stories',
      title: 'Historier',
      description: 'En til tre historier, som læseren får tilbudt her i teksten.',
      type: 'array',
      of: [defineArrayMember(otherStories)],
      validation: (rule) => [
        rule.required().min(1).error('Vælg mindst én historie.'),
        rule.max(3).error('Vælg højst tre historier.'),
        rule.unique().error('Den samme historie er valgt to gange.'),
        rule.custom(
          formCheck<WrittenReferences>('error', (stories, { document }) =>
            selfReferenceFindings(document?._id, stories),
          ),
        ),
      ],
    }),
  ],
  preview: {
    select: {
      headline: 'stories.0.headline',
      person: 'stories.0.person',
      second: 'stories.1._ref',
      third: 'stories.2._ref',
    },
    prepare: ({ headline, person, second, third }) => ({
      title: headline ?? person ?? 'Ingen historie valgt',
      subtitle: subtitle('Læs også', third ? 'og to mere' : second ? 'og én mere' : undefined),
    }),
  },
})
