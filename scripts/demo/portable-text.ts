import { type PictureName, type PlacedPicture, picture } from './pictures.ts'
import { type KeyedReference, mention, mentions, type Reference } from './references.ts'

/** A piece of a sentence: plain text, or text with marks and at most one link. */
export type Piece = string | { text: string; decorators: string[]; link?: LinkMark }

type LinkMark = { _type: 'link'; href: string } | { _type: 'internalLink'; reference: Reference }

/** Running text in Portable Text as editors' tools write it, before its keys are set. */
export type Block = {
  _type: 'block'
  style: 'normal' | 'h2' | 'h3'
  listItem?: 'bullet' | 'number'
  level?: 1
  markDefs: (LinkMark & { _key: string })[]
  children: { _type: 'span'; _key: string; text: string; marks: string[] }[]
}

/** What stands in the running text beside blocks: each is one `_type` of the body's form. */
export type Inset =
  | { _type: 'quote'; text: string; speaker: string; speakerRole?: string }
  | { _type: 'factBox'; title: string; body: Keyed<Block>[] }
  | (PlacedPicture & { _type: 'figure' })
  | { _type: 'readAlso'; stories: KeyedReference[] }
  | { _type: 'embed'; url: string; title: string }
  | {
      _type: 'table'
      caption?: string
      headerRow: boolean
      rows: { _type: 'tableRow'; _key: string; cells: string[] }[]
    }

type Keyed<T> = T & { _key: string }

/** The body of a raw article or page. */
export type RunningText = Keyed<Block | Inset>[]

/** Bold text. */
export function strong(text: string): Piece {
  return { text, decorators: ['strong'] }
}

/** Text in italics. */
export function em(text: string): Piece {
  return { text, decorators: ['em'] }
}

/** Text that links to an address outside the paper. */
export function link(href: string, text: string): Piece {
  return { text, decorators: [], link: { _type: 'link', href } }
}

/** Text that links to the document with this id, wherever its page comes to stand. */
export function toDocument(id: string, text: string): Piece {
  return { text, decorators: [], link: { _type: 'internalLink', reference: mention(id) } }
}

/** An ordinary paragraph. */
export function paragraph(...pieces: Piece[]): Block {
  return block('normal', pieces)
}

/** A crosshead in the running text (heading 2). */
export function crosshead(text: string): Block {
  return block('h2', [text])
}

/** A heading below a crosshead (heading 3). */
export function subhead(text: string): Block {
  return block('h3', [text])
}

/** A list with bullets; an item is its pieces. */
export function bullets(...items: Piece[][]): Block[] {
  return items.map((pieces) => ({ ...block('normal', pieces), listItem: 'bullet', level: 1 }))
}

/** A numbered list; an item is its pieces. */
export function numbered(...items: Piece[][]): Block[] {
  return items.map((pieces) => ({ ...block('normal', pieces), listItem: 'number', level: 1 }))
}

/** A quote lifted out of the text; the site sets the quotation marks. */
export function quote(text: string, speaker: string, speakerRole?: string): Inset {
  return { _type: 'quote', text, speaker, ...(speakerRole === undefined ? {} : { speakerRole }) }
}

/** A box of facts beside the text. */
export function factBox(title: string, ...content: (Block | Block[])[]): Inset {
  return { _type: 'factBox', title, body: keyed(content.flat()) }
}

/** A picture in the running text, with the words that belong to it. */
export function figure(name: PictureName): Inset {
  return { ...picture(name), _type: 'figure' }
}

/** »Læs også« in the running text: one to three stories. */
export function readAlso(...ids: string[]): Inset {
  return { _type: 'readAlso', stories: mentions(ids) }
}

/** Something shown from another site. */
export function embed(url: string, title: string): Inset {
  return { _type: 'embed', url, title }
}

/** A table whose first row is its header. */
export function table(caption: string, ...rows: string[][]): Inset {
  return {
    _type: 'table',
    caption,
    headerRow: true,
    rows: rows.map((cells, index) => ({ _type: 'tableRow', _key: `row${index + 1}`, cells })),
  }
}

/** The body made of these members, in order. Keys tell the place (`m1`, `m2`, …), so the same text always has the same keys. */
export function body(...members: (Block | Inset | Block[])[]): RunningText {
  return keyed(members.flat())
}

function keyed<T>(members: T[]): Keyed<T>[] {
  return members.map((member, index) => ({ ...member, _key: `m${index + 1}` }))
}

function block(style: Block['style'], pieces: Piece[]): Block {
  const runs = pieces.map((piece) => (typeof piece === 'string' ? { text: piece, decorators: [] } : piece))
  return {
    _type: 'block',
    style,
    markDefs: runs.flatMap(({ link }, index) => (link === undefined ? [] : [{ ...link, _key: linkKey(index) }])),
    children: runs.map(({ text, decorators, link }, index) => ({
      _type: 'span',
      _key: `s${index + 1}`,
      text,
      marks: link === undefined ? decorators : [...decorators, linkKey(index)],
    })),
  }
}

function linkKey(index: number): string {
  return `link${index + 1}`
}
