import { defineArrayMember, defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { Key } from '../document-id.ts'
import { subtitle } from '../preview.ts'
import { cleanLine, OptionalLine } from '../text.ts'

const TableRow = z.object({ _key: Key, cells: z.array(z.string().transform(cleanLine)).default([]) })

/** Rows of equal length; short rows are filled with empty cells, rows without a word are left out. */
export const Table = z
  .object({
    _type: z.literal('table'),
    _key: Key,
    caption: OptionalLine,
    headerRow: z.boolean().default(true),
    rows: z.array(TableRow).default([]),
  })
  .transform((table) => {
    const width = Math.max(0, ...table.rows.map(({ cells }) => cells.length))
    const rows = table.rows.filter(({ cells }) => cells.some((cell) => cell !== ''))
    return { ...table, rows: rows.map((row) => ({ ...row, cells: filled(row.cells, width) })) }
  })
export type Table = z.infer<typeof Table>

function filled(cells: string[], width: number): string[] {
  return [...cells, ...Array<string>(width - cells.length).fill('')]
}

export const tableRowForm = defineType({
  name: 'tableRow',
  title: 'Række',
  type: 'object',
  fields: [
    defineField({
      name: 'cells',
      title: 'Celler',
      type: 'array',
      of: [defineArrayMember({ type: 'string' })],
      validation: (rule) => rule.required().min(1).error('Skriv mindst én celle.'),
    }),
  ],
  preview: {
    select: { cells: 'cells' },
    prepare: ({ cells }) => ({ title: Array.isArray(cells) ? cells.join(' | ') : 'Tom række' }),
  },
})

export const tableForm = defineType({
  name: 'table',
  title: 'Tabel',
  type: 'object',
  fields: [
    defineField({
      name: 'caption',
      title: 'Tabeltekst',
      description: 'Hvad tabellen viser, og hvor tallene kommer fra.',
      type: 'string',
      validation: (rule) => rule.required().warning('Skriv, hvad tabellen viser; det hjælper alle, især skærmlæsere.'),
    }),
    defineField({ name: 'headerRow', title: 'Første række er overskrifter', type: 'boolean', initialValue: true }),
    defineField({
      name: 'rows',
      title: 'Rækker',
      type: 'array',
      of: [defineArrayMember({ type: 'tableRow' })],
      validation: (rule) => [
        rule.required().min(1).error('Tabellen er tom; tilføj en række.'),
        rule.custom(equallyLong).warning(),
      ],
    }),
  ],
  preview: {
    select: { caption: 'caption', rows: 'rows' },
    prepare: ({ caption, rows }) => ({
      title: caption || 'Tabel uden tekst',
      subtitle: subtitle(
        'Tabel',
        Array.isArray(rows) ? `${rows.length} ${rows.length === 1 ? 'række' : 'rækker'}` : '',
      ),
    }),
  },
})

function equallyLong(rows: unknown): true | string {
  const read = z.array(TableRow).safeParse(rows ?? [])
  const lengths = new Set(read.data?.map(({ cells }) => cells.length))
  return lengths.size <= 1 || 'Rækkerne er ikke lige lange; de korte bliver fyldt op med tomme celler.'
}
