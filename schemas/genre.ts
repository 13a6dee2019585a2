import { defineField } from '@sanity/types'
import { z } from 'zod'

/** The kinds of article, as stored, each with the label that readers see. */
export const genres = {
  nyhed: 'Nyhed',
  interview: 'Interview',
  analyse: 'Analyse',
  klumme: 'Klumme',
  kommentar: 'Kommentar',
  baggrund: 'Baggrund',
  reportage: 'Reportage',
  portraet: 'Portræt',
  guide: 'Guide',
  navne: 'Navne',
} as const

export type Genre = keyof typeof genres

/** What kind of article it is. */
export const Genre = z.enum(
  Object.keys(genres) as [Genre, ...Genre[]], // Object.keys forgets the names of its own argument
  { error: 'er ukendt; vælg en genre på listen' },
)

/** The label of a genre for people; nothing for what is no genre. */
export function genreTitle(genre: unknown): string | undefined {
  const known = Genre.safeParse(genre)
  return known.success ? genres[known.data] : undefined
}

/** The field in which an editor chooses the genre. */
export const genreField = defineField({
  name: 'genre',
  title: 'Genre',
  description: 'Står ved overskriften, så læseren ved, om det er nyhed eller holdning.',
  type: 'string',
  group: 'text',
  options: { list: Object.entries(genres).map(([value, title]) => ({ title, value })) },
  initialValue: 'nyhed',
  validation: (rule) => rule.required().error('Vælg en genre.'),
})
