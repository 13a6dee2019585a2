import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { momentInput, shortTime } from './dates.ts'
import { Key } from './document-id.ts'
import { Instant } from './instant.ts'
import { Prose } from './text.ts'

/** An error in a story that was put right, told to its readers. */
export const Correction = z.object({ _key: Key, at: Instant, text: Prose })
export type Correction = z.infer<typeof Correction>

export const correctionForm = defineType({
  name: 'correction',
  title: 'Rettelse',
  type: 'object',
  fields: [
    defineField({
      name: 'at',
      title: 'Rettet',
      type: 'datetime',
      options: momentInput,
      validation: (rule) => rule.required().error('Sæt tidspunktet for rettelsen.'),
    }),
    defineField({
      name: 'text',
      title: 'Hvad er rettet?',
      description: 'Hvad stod der, og hvad er rigtigt? Læserne ser teksten ved artiklen.',
      type: 'text',
      rows: 3,
      validation: (rule) => rule.required().error('Skriv, hvad der er rettet.'),
    }),
  ],
  preview: {
    select: { text: 'text', at: 'at' },
    prepare: ({ text, at }) => {
      const instant = Instant.safeParse(at)
      return {
        title: text || 'Rettelse uden tekst',
        subtitle: instant.success ? shortTime(instant.data) : 'Tidspunktet mangler',
      }
    },
  },
})
