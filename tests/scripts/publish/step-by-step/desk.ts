import { earlierSlugsAfter, type Stampable, stampsForPublishing, tracesOfUnpublishing } from '#schemas/publishing.ts'
import type { Images, Written } from './archive.ts'

/** What one transaction does to the lake: documents put, drafts included, and ids of those removed. */
export type Transaction = { puts: Written[]; removals: string[] }

/** An editor's view of what is published, and of the edits that one transaction gathers. */
export class Desk {
  now: string
  readonly images: Images
  readonly #published: Map<string, Written>
  readonly #transaction: Transaction = { puts: [], removals: [] }

  constructor(now: string, images: Images, published: ReadonlyMap<string, Written>) {
    this.now = now
    this.images = images
    this.#published = new Map(published)
  }

  /** What is published once the transaction is through. */
  get published(): ReadonlyMap<string, Written> {
    return this.#published
  }

  get transaction(): Transaction {
    return this.#transaction
  }

  /** The instant so many minutes before now; a negative number lies ahead. */
  ago(minutes: number): string {
    return new Date(Date.parse(this.now) - minutes * 60_000).toISOString()
  }

  /** One of the published documents of these types; a small number means one of the newest. `undefined` when there are none. */
  one(types: readonly string[], number: number): Written | undefined {
    const found = [...this.#published.values()].filter(({ _type }) => types.includes(_type)).sort(newestFirst)
    // Squared, so that most edits meet the few documents that other edits have touched.
    return found[Math.floor((number / 100) ** 2 * found.length)]
  }

  /** The ids of one or two published documents of a type; none for the number 0. */
  some(type: string, number: number): string[] {
    const ids = [...this.#published.values()].filter(({ _type }) => _type === type).map(({ _id }) => _id)
    return ids
      .toSorted()
      .filter((_, n) => (number >> n) & 1)
      .slice(0, 2)
  }

  /** Publishes a document as the Studio does, with the stamps that publishing sets. */
  publish(draft: Written): void {
    const before = asStampable(this.#published.get(draft._id))
    const isDated = draft._type === 'article' || draft._type === 'jobAnnouncement'
    const stamps = isDated
      ? stampsForPublishing({ draft: asStampable(draft), published: before, now: this.now })
      : 'slug' in draft && { earlierSlugs: earlierSlugsAfter(asStampable(draft), before) }
    this.put({ _createdAt: this.now, ...draft, ...stamps })
  }

  /** Takes a published document back; its draft stays, with what it remembers. */
  unpublish(published: Written): void {
    const { _id, ...fields } = published
    this.#published.delete(_id)
    this.#transaction.puts.push({
      ...fields,
      ...tracesOfUnpublishing({ published: asStampable(published) }),
      _id: `drafts.${_id}`,
      _type: published._type,
    })
    this.#transaction.removals.push(_id)
  }

  /** Removes a document and all that it remembers. */
  remove({ _id }: Written): void {
    this.#published.delete(_id)
    this.#transaction.removals.push(_id)
  }

  /** Writes a draft, which no reader may ever see. */
  draft(document: Written): void {
    this.#transaction.puts.push({ ...document, _id: `drafts.${document._id}` })
  }

  /** Puts a document as it stands, with no stamps, as a program may. */
  put(document: Written): void {
    const stored = asStored(document)
    this.#published.set(stored._id, stored)
    this.#transaction.puts.push(stored)
  }
}

/** The document as the Studio stores it: a field that was emptied is absent, and what points to a story or a page is weak. */
export function asStored(document: Written): Written {
  const strong = /("_type":"reference","_ref":"(?:story|fresh|notice|page|nobody)[^"]*")(?!,"_weak")/g
  return JSON.parse(JSON.stringify(document).replaceAll(strong, '$1,"_weak":true'))
}

// What this desk holds it wrote itself, with these fields.
function asStampable<Document extends Written | undefined>(document: Document): Stampable & Document {
  return document as Stampable & Document
}

function newestFirst(one: Written, other: Written): number {
  const [a, b] = [one, other].map(({ publishedAt, _createdAt, _id }) => `${publishedAt ?? _createdAt} ${_id}`)
  return (a ?? '') < (b ?? '') ? 1 : -1
}
