import type { Fault } from '#schemas/fault.ts'
import type { Tables } from './tables.ts'

/** A document that lies in the lake but cannot be read through its shape: its revision, its type and what is wrong with it. */
export type Unread = { revision: string; type: string; faults: Fault[] }

/** Keeps account of a document that cannot be read; gives its type from before, if it was one. */
export function putUnread(tables: Tables, id: string, unread: Unread | undefined): string | undefined {
  const before = tables.text('select type from unread where id = ?', id)
  if (unread === undefined) {
    if (before !== undefined) tables.run('delete from unread where id = ?', id)
  } else {
    const row = [id, unread.revision, unread.type, JSON.stringify(unread.faults)]
    tables.run('insert or replace into unread(id, rev, type, faults) values (?, ?, ?, ?)', ...row)
  }
  return before
}

/** Every document that cannot be read, and why. */
export function everyUnread(tables: Tables): { id: string; type: string; faults: Fault[] }[] {
  return tables
    .rows('select id, type, faults from unread order by id')
    .map(({ id = '', type = '', faults = '[]' }) => ({ id, type, faults: JSON.parse(faults) }))
}
