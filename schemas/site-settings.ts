import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { stored } from './stored.ts'
import { Line, OptionalLine, OptionalProse } from './text.ts'

/** The paper's own facts, one document with the fixed id `siteSettings`. */
export const SiteSettings = z.object({
  ...stored,
  _type: z.literal('siteSettings'),
  title: Line,
  tagline: OptionalLine.transform((line) => line ?? ''),
  description: Line,
  publisher: Line,
  editorInChief: OptionalLine.transform((line) => line ?? ''),
  email: z.email({ error: 'er ikke en mailadresse; skriv den som navn@avis.dk' }),
  address: OptionalProse,
  footerText: OptionalProse,
})
export type SiteSettings = z.infer<typeof SiteSettings>

const requiredLine = (name: string, title: string, description: string) =>
  defineField({
    name,
    title,
    description,
    type: 'string',
    validation: (rule) => rule.required().error('Feltet skal udfyldes; sitet kan ikke undvære det.'),
  })

export const siteSettingsForm = defineType({
  name: 'siteSettings',
  title: 'Sitets indstillinger',
  type: 'document',
  fields: [
    requiredLine('title', 'Avisens navn', 'Står øverst på alle sider og i feeds.'),
    defineField({ name: 'tagline', title: 'Undertitel', description: 'Et par ord under navnet.', type: 'string' }),
    defineField({
      name: 'description',
      title: 'Beskrivelse',
      description: 'Én sætning om avisen, til feeds og søgemaskiner.',
      type: 'text',
      rows: 2,
      validation: (rule) => rule.required().error('Skriv en sætning om avisen; feeds kan ikke undvære den.'),
    }),
    requiredLine('publisher', 'Udgiver', 'Selskabet, der udgiver avisen.'),
    defineField({
      name: 'editorInChief',
      title: 'Ansvarshavende redaktør',
      description: 'Efter medieansvarsloven skal læserne kunne se, hvem der har ansvaret.',
      type: 'string',
      validation: (rule) => rule.required().warning('Skriv navnet på den ansvarshavende redaktør.'),
    }),
    defineField({
      name: 'email',
      title: 'Redaktionens mailadresse',
      type: 'email',
      validation: (rule) => rule.required().error('Skriv en mailadresse, som læserne kan bruge.'),
    }),
    defineField({ name: 'address', title: 'Postadresse', type: 'text', rows: 3 }),
    defineField({ name: 'footerText', title: 'Tekst i sidefoden', type: 'text', rows: 3 }),
  ],
  preview: { select: { title: 'title', subtitle: 'tagline' } },
})
