import { defineField } from '@sanity/types'
import { momentInput } from './dates.ts'
import { Instant } from './instant.ts'
import { embargoFindings } from './rules/embargo.ts'
import { formCheck } from './rules/finding.ts'

/** When a story reaches its readers, as the lake stores it. */
export const publicationShape = {
  publishedAt: Instant,
  /** When readers could first see it; set once, by publishing. Absent when it was not published from the Studio. */
  firstPublishedAt: Instant.optional(),
}

/** The fields for when a story reaches its readers. */
export const publicationFields = [
  defineField({
    name: 'publishedAt',
    title: 'Udgivelsestidspunkt',
    description:
      'Er feltet tomt, sættes tidspunktet, når historien publiceres. Ligger det i fremtiden, ser læserne først historien til den tid.',
    type: 'datetime',
    group: 'publication',
    options: momentInput,
    validation: (rule) =>
      rule
        .custom(
          // A form knows no clock; when the document was last touched is near enough.
          formCheck<string>('note', (at, { document }) => {
            const publishedAt = Instant.safeParse(at)
            const touched = Instant.safeParse(document?._updatedAt)
            return publishedAt.success && touched.success ? embargoFindings(publishedAt.data, touched.data) : []
          }),
        )
        .info(),
  }),
  defineField({
    name: 'firstPublishedAt',
    title: 'Først udgivet',
    description: 'Da læserne første gang kunne se historien. Sættes automatisk og ændres ikke siden.',
    type: 'datetime',
    group: 'publication',
    options: momentInput,
    readOnly: true,
    hidden: ({ value }) => value === undefined,
  }),
]

/** The orders in which lists of stories may stand in the Studio. */
export const storyOrderings = [
  { title: 'Nyeste først', name: 'newest', by: [{ field: 'publishedAt', direction: 'desc' as const }] },
  { title: 'Ældste først', name: 'oldest', by: [{ field: 'publishedAt', direction: 'asc' as const }] },
  { title: 'Sidst rettet', name: 'edited', by: [{ field: '_updatedAt', direction: 'desc' as const }] },
]
