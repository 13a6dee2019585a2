import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { subtitle } from '../preview.ts'
import { OptionalLine, OptionalProse } from '../text.ts'

/** Somebody's words, lifted out of the text. */
export const Quote = z.object({
  _type: z.literal('quote'),
  _key: Key,
  text: OptionalProse,
  speaker: OptionalLine,
  speakerRole: OptionalLine,
})
export type Quote = Omit<z.infer<typeof Quote>, 'text'> & { text: string }

export const quoteForm = defineType({
  name: 'quote',
  title: 'Citat',
  type: 'object',
  fields: [
    defineField({
      name: 'text',
      title: 'Citat',
      description: 'Ordene selv, uden anførselstegn; dem sætter siden.',
      type: 'text',
      rows: 3,
      validation: (rule) => [
        rule.required().error('Skriv citatet.'),
        rule.max(400).warning('Et fremhævet citat bør kunne læses på et øjeblik; forkort det til under 400 tegn.'),
        rule
          .custom((text) => !/^\s*["“”„»«]/.test(text ?? '') || 'Slet anførselstegnene; siden sætter dem selv.')
          .warning(),
      ],
    }),
    defineField({
      name: 'speaker',
      title: 'Hvem siger det?',
      type: 'string',
      validation: (rule) => rule.required().error('Skriv, hvem der siger det.'),
    }),
    defineField({
      name: 'speakerRole',
      title: 'Titel',
      description: 'For eksempel »adm. direktør, Norrbit«.',
      type: 'string',
    }),
  ],
  preview: {
    select: { text: 'text', speaker: 'speaker', role: 'speakerRole' },
    prepare: ({ text, speaker, role }) => ({
      title: text ? `»${text}«` : 'Tomt citat',
      subtitle: subtitle('Citat', speaker, role),
    }),
  },
})
