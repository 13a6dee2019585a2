import type { ContentDocument } from '#schemas/documents.ts'
import type { ImageAsset } from '#schemas/image.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Known, Summary } from '../composing/known.ts'
import type { Standing } from '../composing/standing.ts'
import { type ImagesAt, imprintOf } from './imprint.ts'
import type { Tables } from './tables.ts'

/** A document as the edition holds it. */
export type Holding = { document: ContentDocument; standing: Standing }

/** Documents remembered at a time: enough for those that come together, whatever the edition holds. */
const mostRemembered = 1000

/** The documents of the edition, with what others show of them. Every question is answered from an index. */
export class Holdings implements Known {
  readonly tables: Tables
  readonly images: ImagesAt
  readonly isPreview: boolean = false
  readonly #documents = new Map<string, Holding | undefined>()
  readonly #summaries = new Map<string, Summary | undefined>()

  constructor(tables: Tables) {
    this.tables = tables
    this.images = imprintOf(tables).images
  }

  /** Forgets what was read before; it lies in the tables. */
  forget(): void {
    this.#documents.clear()
    this.#summaries.clear()
  }

  /** The document with this id, wherever it stands. */
  of(id: string): Holding | undefined {
    return remembered(this.#documents, id, () => {
      const live = this.tables.text('select source from document where id = ?', id)
      if (live !== undefined) return { document: JSON.parse(live), standing: 'live' }
      const { source, standing } = this.tables.row('select source, standing from held where id = ?', id) ?? {}
      // The writer put both there itself.
      return source === undefined ? undefined : { document: JSON.parse(source), standing: standing as Standing }
    })
  }

  summary(id: string): Summary | undefined {
    return remembered(this.#summaries, id, () => {
      const text = this.tables.text('select summary from summary where id = ?', id)
      return text === undefined ? undefined : JSON.parse(text)
    })
  }

  asset(id: string): ImageAsset | undefined {
    const text = this.tables.text('select source from asset where id = ?', id)
    return text === undefined ? undefined : JSON.parse(text)
  }

  /** The documents that name this one, live or held back. */
  sourcesOf(target: string): string[] {
    return this.tables.texts('select source from reference where target = ?', target)
  }

  /** The type of what is held under the id. */
  typeOf(id: string): string | undefined {
    const type = this.of(id)?.document._type
    return type ?? (this.asset(id) && 'sanity.imageAsset')
  }

  /** The documents whose hour has come. */
  due(now: Instant): string[] {
    return this.tables.texts("select id from held where standing = 'waiting' and due <= ?", now)
  }

  /** Puts or, with `null`, removes an image's facts; tells whether they are others. */
  putAsset(id: string, asset: ImageAsset | null): boolean {
    const source = asset && JSON.stringify(asset)
    if (source === (this.tables.text('select source from asset where id = ?', id) ?? null)) return false
    if (source === null) this.tables.run('delete from asset where id = ?', id)
    else this.tables.run('insert or replace into asset(id, source) values (?, ?)', id, source)
    return true
  }

  /** Puts a document where it stands. What was made of it for readers stays, if it stays live. */
  put(document: ContentDocument, standing: Standing): void {
    const { _id: id, _rev: rev } = document
    const source = JSON.stringify(document)
    this.tables.run('delete from held where id = ?', id)
    if (standing === 'live') {
      this.tables.run(
        'insert into document(id, rev, source) values (?, ?, ?) on conflict(id) do update set rev = excluded.rev, source = excluded.source',
        ...[id, rev, source],
      )
    } else {
      this.tables.run('delete from document where id = ?', id)
      const due = standing === 'waiting' && 'publishedAt' in document ? document.publishedAt : null
      const row = [id, rev, source, standing, due]
      this.tables.run('insert into held(id, rev, source, standing, due) values (?, ?, ?, ?, ?)', ...row)
    }
    this.#documents.set(id, { document, standing })
  }

  remove(id: string): void {
    this.tables.run('delete from document where id = ?', id)
    this.tables.run('delete from held where id = ?', id)
    this.#documents.set(id, undefined)
  }

  /** Keeps account of every id a document names. */
  putReferences(source: string, targets: Iterable<string>): void {
    this.tables.run('delete from reference where source = ?', source)
    for (const target of targets) this.tables.run('insert into reference(source, target) values (?, ?)', source, target)
  }

  /** Replaces a document's summary; tells whether it is another. */
  putSummary(id: string, summary: Summary | undefined): boolean {
    const before = this.tables.text('select summary from summary where id = ?', id)
    const after = summary && JSON.stringify(summary)
    if (before === after) return false
    if (summary === undefined || after === undefined) this.tables.run('delete from summary where id = ?', id)
    else {
      const row = [id, summary.card.address, after]
      this.tables.run('insert or replace into summary(id, address, summary) values (?, ?, ?)', ...row)
    }
    this.#summaries.set(id, summary)
    return true
  }

  /** Replaces what was made of a live document for its page and for feeds. */
  putWhole(id: string, part: string, item: string): void {
    this.tables.run('update document set part = ?, item = ? where id = ?', part, item, id)
  }
}

function remembered<Value>(known: Map<string, Value>, id: string, find: () => Value): Value {
  const before = known.get(id)
  if (before !== undefined || known.has(id)) return before as Value // it is there, be it `undefined`
  if (known.size >= mostRemembered) known.clear()
  const found = find()
  known.set(id, found)
  return found
}
