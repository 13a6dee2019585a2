import { defineField } from '@sanity/types'
import { formCheck } from './rules/finding.ts'
import { headlineFindings } from './rules/headline.ts'

/** The field in which an editor writes the headline. */
export const headlineField = defineField({
  name: 'headline',
  title: 'Overskrift',
  type: 'string',
  group: 'text',
  validation: (rule) => [
    rule.required().error('Skriv en overskrift.'),
    rule.custom(formCheck<string>('error', (text) => (text ? headlineFindings(text) : []))),
    rule.custom(formCheck('warning', headlineFindings)).warning(),
  ],
})
