import { defineField } from '@sanity/types'
import { z } from 'zod'

/** The word for a person that a notice uses from its second sentence on. */
export const Pronoun = z.enum(['hun', 'han', 'de'], { error: 'er ukendt; vælg hun, han eller de' })
export type Pronoun = z.infer<typeof Pronoun>

/** The field in which an editor says how a person is spoken of. */
export const pronounField = defineField({
  name: 'pronoun',
  title: 'Omtales som',
  description: 'Er intet valgt, omtales personen ved fornavn.',
  type: 'string',
  group: 'notice',
  options: { list: ['hun', 'han', 'de'], layout: 'radio', direction: 'horizontal' },
})
