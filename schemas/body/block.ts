import { defineArrayMember } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { type LinkMark, readLinks } from '../link.ts'
import { cleanText } from '../text.ts'

const decorators: ReadonlySet<string> = new Set(['strong', 'em'])

const Span = z.object({
  _type: z.literal('span'),
  _key: Key,
  text: z.string().default('').transform(cleanText),
  marks: z.array(z.string()).default([]),
})
export type Span = z.infer<typeof Span>

const styles = ['normal', 'h2', 'h3'] as const

// Text brought from elsewhere may hold headings of other levels; their words matter more than their size.
const nearestStyle: ReadonlyMap<string, (typeof styles)[number]> = new Map([
  ['h1', 'h2'],
  ['h4', 'h3'],
  ['h5', 'h3'],
  ['h6', 'h3'],
])

const Style = z
  .string()
  .default('normal')
  .transform((style) => styles.find((known) => known === style) ?? nearestStyle.get(style) ?? 'normal')

const ListItem = z.string().transform((item) => (item === 'number' ? 'number' : 'bullet'))

/** A paragraph, crosshead or point of a list. */
export type TextBlock = {
  _type: 'block'
  _key: string
  style: (typeof styles)[number]
  listItem?: 'bullet' | 'number'
  level?: number
  children: Span[]
  markDefs: LinkMark[]
}

/** A block of text as the lake stores it. Marks that mean nothing here are dropped; their text stays. */
export const TextBlock = z
  .object({
    _type: z.literal('block'),
    _key: Key,
    style: Style,
    listItem: ListItem.optional(),
    level: z.number().int().min(1).max(10).optional().catch(undefined),
    children: z.array(Span).default([]),
    markDefs: z.array(z.unknown()).default([]),
  })
  .transform(({ listItem, level, children, markDefs, ...block }): TextBlock => {
    const links = markDefs.flatMap((mark) => readLinks(mark))
    const known = (mark: string) => decorators.has(mark) || links.some(({ _key }) => _key === mark)
    return {
      ...block,
      ...(listItem && { listItem, level: level ?? 1 }),
      children: children.map((span) => ({ ...span, marks: span.marks.filter(known) })),
      markDefs: links,
    }
  })

const styleTitles = { normal: 'Brødtekst', h2: 'Mellemrubrik', h3: 'Mindre mellemrubrik' } as const
const listTitles = { bullet: 'Punktliste', number: 'Nummereret liste' } as const

/** The form of running text's paragraphs, limited to what its place allows. */
export function textBlockForm(allowed: { styles: (keyof typeof styleTitles)[]; lists: (keyof typeof listTitles)[] }) {
  return defineArrayMember({
    type: 'block',
    title: 'Afsnit',
    styles: allowed.styles.map((value) => ({ title: styleTitles[value], value })),
    lists: allowed.lists.map((value) => ({ title: listTitles[value], value })),
    marks: {
      decorators: [
        { title: 'Fed', value: 'strong' },
        { title: 'Kursiv', value: 'em' },
      ],
      annotations: [{ type: 'link' }, { type: 'internalLink' }],
    },
    // Text pasted from Word and the web is full of line breaks and doubled spaces that were never meant.
    options: { unstable_whitespaceOnPasteMode: 'normalize' },
  })
}
