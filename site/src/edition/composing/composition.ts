import type { ContentDocument } from '#schemas/documents.ts'
import type { ImageAsset } from '#schemas/image.ts'
import type { Instant } from '#schemas/instant.ts'
import { entriesOf } from '../../dependencies.ts'
import type { PictureFile } from '../../pictures.ts'
import { type ClaimTable, claimants, claimsOf, putClaims, type Slug } from '../holding/claims.ts'
import type { Holdings } from '../holding/holdings.ts'
import { putEntries } from '../holding/listing.ts'
import { putPictures } from '../holding/picture-files.ts'
import { tally } from '../holding/tally.ts'
import { noTrace, type Trace, traceOf } from '../holding/trace.ts'
import { putUnread, type Unread } from '../holding/unread.ts'
import { countOfSources, leaveUnsettled, markSettled, newestUnsettled } from '../holding/unsettled.ts'
import { goneClaimsOf } from './gone.ts'
import { orderOfComposition } from './order.ts'
import { idsNamedIn } from './references.ts'
import { claimOf, earlierClaimsOf, isAddressed, type Standing, standingAt } from './standing.ts'
import { summarized } from './summary.ts'
import { wholeOf } from './whole.ts'

/** A document that is new or changed, or `null` when it is gone, or when it is there and cannot be read. */
export type Change = { id: string; document: ContentDocument | ImageAsset | null; unread?: Unread }

/** What an edition is composed with. */
export type Composing = {
  holdings: Holdings
  now: Instant
  /** Makes a whole address from one of this site's. */
  absolute: (address: string) => string
  /** The most documents that are settled together with one that they show; if there are more, the others are left unsettled. */
  atOnce: number
  /** Whether anybody asks what readers may see differently; finding that out is half of the work. */
  isTold?: boolean
}

