import type { ContentDocument } from '#schemas/documents.ts'
import { missingSection, readDraft } from '#schemas/draft.ts'
import { ImageAsset } from '#schemas/image.ts'
import type { Instant } from '#schemas/instant.ts'
import { slugFor } from '#schemas/slug.ts'
import { type Change, type ImagesAt, openPreviewEdition, type PictureFile, type PreviewEdition } from '#site'
import type { CompiledApp } from '../compile.ts'
import { openRenderer, type Render } from '../render.ts'
import { Readership, standingOf } from './readership.ts'
import { shownOf, type Versions } from './versions.ts'
import { idIn, imagesIn, isWithdrawn, neverWithdrawn, shortened } from './written-document.ts'

/** What a preview is made with: the file of its edition, the public one that it begins as a copy of, and the site's compiled app. */
export type DeskMeans = { file: string; seed: string; siteUrl: string; images: ImagesAt; app: CompiledApp }

/** A page of the preview: its bytes, and how the documents that it shows stand with readers, by id. */
export type Page = { bytes: Uint8Array; standings: Record<string, string> }

/** What became of a document that is being written: where its page stands, and which page was asked to be shown. */
export type Shown = {
  id: string
  address: string
  page: Page
  /** The address of that page. */
  showing: string
  /** What keeps the document from being published, in Danish sentences. */
  faults: string[]
  /** Images that it uses and nobody has told of yet. */
  unknownImages: string[]
}

/** How a page is asked for while a document is written. `showing` is what stands in the frame now. */
export type Showing = { document: unknown; showing: string; now: Instant }

/**
 * The desk at which pages are shown before they are published: an edition in which drafts stand as if they were, and the site's own
 * app over it. It stands in a thread of its own, so neither press nor lake wait for it.
 */
export class PreviewDesk {
  readonly #edition: PreviewEdition
  readonly #render: Render
  readonly #readership = new Readership()

  private constructor(edition: PreviewEdition, render: Render) {
    this.#edition = edition
    this.#render = render
  }

  /** @throws Problem when the compiled app is damaged */
  static async open({ file, seed, siteUrl, images, app }: DeskMeans): Promise<PreviewDesk> {
    const edition = openPreviewEdition(file, { siteUrl, images, seed })
    return new PreviewDesk(edition, await openRenderer(app, file))
  }

  revisions(): Map<string, string> {
    return this.#edition.revisions()
  }

  /** Takes in what the lake holds of these documents. */
  take(versions: readonly Versions[], now: Instant): void {
    const changes = versions.map((held) => this.#changeFrom(held, now))
    const refused = new Set(this.#edition.take(changes))
    for (const { id, document } of changes) if (refused.has(id) && isContent(document)) this.#showAllTheSame(document)
  }

  /** Which of these documents readers do not see as they stand here, told by the lake's list of all. */
  note(versions: readonly Versions<unknown>[]): void {
    this.#readership.forget()
    for (const held of versions) this.#readership.note(held, false)
  }

  /** Takes in a document as it is being written, and gives the page in the frame, or the document's own where that stood. */
  async show({ document: raw, showing, now }: Showing): Promise<Shown | undefined> {
    const draft = readDraft(raw, now)
    if (!draft) return undefined
    const { document, faults } = draft
    const { _id: id } = document
    const before = this.#edition.addressOf(id)
    const held = this.#edition.document(id)
    this.#readership.noteWritten(id, {
      isDraft: idIn(raw) !== id,
      isHeld: held !== undefined && held._rev !== beingWritten,
    })
    const written = { ...neverWithdrawn(document), _rev: beingWritten }
    if (this.#edition.take([{ id, document: written }]).length > 0) this.#showAllTheSame(written)
    const address = this.#edition.addressOf(id) ?? '/'
    const asked = [before, '', address].includes(showing) ? address : showing
    const there = await this.page(asked, now)
    const page = there ?? (await this.page('/', now))
    if (!page) return undefined
    const unknownImages = imagesIn(raw).filter((image) => !this.#edition.hasImage(image))
    return {
      id,
      address,
      page,
      showing: there ? asked : '/',
      faults: faults.map(({ sentence }) => shortened(sentence, id)),
      unknownImages,
    }
  }

  /** The page or other file at an address; `undefined` when there is none. */
  async page(address: string, now: Instant): Promise<Page | undefined> {
    const rendered = await this.#render(address)
    if (!rendered.ok) {
      if (missing.test(rendered.why)) return undefined
      throw new Error(`Could not show ${address} in the preview: ${rendered.why}`)
    }
    return { bytes: rendered.bytes, standings: this.#standingsOn(rendered.bytes, now) }
  }

  /** How the image file at an address is made. */
  picture(address: string): PictureFile | undefined {
    return this.#edition.picture(address)
  }

  /** Does some of what can wait; tells whether there is more. */
  tidy(): boolean {
    return this.#edition.settleMore()
  }

  close(): void {
    this.#edition.close()
  }

  #changeFrom(versions: Versions, now: Instant): Change {
    const { id } = versions
    const raw = shownOf(versions)
    this.#readership.note(versions, isWithdrawn(versions.published))
    if (raw === undefined) return { id, document: null }
    if (raw._type === 'sanity.imageAsset') return { id, document: ImageAsset.safeParse(raw).data ?? null }
    const document = readDraft(raw, now)?.document
    if (!document) return { id, document: null }
    // Under a revision that the lake never gives, it is read again at every look, and so known to be withdrawn.
    const shown = 'withdrawal' in document && document.withdrawal ? { ...document, _rev: 'withdrawn' } : document
    return { id, document: neverWithdrawn(shown) }
  }

  /** A document whose section is not there, or whose address another one has, is shown without the one, and elsewhere. */
  #showAllTheSame(document: ContentDocument): void {
    const { _id: id } = document
    const section = { _ref: missingSection }
    const aside = document._type === 'article' ? { ...document, section } : document
    if (document._type === 'article' && this.#edition.take([{ id, document: aside }]).length === 0) return
    if ('slug' in aside)
      this.#edition.take([{ id, document: { ...aside, slug: { current: `kladde-${slugFor(id) || 'x'}` } } }])
  }

  #standingsOn(bytes: Uint8Array, now: Instant): Record<string, string> {
    const ids = new Set(
      Array.from(
        Buffer.from(bytes)
          .toString()
          .matchAll(/ data-felt="([\w.-]+)#/g),
        ([, id = '']) => id,
      ),
    )
    const standings = Array.from(ids, (id) => [id, this.#standingOf(id, now)] as const)
    return Object.fromEntries(standings.filter((entry): entry is [string, string] => entry[1] !== undefined))
  }

  #standingOf(id: string, now: Instant): string | undefined {
    const document = this.#edition.document(id)
    const publishedAt = document && 'publishedAt' in document ? { publishedAt: document.publishedAt } : {}
    return standingOf({ ...this.#readership.of(id), ...publishedAt }, now)
  }
}

/** What the site's app says of an address that the edition does not know, or that is none. */
const missing = /^the page answered (?:404|3\d\d)$/

/** The revision of what is being written, which the lake never gives. */
const beingWritten = 'being-written'

const isContent = (document: Change['document']): document is ContentDocument =>
  document !== null && document._type !== 'sanity.imageAsset'
