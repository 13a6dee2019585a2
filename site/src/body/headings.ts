import type { Body } from '#schemas/body.ts'
import { slugFor } from '#schemas/slug.ts'

/**
 * An id for every crosshead of a text, by its block (keys may be missing or double in text brought from elsewhere): made from its words, so that links to it hold
 * for as long as the words do. The prefix keeps it apart from the page's own ids.
 */
export function headingIds(body: Body): Map<unknown, string> {
  const ids = new Map<unknown, string>()
  const taken = new Map<string, number>()
  for (const member of body) {
    if (member._type !== 'block' || member.style === 'normal' || member.listItem !== undefined) continue
    const words = slugFor(member.children.map(({ text }) => text).join('')) || 'afsnit'
    const count = (taken.get(words) ?? 0) + 1
    taken.set(words, count)
    ids.set(member, `afsnit-${words}${count === 1 ? '' : `-${count}`}`)
  }
  return ids
}
