import { defineField, defineType } from '@sanity/types'
import { formCheck } from '../rules/finding.ts'
import { contentFindings, kindFindings, WrittenNotice } from '../rules/notice.ts'

/** The kinds of notice that the desk knows, most usual first. Any other label may be written and survives. */
export const noticeKinds = [
  'Nyt job',
  'Forfremmelse',
  'Udnævnelse',
  'Færdiggjort uddannelse',
  'Fratrædelse',
  'Konstituering',
  'Bestyrelse',
  'Jubilæum',
  'Rund fødselsdag',
  'Certificering',
  'Hæder',
  'Ny partner',
  'Dødsfald',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/**
 * The label of a notice, as a type of its own so that the Studio can offer the known kinds beside it. It is a plain string
 * with no list of options: Sanity would call a label outside the list invalid and show its field as empty.
 */
export const noticeKindForm = defineType({ name: 'noticeKind', title: 'Type', type: 'string' })

/** The field in which an editor says what a notice is about. */
export const noticeKindField = defineField({
  name: 'kind',
  title: 'Type',
  description: 'Afgør, hvordan notitsen begynder. Læserne ser typen over den.',
  type: 'noticeKind',
  group: 'notice',
  initialValue: 'Nyt job',
  validation: (rule) => {
    const findings = (kind: string | undefined) => kindFindings(kind, noticeKinds)
    return [
      rule.custom(formCheck('error', findings)),
      rule.custom(formCheck('warning', findings)).warning(),
      rule
        .custom(formCheck<string>('warning', (_, { document }) => contentFindings(WrittenNotice.parse(document))))
        .warning(),
    ]
  },
})
