import { fieldMark } from '../../field-mark.ts'
import { placeIn } from '../composing/standing.ts'
import type { View } from '../holding/imprint.ts'
import type { Tables } from '../holding/tables.ts'
import { holderOf } from './places.ts'

/** What a place on a page says of the field that it shows: `whose` is the document's id, or the address of its page. */
export type Marking = (whose: string, path: string) => string | undefined

/** Marks for those who write; pages for readers bear none. */
export function markingOf(tables: Tables, view: View): Marking {
  if (view === 'public') return () => undefined
  return (whose, path) => {
    const id = idOf(tables, whose)
    return id === undefined ? undefined : fieldMark(id, path)
  }
}

function idOf(tables: Tables, whose: string): string | undefined {
  if (!whose.startsWith('/')) return whose
  const place = placeIn(whose)
  return place && holderOf(tables, place.family, place.slug)?.id
}
