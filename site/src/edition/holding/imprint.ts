import type { Tables } from './tables.ts'

/** What an edition was made by and for. It fits when all of it is equal. */
export type Imprint = { maker: string; siteUrl: string }

/** What an edition says of itself. @throws Error when it has no imprint */
export function imprintOf(tables: Tables): Imprint {
  const read = (name: string) => tables.text('select value from meta where name = ?', name) ?? ''
  return { maker: read('maker'), siteUrl: read('siteUrl') }
}
