import type { Tables } from '../holding/tables.ts'
import type { Link, NoticeLine, StoryCard } from '../stories.ts'
import { cardOf } from './recollection.ts'

/*
 * Lists as readers see them. What is in the tables was put there by the edition's own writer, so it is read without doubt.
 */

const inList = 'select id from listing where list = ?'
const newest = 'order by at desc, id desc limit ?'

/** The newest stories of a list. */
export function storiesIn(tables: Tables, list: string, most: number): StoryCard[] {
  return cardsIn(tables, list, most)
}

/** The newest notices of a list. */
export function noticesIn(tables: Tables, list: string, most: number): NoticeLine[] {
  return cardsIn(tables, list, most)
}

/** The notices of a list that are next to a place in it: so many just newer, so many just older; the newest first. */
export function noticesNextTo(
  tables: Tables,
  { list, at, id }: Place,
  most: { newer: number; older: number },
): NoticeLine[] {
  const newer = tables.texts(`${inList} and (at, id) > (?, ?) order by at, id limit ?`, list, at, id, most.newer)
  const older = tables.texts(`${inList} and (at, id) < (?, ?) ${newest}`, list, at, id, most.older)
  return cardsOf(tables, [...newer.reverse(), ...older])
}

/** The newest notices of a list of days, as of the end of a Danish day. */
export function noticesAsOf(tables: Tables, { list, day }: { list: string; day: string }, most: number): NoticeLine[] {
  // »~« sorts after every instant of the day that it stands for.
  return cardsOf(tables, tables.texts(`${inList} and at < ? ${newest}`, list, `${day}~`, most))
}

/** A place in a list, taken or not. */
export type Place = { list: string; at: string; id: string }

/** The names and addresses in a list, with their place in it. */
export function linksIn(tables: Tables, list: string): (Link & { at: string })[] {
  return tables
    .rows(
      'select at, summary from listing join summary on summary.id = listing.id where list = ? order by at, listing.id',
      list,
    )
    .map(({ at = '', summary = '{}' }) => {
      const { title, address }: Link = JSON.parse(summary).card
      return { title, address, at }
    })
}

function cardsIn<Card>(tables: Tables, list: string, most: number): Card[] {
  return cardsOf(tables, tables.texts(`${inList} ${newest}`, list, most))
}

function cardsOf<Card>(tables: Tables, ids: string[]): Card[] {
  return ids.flatMap((id) => cardOf<Card>(tables, id) ?? [])
}

/** More than any list holds, for lists shown whole. */
export const all = -1