/** What composing did: every document looked at with its trace from before, and the lists that began or ended. */
export type Composed = {
  before: Map<string, Trace>
  /** Documents that were put or removed, rather than touched through others. */
  changed: Set<string>
  /** Documents left out of the site although their hour has come. */
  refused: string[]
  turnedLists: Set<string>
  /** Whether addresses that were left lead elsewhere, and whether others are gone for good or no longer so. */
  turnedLeads: boolean
  turnedGone: boolean
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
  readonly #atOnce: number
  readonly #isTold: boolean
  readonly #incoming = new Map<string, ContentDocument | null>()
  readonly #waiting = new Set<string>()
  readonly #unmade = new Set<string>()
  readonly #refused = new Set<string>()
  readonly #composed: Composed = {
    before: new Map(),
    changed: new Set(),
    refused: [],
    turnedLists: new Set(),
    turnedLeads: false,
    turnedGone: false,
    pictures: { added: new Map(), dropped: new Set() },
  }

  constructor({ holdings, now, absolute, atOnce, isTold = true }: Composing) {
    this.#holdings = holdings
    this.#now = now
    this.#absolute = absolute
    this.#atOnce = atOnce
    this.#isTold = isTold
  }

  /** Takes in changes, and settles so many of the documents that were left unsettled before. */
  compose(changes: Change[], unsettled = 0): Composed {
    this.#holdings.forget()
    this.#take([...new Map(changes.map((change) => [change.id, change])).values()])
    for (const id of this.#holdings.due(this.#now)) this.#waiting.add(id)
    for (const id of newestUnsettled(this.#holdings.tables, unsettled)) this.#waiting.add(id)
    for (const id of this.#waiting) {
      // Taken out first: settling a document may find that it must be settled once more.
      this.#waiting.delete(id)
      this.#settle(id)
    }
    for (const id of this.#unmade) this.#make(id)
    return { ...this.#composed, refused: [...this.#refused] }
  }

  #take(changes: Change[]): void {
    for (const { id, document, unread } of changes.filter(({ id }) => !isUnpublished(id))) {
      this.#composed.changed.add(id)
      this.#count(id, document?._type ?? unread?.type, unread)
      if (document === null || document._type === 'sanity.imageAsset') {
        if (this.#holdings.putAsset(id, document)) this.#passOn(id, document === null)
      }
      if (document === null || document._type !== 'sanity.imageAsset') this.#incoming.set(id, document)
    }
    for (const id of orderOfComposition(this.#incoming)) this.#waiting.add(id)
  }

  #count(id: string, after: string | undefined, unread: Unread | undefined): void {
    const { tables } = this.#holdings
    const before = putUnread(tables, id, unread) ?? this.#holdings.typeOf(id)
    if (before === after) return
    if (before !== undefined) tally(tables, before, -1)
    if (after !== undefined) tally(tables, after, 1)
  }

  #settle(id: string): void {
    markSettled(this.#holdings.tables, id)
    const held = this.#holdings.of(id)
    const incoming = this.#incoming.get(id)
    this.#incoming.delete(id)
    const document = (incoming === undefined ? held?.document : incoming) ?? undefined
    if (!document && !held) return
    if (this.#isTold && !this.#composed.before.has(id))
      this.#composed.before.set(id, held ? traceOf(this.#holdings.tables, id) : noTrace)
    const standing = document ? this.#standing(document) : this.#vacate(id)
    if (!document || standing === undefined) this.#holdings.remove(id)
    else if (incoming !== undefined || standing !== held?.standing) this.#holdings.put(document, standing)
    if (incoming !== undefined) this.#holdings.putReferences(id, incoming === null ? [] : idsNamedIn(incoming))
    this.#show(id, standing === 'live' ? document : undefined)
    this.#takeBack(id, standing === 'withdrawn' ? document : undefined)
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
    if (contested.length > 0) this.#turnAddresses([...contested, ...claimsOf(this.#holdings.tables, 'redirect', id)])
    for (const rival of contested.flatMap((claim) => claimants(this.#holdings.tables, 'claim', claim))) {
      if (rival !== id) this.#waiting.add(rival)
    }
  }

  /** What lists and other pages show of a document; nothing of one that is not live. */
  #show(id: string, live: ContentDocument | undefined): void {
    const shown = live && summarized(live, this.#holdings)
    const entries = shown ? entriesOf(shown.whereabouts) : []
    const lists = putEntries(this.#holdings.tables, id, entries, this.#isTold)
    for (const list of lists) this.#composed.turnedLists.add(list)
    const earlier = live && isAddressed(live) ? earlierClaimsOf(live) : []
    const left = putClaims(this.#holdings.tables, 'redirect', id, earlier)
    if (left.length > 0) this.#composed.turnedLeads = true
    this.#turnAddresses(left)
    if (this.#holdings.putSummary(id, shown?.summary)) this.#passOn(id, shown === undefined)
    this.#unmade.add(id)
  }

  #takeBack(id: string, withdrawn: ContentDocument | undefined): void {
    const turned = putClaims(this.#holdings.tables, 'gone', id, withdrawn ? goneClaimsOf(withdrawn) : [])
    if (turned.length > 0) this.#composed.turnedGone = true
  }

  /** Notes that these addresses stand for something else: others may have left them, or have been taken back there. */
  #turnAddresses(slugs: Slug[]): void {
    const isIn = (table: ClaimTable) => slugs.some((slug) => claimants(this.#holdings.tables, table, slug).length > 0)
    this.#composed.turnedLeads ||= isIn('redirect')
    this.#composed.turnedGone ||= isIn('gone')
  }

  /** Has those who show the document settled anew: the newest now, and the others too unless they are many; but nobody may go on showing what is gone. */
  #passOn(id: string, isGone: boolean): void {
    const { tables } = this.#holdings
    const isFarReaching = !isGone && countOfSources(tables, id) > this.#atOnce
    if (isFarReaching) leaveUnsettled(tables, id)
    const sources = isFarReaching ? newestUnsettled(tables, this.#atOnce, id) : this.#holdings.sourcesOf(id)
    for (const source of sources) if (source !== id) this.#waiting.add(source)
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
