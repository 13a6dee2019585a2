import type { Entry } from '../../dependencies.ts'
import type { Tables } from './tables.ts'

/** A document's places in lists. */
export function entriesHeld(tables: Tables, id: string): Entry[] {
  return tables
    .rows('select list, at from listing where id = ? order by list, at', id)
    .map(({ list = '', at = '' }) => ({ list, at }))
}

/** Replaces a document's places in lists; gives the lists that began or ended with it, if anybody `asks`. */
export function putEntries(tables: Tables, id: string, wanted: Entry[], asks: boolean): string[] {
  const before = entriesHeld(tables, id)
  const entries = eachOnce(wanted)
  const gone = without(before, entries)
  const come = without(entries, before)
  for (const { list, at } of gone) tables.run('delete from listing where list = ? and at = ? and id = ?', list, at, id)
  const begun = asks ? come.filter(({ list }) => isEmpty(tables, list)) : []
  for (const { list, at } of come) tables.run('insert into listing(list, at, id) values (?, ?, ?)', list, at, id)
  const ended = asks ? gone.filter(({ list }) => isEmpty(tables, list)) : []
  return [...begun, ...ended].map(({ list }) => list)
}

/** The entries that are not among the others. */
export function without(entries: Entry[], others: Entry[]): Entry[] {
  const text = ({ list, at }: Entry) => `${list}\n${at}`
  const known = new Set(others.map(text))
  return entries.filter((entry) => !known.has(text(entry)))
}

/** Whether nothing stands in the list. */
export function isEmpty(tables: Tables, list: string): boolean {
  return tables.text('select id from listing where list = ? limit 1', list) === undefined
}

// While addresses change hands, two companies of one story may for a moment have the same one.
function eachOnce(entries: Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.list}\n${entry.at}`, entry])).values()]
}
