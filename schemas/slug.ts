import { defineField, type SlugSourceFn, type SlugValidationContext } from '@sanity/types'
import slugify from '@sindresorhus/slugify'
import { z } from 'zod'
import { publishedId } from './document-id.ts'
import { type AddressedType, slugFault } from './rules/slug.ts'
import { cleanText } from './text.ts'

const longestSuggestion = 96

/**
 * The slug that Studio suggests for a text: lower-case ASCII words joined by hyphens, Danish letters spelled out
 * (æ → ae, ø → oe, å → aa), cut between words at 96 characters. Empty when the text holds no Latin letter or digit.
 */
export function slugFor(text: string): string {
  const slug = slugify(cleanText(text), {
    locale: 'da',
    decamelize: false,
    customReplacements: [
      ['&', ' og '],
      ['%', ' procent '],
      ['C#', ' c-sharp '],
      ['F#', ' f-sharp '],
      ['C++', ' c-plus-plus '],
      ['/', ''],
    ],
  })
  if (slug.length <= longestSuggestion) return slug
  const cut = slug.slice(0, longestSuggestion + 1)
  return cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : slug.slice(0, longestSuggestion)
}

/** The slug of a document of the given type, refused when it would not make a safe address of its own. */
export function slugOf(type: AddressedType) {
  return z.object({
    current: z.string().superRefine((slug, context) => {
      const fault = slugFault(type, slug)
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault })
    }),
  })
}

/** Slugs the document had before. Those that could not be addresses are left out, and each is named once. */
export function earlierSlugsOf(type: AddressedType) {
  return z
    .array(z.string())
    .default([])
    .transform((slugs) => [...new Set(slugs)].filter((slug) => slugFault(type, slug) === undefined))
}

/** The field in which a document's slug is made: suggested from `source`, and checked as its address will be. */
export function slugField(type: AddressedType, options: { source: string | SlugSourceFn; group?: string }) {
  return defineField({
    name: 'slug',
    title: 'Webadresse',
    description:
      'Den sidste del af sidens adresse. Tryk »Generér«. Ændres den senere, bliver læserne sendt videre fra den gamle adresse.',
    type: 'slug',
    ...(options.group === undefined ? {} : { group: options.group }),
    options: {
      source: options.source,
      slugify: slugFor,
      ...(firstLevelTypes.includes(type) && { isUnique: isUniqueOnFirstLevel }),
    },
    // One rule alone: each further one would ask the lake again whether the slug is taken.
    validation: (rule) => rule.custom((value) => slugSentence(type, value?.current ?? '')),
  })
}

/** The field that shows which slugs a document had before. Publishing fills it. */
export function earlierSlugsField(group?: string) {
  return defineField({
    name: 'earlierSlugs',
    title: 'Tidligere webadresser',
    description: 'Læserne bliver sendt videre herfra. Listen føres automatisk, når dokumentet publiceres.',
    type: 'array',
    of: [{ type: 'string' }],
    ...(group === undefined ? {} : { group }),
    options: { layout: 'tags' },
    readOnly: true,
    hidden: ({ value }) => !Array.isArray(value) || value.length === 0,
  })
}

function slugSentence(type: AddressedType, slug: string): true | string {
  const fault = slugFault(type, slug)
  return fault === undefined || `Webadressen ${fault}.`
}

/** Sections and standing pages have their addresses side by side, so each slug may occur once among both. */
const firstLevelTypes: readonly AddressedType[] = ['section', 'page']

async function isUniqueOnFirstLevel(slug: string, context: SlugValidationContext): Promise<boolean> {
  if (context.document === undefined) return true
  const client = context.getClient({ apiVersion: '2025-02-19' }).withConfig({ perspective: 'raw' })
  const taken = await client.fetch<boolean>(
    'defined(*[_type in $types && slug.current == $slug && !sanity::versionOf($published)][0]._id)',
    { types: firstLevelTypes, slug, published: publishedId(context.document._id) },
  )
  return !taken
}
