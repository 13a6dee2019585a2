import type { ContentDocument } from '#schemas/documents.ts'
import type { ImageAsset } from '#schemas/image.ts'
import type { Instant } from '#schemas/instant.ts'
import { entriesOf } from '../../dependencies.ts'
import type { PictureFile } from '../../pictures.ts'
import { claimants, putClaims, type Slug } from '../holding/claims.ts'
import type { Holdings } from '../holding/holdings.ts'
import { putEntries } from '../holding/listing.ts'
import { putPictures } from '../holding/picture-files.ts'
import { noTrace, type Trace, traceOf } from '../holding/trace.ts'
import { orderOfComposition } from './order.ts'
import { idsNamedIn } from './references.ts'
import { claimOf, earlierClaimsOf, isAddressed, type Standing, standingAt } from './standing.ts'
import { summarized } from './summary.ts'
import { wholeOf } from './whole.ts'

/** A document that is new or changed, or `null` when it is gone. */
export type Change = { id: string; document: ContentDocument | ImageAsset | null }

/** What composing did: every document looked at with its trace from before, and the lists that began or ended. */
export type Composed = {
  before: Map<string, Trace>
  /** Documents that were put or removed, rather than touched through others. */
  changed: Set<string>
  /** Documents left out of the site although their hour has come. */
  refused: string[]
  turnedLists: Set<string>
  pictures: { added: Map<string, PictureFile>; dropped: Set<string> }
}

/**
 * Brings the edition from one state of the content to another. First every document that changed is settled: where it stands,
 * what other pages show of it, which lists it is in; when that is another than before, those who name it are settled again.
 * It ends, since what others show of a document never rests on what it shows of others: sections, authors and companies
 * come before notices and stories. Then each page that may be another is made once.
 */
export class Composition {
  readonly #holdings: Holdings
  readonly #now: Instant
  readonly #absolute: (address: string) => string
  readonly #incoming = new Map<string, ContentDocument | null>()
  readonly #waiting = new Set<string>()
  readonly #unmade = new Set<string>()
  readonly #refused = new Set<string>()
  readonly #composed: Composed = {
    before: new Map(),
    changed: new Set(),
    refused: [],
    turnedLists: new Set(),
    pictures: { added: new Map(), dropped: new Set() },
  }

  constructor(holdings: Holdings, now: Instant, absolute: (address: string) => string) {
    this.#holdings = holdings
    this.#now = now
    this.#absolute = absolute
  }

  compose(changes: Change[]): Composed {
    this.#holdings.forget()
    this.#take(changes)
    for (const id of this.#holdings.due(this.#now)) this.#waiting.add(id)
    for (const id of this.#waiting) {
      // Taken out first: settling a document may find that it must be settled once more.
      this.#waiting.delete(id)
      this.#settle(id)
    }
    for (const id of this.#unmade) this.#make(id)
    return { ...this.#composed, refused: [...this.#refused] }
  }

  #take(changes: Change[]): void {
    for (const { id, document } of changes.filter(({ id }) => !isUnpublished(id))) {
      this.#composed.changed.add(id)
      if (document === null || document._type === 'sanity.imageAsset') {
        if (this.#holdings.putAsset(id, document)) this.#passOn(id)
      }
      if (document === null || document._type !== 'sanity.imageAsset') this.#incoming.set(id, document)
    }
    for (const id of orderOfComposition(this.#incoming)) this.#waiting.add(id)
  }

  #settle(id: string): void {
    const held = this.#holdings.of(id)
    const incoming = this.#incoming.get(id)
    this.#incoming.delete(id)
    const document = (incoming === undefined ? held?.document : incoming) ?? undefined
    if (!document && !held) return
    if (!this.#composed.before.has(id))
      this.#composed.before.set(id, held ? traceOf(this.#holdings.tables, id) : noTrace)
    const standing = document ? this.#standing(document) : this.#vacate(id)
    if (!document || standing === undefined) this.#holdings.remove(id)
    else if (incoming !== undefined || standing !== held?.standing) this.#holdings.put(document, standing)
    if (incoming !== undefined) this.#holdings.putReferences(id, incoming === null ? [] : idsNamedIn(incoming))
    this.#show(id, standing === 'live' ? document : undefined)
    this.#note(id, standing)
  }

  /** Where the document stands once it has put in its wish for an address. Who else wants or wanted it is settled anew. */
  #standing(document: ContentDocument): Standing {
    const { _id: id } = document
    const alone = standingAt(document, this.#now, (section) => this.#holdings.summary(section)?.type === 'section')
    if (!isAddressed(document)) return alone
    const claim = claimOf(document)
    const contested = putClaims(this.#holdings.tables, 'claim', id, alone === 'live' ? [claim] : [])
    this.#settleRivals(id, contested)
    if (alone !== 'live') return alone
    return claimants(this.#holdings.tables, 'claim', claim)[0] === id ? 'live' : 'address-taken'
  }

  #vacate(id: string): undefined {
    this.#settleRivals(id, putClaims(this.#holdings.tables, 'claim', id, []))
  }

  #settleRivals(id: string, contested: Slug[]): void {
    for (const rival of contested.flatMap((claim) => claimants(this.#holdings.tables, 'claim', claim))) {
      if (rival !== id) this.#waiting.add(rival)
    }
  }

  /** What lists and other pages show of a document; nothing of one that is not live. */
  #show(id: string, live: ContentDocument | undefined): void {
    const shown = live && summarized(live, this.#holdings)
    const entries = shown ? entriesOf(shown.whereabouts) : []
    for (const list of putEntries(this.#holdings.tables, id, entries)) this.#composed.turnedLists.add(list)
    putClaims(this.#holdings.tables, 'redirect', id, live && isAddressed(live) ? earlierClaimsOf(live) : [])
    if (this.#holdings.putSummary(id, shown?.summary)) this.#passOn(id)
    this.#unmade.add(id)
  }

  #passOn(id: string): void {
    for (const source of this.#holdings.sourcesOf(id)) if (source !== id) this.#waiting.add(source)
  }

  #note(id: string, standing: Standing | undefined): void {
    if (standing === 'address-taken' || standing === 'no-section') this.#refused.add(id)
    else this.#refused.delete(id)
  }

  #make(id: string): void {
    const held = this.#holdings.of(id)
    const live = held?.standing === 'live' ? held.document : undefined
    const whole = live && wholeOf(live, this.#holdings, this.#absolute)
    const text = (value: object | undefined) => (value === undefined ? '' : JSON.stringify(value))
    if (whole) this.#holdings.putWhole(id, text(whole.part), text(whole.item))
    const { added, dropped } = putPictures(this.#holdings.tables, id, whole?.files ?? [])
    for (const file of added) this.#composed.pictures.added.set(file.address, file)
    for (const address of dropped) this.#composed.pictures.dropped.add(address)
  }
}

/** Whether the id is a draft's or a release's, which no edition for readers may hold, whoever hands it in. */
const isUnpublished = (id: string) => /^(?:drafts|versions)\./.test(id)
