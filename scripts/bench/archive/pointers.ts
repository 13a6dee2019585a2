import { scattered } from './chance.ts'

/** The kinds of document that stories point to. */
export type NeighborKind = 'author' | 'company' | 'section' | 'topic'

/** The kinds of document that an archive holds in numbers. */
export type Kind = NeighborKind | 'article' | 'notice' | 'page'

/**
 * The id of a document by its number. Like the Studio's own ids they come in no order, since ids in the order of writing would
 * flatter an index.
 */
export function idOf(kind: Kind, number: number): string {
  const salt = kind.length * 0x1000193
  const half = (part: number) =>
    scattered(scattered(number * 2 + part) ^ salt)
      .toString(16)
      .padStart(8, '0')
  return `${kind}-${half(0)}${half(1)}`
}

/** A reference as the lake stores it. */
export function pointerTo(kind: Kind, number: number) {
  return { _type: 'reference', _ref: idOf(kind, number) }
}

/** References in a list, each with a key of its own. */
export function pointersTo(kind: Kind, numbers: readonly number[]) {
  return numbers.map((number) => ({ ...pointerTo(kind, number), _key: `${kind[0]}${number}` }))
}
