import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { DocumentId } from './document-id.ts'
import { mustBeChosen, otherThanItself } from './reference.ts'
import { cleanText } from './text.ts'

/**
 * The address a link may lead to: `http`, `https`, `mailto`, `tel` or a path on the site itself; `undefined` for anything
 * else, so that no link can run code. White space and control characters are taken out first, as browsers do
 * (https://url.spec.whatwg.org/#concept-basic-url-parser), or `java\nscript:` would pass.
 */
export function safeHref(href: string): string | undefined {
  const text = cleanText(href)
    .replace(/[\t\n\r]/g, '')
    .trim()
  if (text.startsWith('/')) return safePath(text)
  if (!/^(?:https?:\/\/|mailto:|tel:)/i.test(text) || !URL.canParse(text)) return undefined
  return new URL(text).href
}

const anySite = 'https://site.invalid'

function safePath(path: string): string | undefined {
  if (!URL.canParse(path, anySite)) return undefined
  const url = new URL(path, anySite)
  return url.origin === anySite ? url.pathname + url.search + url.hash : undefined
}

/** A link to elsewhere, as the lake stores it. `href` is safe, or absent when what was written is not. */
export const Link = z.object({
  _type: z.literal('link'),
  _key: z.string().transform(cleanText),
  href: z.string().default('').transform(safeHref),
})

/** A link to a document of ours, as the lake stores it; it follows the document when its address changes. */
export const InternalLink = z.object({
  _type: z.literal('internalLink'),
  _key: z.string().transform(cleanText),
  reference: z.object({ _ref: DocumentId }),
})

/** What a piece of text links to. */
export type LinkMark = { _type: 'link'; _key: string; href: string } | z.infer<typeof InternalLink>

const StoredMark = z.discriminatedUnion('_type', [Link, InternalLink])

/** The link that a mark makes; none when it leads nowhere, is unsafe, or is no link at all. Its text then stands alone. */
export function readLinks(mark: unknown): LinkMark[] {
  const { data } = StoredMark.safeParse(mark)
  if (data?._type !== 'link') return data === undefined ? [] : [data]
  return data.href === undefined ? [] : [{ ...data, href: data.href }]
}

// The scheme is told by a rule of Sanity's; what follows it by ours.
const isOfAllowedKind = (href: string | undefined): href is string =>
  href !== undefined && /^(?:https?:|mailto:|tel:|\/)/i.test(href)

export const linkForm = defineType({
  name: 'link',
  title: 'Link',
  type: 'object',
  fields: [
    defineField({
      name: 'href',
      title: 'Adresse',
      description: 'En webadresse (https://…), en mailadresse (mailto:…) eller et telefonnummer (tel:…).',
      type: 'url',
      validation: (rule) => [
        rule.required().error('Skriv, hvor linket skal føre hen.'),
        rule
          .uri({ scheme: ['http', 'https', 'mailto', 'tel'], allowRelative: true })
          .error('Adressen skal begynde med https://, mailto: eller tel:, eller med / for en side på sitet.'),
        rule.custom(
          (href) =>
            !isOfAllowedKind(href) ||
            safeHref(href) !== undefined ||
            'Adressen kan ikke bruges; kontrollér stavemåden.',
        ),
      ],
    }),
  ],
  preview: { select: { title: 'href' } },
})

export const internalLinkForm = defineType({
  name: 'internalLink',
  title: 'Internt link',
  type: 'object',
  fields: [
    defineField({
      name: 'reference',
      title: 'Henvis til',
      description: 'En artikel, en notits eller en anden side på sitet. Linket følger med, hvis dens adresse ændres.',
      type: 'reference',
      weak: true,
      to: ['article', 'jobAnnouncement', 'author', 'company', 'section', 'topic', 'page'].map((type) => ({ type })),
      options: { disableNew: true, filter: otherThanItself },
      validation: mustBeChosen('Vælg, hvad der henvises til.'),
    }),
  ],
  preview: {
    select: {
      title: 'reference.headline',
      name: 'reference.name',
      page: 'reference.title',
      person: 'reference.person',
    },
    prepare: ({ title, name, page, person }) => ({ title: title ?? name ?? page ?? person ?? 'Internt link' }),
  },
})
