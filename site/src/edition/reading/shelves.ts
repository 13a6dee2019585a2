import type { Tables } from '../holding/tables.ts'
import type { Link, NoticeLine, StoryCard } from '../stories.ts'

/*
 * Lists as readers see them. What is in the tables was put there by the edition's own writer, so it is read without doubt.
 */

const newest =
  'select summary from listing join summary on summary.id = listing.id where list = ? order by at desc, listing.id desc limit ?'

/** The newest stories of a list. */
export function storiesIn(tables: Tables, list: string, most: number): StoryCard[] {
  return cardsIn(tables, list, most)
}

/** The newest notices of a list. */
export function noticesIn(tables: Tables, list: string, most: number): NoticeLine[] {
  return cardsIn(tables, list, most)
}

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
  return tables.texts(newest, list, most).map((summary) => JSON.parse(summary).card)
}

/** More than any list holds, for lists shown whole. */
export const all = -1
