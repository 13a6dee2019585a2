import type { Tables } from './tables.ts'

/** Counts a document of a type in or out. */
export function tally(tables: Tables, type: string, difference: 1 | -1): void {
  tables.run(
    'insert into tally(type, number) values (?, ?) on conflict(type) do update set number = number + excluded.number',
    ...[type, difference],
  )
  tables.run('delete from tally where type = ? and number = 0', type)
}

/** How many documents of each type are held, whether readers see them or not, and whether they can be read or not. */
export function tallies(tables: Tables): Record<string, number> {
  const rows = tables.rows('select type, cast(number as text) as number from tally order by type')
  return Object.fromEntries(rows.map(({ type = '', number }) => [type, Number(number)]))
}
