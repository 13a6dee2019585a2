import { defineType } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { type Figure, pictureInput, pictureShape } from '../image.ts'
import { subtitle } from '../preview.ts'

/** An image in running text, as the lake stores it; without a file when none was chosen yet. */
export const StoredFigure = z.object({ _type: z.literal('figure'), _key: Key, ...pictureShape })

/** An image in running text. */
export type BodyFigure = Figure & { _type: 'figure'; _key: string }

export const figureForm = defineType({
  ...pictureInput(),
  name: 'figure',
  title: 'Billede',
  validation: (rule) => rule.assetRequired().error('Vælg et billede.'),
  preview: {
    select: { caption: 'caption', alt: 'alt', credit: 'credit', media: 'asset' },
    prepare: ({ caption, alt, credit, media }) => ({
      title: caption || alt || 'Billede uden tekst',
      subtitle: subtitle('Billede', credit),
      media,
    }),
  },
})
