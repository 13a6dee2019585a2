import { aPicture } from './image.ts'
import { references } from './stored.ts'

/** A paragraph; `overrides` make it a crosshead (`style: 'h2'`) or a point (`listItem: 'bullet'`). */
export function aBlock(text: string, overrides: Record<string, unknown> = {}) {
  const key = keyFor(text)
  return {
    _type: 'block',
    _key: key,
    style: 'normal',
    markDefs: [],
    children: [{ _type: 'span', _key: `${key}-0`, text, marks: [] }],
    ...overrides,
  }
}

/** A paragraph of which all is a link. */
export function aLinkedBlock(text: string, href: string) {
  const block = aBlock(text)
  const children = block.children.map((span) => ({ ...span, marks: ['link'] }))
  return { ...block, children, markDefs: [{ _type: 'link', _key: 'link', href }] }
}

/** A paragraph of which all refers to another document. */
export function aReferringBlock(text: string, id: string) {
  const block = aBlock(text)
  const children = block.children.map((span) => ({ ...span, marks: ['ref'] }))
  return {
    ...block,
    children,
    markDefs: [{ _type: 'internalLink', _key: 'ref', reference: { _type: 'reference', _ref: id } }],
  }
}

/** One of each part that running text may hold, beside paragraphs. */
export const parts = {
  quote: () => ({
    _type: 'quote',
    _key: 'quote',
    text: 'Vi har ventet på den her i ti år',
    speaker: 'Ida Brun',
    speakerRole: 'havnedirektør',
  }),
  factBox: () => ({
    _type: 'factBox',
    _key: 'fact-box',
    title: 'Fakta: Havnen',
    body: [aBlock('Åbnede i 1874.', { listItem: 'bullet' })],
  }),
  figure: () => ({ ...aPicture(), _type: 'figure', _key: 'figure' }),
  readAlso: (...ids: string[]) => ({ _type: 'readAlso', _key: 'read-also', stories: references(...ids) }),
  embed: () => ({
    _type: 'embed',
    _key: 'embed',
    url: 'https://www.youtube.com/watch?v=aqz-KE-bpKQ',
    title: 'Rundtur på havnen',
  }),
  table: () => ({
    _type: 'table',
    _key: 'table',
    caption: 'Gods i tusind ton. Kilde: Havnen.',
    headerRow: true,
    rows: [
      { _type: 'tableRow', _key: 'row-0', cells: ['År', 'Gods'] },
      { _type: 'tableRow', _key: 'row-1', cells: ['2025', '4.512'] },
    ],
  }),
}

// Two paragraphs of one text are never the same paragraph, but a fixture seldom repeats itself: a key told by the text is
// stable from run to run.
function keyFor(text: string): string {
  let sum = 0
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return `b${sum.toString(36)}`
}
