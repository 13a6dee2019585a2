import type { Instant } from '#schemas/instant.ts'
import type { EditionWriter, Noted, Refusal } from '#site'
import { Problem } from '../terminal/problem.ts'
import { inOrderOfReferences } from './reading/batches.ts'
import { refuseCollapse } from './reading/collapse.ts'
import { type LeftOut, siteTypes } from './reading/door.ts'
import { followedTo, glimpse, mayGlimpse, sameCounts } from './reading/glimpse.ts'
import { type Changed, isImage, type Syncing, take } from './reading/intake.ts'
import type { Head, Listing } from './reading/lake-reader.ts'

export type { Changed } from './reading/intake.ts'

/** What a sync found. */
export type Synced = {
  /** The documents that the site must do without: after a sweep all of them, after single changes those among them. */
  leftOut: LeftOut[]
  /** Ids that were said to have changed, but that the lake then did not give: neither changed nor removed, until a sweep decides. */
  missing: string[]
}

/** What a sweep needs of an edition. */
export type SweptEdition = Syncing['edition'] & Pick<EditionWriter, 'refusals' | 'unread'>

/** What a sweep works on. */
export type Sweeping = Syncing & {
  lakeName: string
  edition: SweptEdition
  /** Takes the lake's word for it that over a fifth of the documents are gone. */
  acceptFewer: boolean
  /** How many documents the site was last made of, when an edition that knew them is lost. */
  heldBefore: number
  /** Compares every document, even if what changed last tells all. */
  thorough?: boolean
}

/** How many of the newest changes are asked for: few, and when they are not all there is to see, many. */
const glimpses = [100, 1000]

/** How often everything is compared anew while documents are listed and not given. */
const rounds = 3

/**
 * Makes the edition equal to what the lake has published.
 *
 * Usually by what changed last: the lake's newest changes, back to what was followed before, and how many documents it holds of
 * each type. Once those changes are taken in, a document of the lake that the edition lacks would have been among them, so equal
 * numbers mean equal documents. Where that cannot be told (the first time, another lake, numbers that differ, a lake whose clock or
 * content went back), when the last comparison is a day old, and when `thorough`, every id and revision is compared.
 *
 * Only the whole list decides what is gone; a document that is listed must be given in the end.
 * @throws Problem when the lake fails, lists over 20 % fewer documents than are held (unless `acceptFewer`), or does not give what it lists
 */
export async function sweep(sweeping: Sweeping): Promise<Synced> {
  const { edition, now, lake, thorough } = sweeping
  const before = edition.noted()
  const light = !thorough && mayGlimpse(before, lake.identity, now) ? await glanced(sweeping, before) : undefined
  edition.apply([], now, light ?? (await (before ? compared(sweeping) : begun(sweeping))))
  return { leftOut: [...edition.unread(), ...edition.refusals().map(asLeftOut)], missing: [] }
}

/** Takes in what changed last; what is to be noted of it, or `undefined` when that need not be all. */
async function glanced(sweeping: Sweeping, before: Noted): Promise<Noted | undefined> {
  const { lake, edition } = sweeping
  for (const most of glimpses) {
    const newest = await lake.newest(siteTypes, most)
    const seen = glimpse(newest, most, { ...before, lateness: lake.lateness })
    if (seen.kind === 'more') continue
    if (seen.kind === 'unclear') return undefined
    const altered = differing(seen.changed, edition.revisions(seen.changed.map(({ _id }) => _id)))
    const ids = inOrderOfReferences(altered)
    const missing = ids.length > 0 ? (await take(sweeping, { altered: ids, gone: [] })).missing : []
    const isAll = missing.length === 0 && sameCounts(edition.counts(), newest.counts, siteTypes)
    return isAll ? { ...before, ...followedTo(newest) } : undefined
  }
  return undefined
}

/** Takes everything in; that takes its time, so what changed meanwhile is taken in too. */
async function begun(sweeping: Sweeping): Promise<Noted> {
  const all = await compared(sweeping)
  return (await glanced(sweeping, all)) ?? all
}

/** Compares everything, until all that is listed is held as it is listed. */
async function compared(sweeping: Sweeping): Promise<Noted> {
  const { lake, lakeName, edition, now } = sweeping
  let unseen: string | undefined
  for (let round = 0; round < rounds; round++) {
    const listing = await lake.published(siteTypes)
    const held = edition.revisions()
    refuseFewer(sweeping, listing, held)
    const { missing } = await take(sweeping, differences(listing, held))
    unseen = missing[0]
    if (unseen === undefined) return { lake: lake.identity, sweptAt: now, ...followedTo(listing) }
  }
  throw new Problem(
    `Refused to publish: ${lakeName} lists ${unseen} but does not give it; what readers see is unchanged, so try again later`,
  )
}

function refuseFewer(sweeping: Sweeping, { heads }: Listing, held: ReadonlyMap<string, string>): void {
  const { acceptFewer, heldBefore, lakeName } = sweeping
  if (acceptFewer) return
  const listed = countOfDocuments(heads.map(({ _id }) => _id))
  refuseCollapse({ held: Math.max(countOfDocuments(held.keys()), heldBefore), listed, lake: lakeName })
}

function differences({ heads }: Listing, held: ReadonlyMap<string, string>): Changed {
  const still = new Set(heads.map(({ _id }) => _id))
  return {
    altered: inOrderOfReferences(differing(heads, held)),
    gone: [...held.keys()].filter((id) => !still.has(id)),
  }
}

/** Image documents keep their id for life, and nothing that the site shows of one can change under it: one that was read is held for good. */
function differing(heads: readonly Head[], held: ReadonlyMap<string, string>): Head[] {
  return heads.filter(({ _id, _rev }) => {
    const revision = held.get(_id)
    return revision !== _rev && !(isImage(_id) && revision === _id)
  })
}

/**
 * Takes in changes that the lake told of. A document that the lake then does not give is left as it is, and named as missing.
 * @throws Problem when the lake fails
 */
export async function takeChanges(syncing: Syncing, changed: Changed): Promise<Synced> {
  const before = syncing.edition.noted()
  const { leftOut, refused, missing } = await take(syncing, changed, (newest: Instant | undefined) =>
    before && newest !== undefined && newest > before.upTo ? { ...before, upTo: newest } : undefined,
  )
  return { leftOut: [...leftOut, ...refused.map(asLeftOut)], missing }
}

function asLeftOut({ id, type, sentence }: Refusal): LeftOut {
  return { id, type, faults: [{ path: '', sentence }] }
}

/** How many of these ids belong to documents that editors write. */
function countOfDocuments(ids: Iterable<string>): number {
  let count = 0
  for (const id of ids) if (!isImage(id)) count++
  return count
}
