import { defineArrayMember, defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { otherThanItself, Reference, References } from './reference.ts'
import { stored } from './stored.ts'

/** What the desk has chosen for the front page, one document with the fixed id `frontPage`. */
export const FrontPage = z.object({
  ...stored,
  _type: z.literal('frontPage'),
  lead: Reference.optional(),
  pinned: References,
})
export type FrontPage = z.infer<typeof FrontPage>

const anArticle = {
  type: 'reference' as const,
  weak: true,
  to: [{ type: 'article' }],
  options: { disableNew: true, filter: otherThanItself },
}

export const frontPageForm = defineType({
  name: 'frontPage',
  title: 'Forside',
  type: 'document',
  fields: [
    defineField({
      ...anArticle,
      name: 'lead',
      title: 'Tophistorie',
      description: 'Er feltet tomt, står den nyeste artikel øverst.',
    }),
    defineField({
      name: 'pinned',
      title: 'Fastholdte artikler',
      description: 'Står lige under tophistorien i den rækkefølge, de har her. Derefter følger de nyeste.',
      type: 'array',
      of: [defineArrayMember({ ...anArticle, title: 'Artikel' })],
      validation: (rule) => [
        rule.unique().error('Den samme artikel er valgt to gange.'),
        rule.max(6).warning('Mere end seks fastholdte artikler skjuler det nye.'),
      ],
    }),
  ],
  preview: {
    select: { lead: 'lead.headline' },
    prepare: ({ lead }) => ({ title: 'Forside', subtitle: lead || 'Den nyeste artikel øverst' }),
  },
})
