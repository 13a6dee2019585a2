import { defineArrayMember, defineType } from '@sanity/types'
import { z } from 'zod'
import { TextBlock, textBlockForm } from './body/block.ts'
import { Embed, embedForm } from './body/embed.ts'
import { FactBox, factBoxForm } from './body/fact-box.ts'
import { type BodyFigure, figureForm, StoredFigure } from './body/figure.ts'
import { Quote, quoteForm } from './body/quote.ts'
import { ReadAlso, readAlsoForm } from './body/read-also.ts'
import { Table, tableForm, tableRowForm } from './body/table.ts'

const StoredMember = z.discriminatedUnion('_type', [TextBlock, Quote, FactBox, StoredFigure, ReadAlso, Embed, Table])

/** One part of running text. */
export type BodyMember = TextBlock | Quote | FactBox | BodyFigure | ReadAlso | Embed | Table

/** Running text, in order. */
export type Body = BodyMember[]

/** Running text as the lake stores it; parts that were inserted but never filled in are left out. An absent text is empty. */
export const Body = z
  .array(StoredMember)
  .default([])
  .transform((members): Body => members.flatMap(filledIn))

function filledIn(member: z.infer<typeof StoredMember>): BodyMember[] {
  switch (member._type) {
    case 'block':
      return member.children.some(({ text }) => text.trim() !== '') ? [member] : []
    case 'quote':
      return member.text === undefined ? [] : [{ ...member, text: member.text }]
    case 'factBox':
      return member.title === '' && member.body.length === 0 ? [] : [member]
    case 'figure':
      return member.asset === undefined ? [] : [{ ...member, asset: member.asset }]
    case 'readAlso':
      return member.stories.length === 0 ? [] : [member]
    case 'embed':
      return member.url === undefined ? [] : [{ ...member, url: member.url }]
    case 'table':
      return member.rows.length === 0 ? [] : [member]
  }
}

const parts = [figureForm, quoteForm, factBoxForm, readAlsoForm, embedForm, tableForm]

export const bodyForm = defineType({
  name: 'body',
  title: 'Brødtekst',
  type: 'array',
  of: [
    textBlockForm({ styles: ['normal', 'h2', 'h3'], lists: ['bullet', 'number'] }),
    ...parts.map(({ name }) => defineArrayMember({ type: name })),
  ],
  options: {
    insertMenu: {
      filter: true,
      groups: [
        { name: 'text', title: 'Tekst', of: ['quote', 'factBox', 'table'] },
        { name: 'media', title: 'Billede og lyd', of: ['figure', 'embed'] },
        { name: 'links', title: 'Henvisninger', of: ['readAlso'] },
      ],
    },
  },
})

/** The forms of all that running text may hold. */
export const bodyPartForms = [...parts, tableRowForm]
