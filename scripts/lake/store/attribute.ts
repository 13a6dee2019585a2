import { millisecondsAt } from '#schemas/dates.ts'
import { type SortKey, sortKey, sortKeyOfTime } from './sort-key.ts'

/** An attribute of a document by its way in (`["slug", "current"]`), and what is made of it: GROQ's `lower()` or `dateTime()`. */
export interface Attribute {
  path: readonly string[]
  as?: 'lower' | 'dateTime' | undefined
}

/** The attribute's name, unlike that of any other. */
export function attributeName({ path, as }: Attribute): string {
  return JSON.stringify(as ? { path, as } : { path })
}

/** The attribute of this name. */
export function attributeNamed(name: string): Attribute {
  return JSON.parse(name) // as `attributeName` wrote it
}

/** What a document is found and put in order by. */
export function attributeKey(document: object, { path, as }: Attribute): SortKey {
  const value = valueAt(document, path)
  if (as === 'dateTime') return timeIn(value) === undefined ? sortKey(null) : sortKeyOfTime(timeIn(value) ?? 0)
  if (as === 'lower') return sortKey(typeof value === 'string' ? value.toLowerCase() : null)
  return sortKey(value)
}

/** What GROQ finds at a path: null where there is nothing, and beyond lists. */
function valueAt(document: object, path: readonly string[]): unknown {
  let value: unknown = document
  for (const name of path) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return null
    value = Reflect.get(value, name)
  }
  return value
}

/** The moment a text tells, in milliseconds; GROQ takes no other forms (groq-js 2.0.1, `parseRFC3339`). */
function timeIn(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|([-+]\d{2}:\d{2}))$/.test(value)) return undefined
  const time = millisecondsAt(value)
  return Number.isNaN(time) ? undefined : time
}
