import type { Written } from './archive.ts'
import type { Desk } from './desk.ts'

/** Three numbers below 100 decide what an edit is about, so that a smaller one is a simpler edit. */
export type Numbers = { a: number; b: number; c: number }

/** What one kind of edit does on the desk, told in a sentence; `undefined` when there is nothing that it could be done to. */
export type EditKind = (desk: Desk, numbers: Numbers) => string | undefined

export const stories = ['article', 'jobAnnouncement']
const named = ['author', 'company', 'topic', 'section', 'page']
export const addressed = [...stories, ...named]

/** Few, so that documents often want the same address, and old ones come back. */
export const slugs = ['kran', 'havn', 'bro', 'skib', 'kaj'] as const
export const words = ['Kranen', 'Havnen', 'Broen', 'Skibet', 'Ærø & Ø', 'Et »citat« <b>'] as const

export const pick = <Thing>(things: readonly [Thing, ...Thing[]], number: number): Thing =>
  things[number % things.length] ?? things[0]
export const slugOf = (current: string) => ({ _type: 'slug', current })

/** Makes an edit kind of what is done to one published document of these types; `a` chooses it. */
export function toOne(
  types: readonly string[],
  edit: (document: Written, desk: Desk, numbers: Numbers) => string,
): EditKind {
  return (desk, numbers) => {
    const document = desk.one(types, numbers.a)
    return document && `${document._id}: ${edit(document, desk, numbers)}`
  }
}

/** The same, where publishing the document with other fields is all there is to it. */
export function revising(
  types: readonly string[],
  fields: (document: Written, numbers: Numbers, desk: Desk) => Record<string, unknown>,
): EditKind {
  return toOne(types, (document, desk, numbers) => {
    const revised = fields(document, numbers, desk)
    desk.publish({ ...document, ...revised })
    return `publish with ${JSON.stringify(revised)}`
  })
}
