import type { Body } from '#schemas/body.ts'

/** Search engines and feed readers show about this much. */
const most = 200

/** How a running text begins, as plain text: its first paragraph, cut after a whole word when it is long; empty when there is none. */
export function openingOf(body: Body): string {
  const first = body.find((member) => member._type === 'block' && member.style === 'normal' && !member.listItem)
  if (first?._type !== 'block') return ''
  const words = first.children
    .map(({ text }) => text)
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length <= most ? words : `${words.slice(0, most).replace(/[\s.,;:–]+\S*$/, '')} …`
}
