import type { Instant } from '#schemas/instant.ts'
import type { Applied, EditionWriter, PictureFile, Refusal } from '#site'
import { Problem } from '../terminal/problem.ts'
import { refuseCollapse } from './reading/collapse.ts'
import { admit, type LeftOut, siteTypes } from './reading/door.ts'
import type { LakeReader, Listed } from './reading/lake-reader.ts'

/** An address that a reader may now see differently, and why. */
export type Touched = Applied['touched'][number]

/** What a sync found: what readers may see differently, and which documents the site must do without. */
export type Synced = {
  touched: Touched[]
  leftOut: LeftOut[]
  /** Picture files that pages now show and did not before, and the addresses of those that no page shows any more. */
  pictures: Applied['pictures']
  /** Ids that were said to have changed, but that the lake then did not give: neither changed nor removed, until a sweep decides. */
  missing: string[]
}

/** What a sync needs of an edition. */
export type Edition = Pick<EditionWriter, 'apply' | 'revisions' | 'refusals'>

/** What a sync works on. */
export type Syncing = { lake: LakeReader; lakeName: string; edition: Edition; now: Instant }

/** Known changes: ids whose documents are new or altered, and ids that left the published content. */
export type Changed = { altered: readonly string[]; gone: readonly string[] }

/** Documents fetched and taken in at a time, so that memory stays bounded whatever the lake holds. */
const batch = 400

/** How often a sweep asks anew for documents that are listed but not given. */
const rounds = 3

/**
 * Makes the edition equal to what the lake has published: compares every id and revision, and fetches only what differs.
 * Only the list decides what is gone; a document that is listed must be given in the end.
 * @throws Problem when the lake fails, lists over 20 % fewer documents than are held (unless `acceptFewer`), or does not give what it lists
 */
export async function sweep(syncing: Syncing & { acceptFewer: boolean; heldBefore: number }): Promise<Synced> {
  const { lake, edition, lakeName, acceptFewer, heldBefore } = syncing
  const results: Synced[] = []
  for (let round = 0; round < rounds; round++) {
    const listed = await lake.published(siteTypes)
    const held = edition.revisions()
    const documentsHeld = Math.max(countOfDocuments(held.keys()), heldBefore)
    const documentsListed = countOfDocuments(listed.map(({ id }) => id))
    if (!acceptFewer) refuseCollapse({ held: documentsHeld, listed: documentsListed, lake: lakeName })
    results.push(await take(syncing, differences(listed, held)))
    if (results.at(-1)?.missing.length === 0) return { ...together(results), leftOut: leftOutBy(results, edition) }
  }
  const [missing = 'a document'] = results.at(-1)?.missing ?? []
  throw new Problem(
    `Refused to publish: ${lakeName} lists ${missing} but does not give it; what readers see is unchanged, so try again later`,
  )
}

function differences(listed: readonly Listed[], held: ReadonlyMap<string, string>): Changed {
  const still = new Set(listed.map(({ id }) => id))
  return {
    altered: imagesFirst(listed.filter(({ id, revision }) => !isHeld(held, id, revision)).map(({ id }) => id)),
    gone: [...held.keys()].filter((id) => !still.has(id)),
  }
}

/** Those that were refused before and have not changed since are named again, as long as readers must do without them. */
function leftOutBy(results: readonly Synced[], edition: Edition): LeftOut[] {
  const unread = results.at(-1)?.leftOut ?? []
  const named = new Set(unread.map(({ id }) => id))
  return [
    ...unread,
    ...edition
      .refusals()
      .map(asLeftOut)
      .filter(({ id }) => !named.has(id)),
  ]
}

/**
 * Takes in changes that the lake told of. An altered document that the lake then does not give is left as it is, and named as missing.
 * @throws Problem when the lake fails
 */
export function takeChanges(syncing: Syncing, { altered, gone }: Changed): Promise<Synced> {
  return take(syncing, { altered: imagesFirst(altered), gone })
}

async function take({ lake, edition, now }: Syncing, { altered, gone }: Changed): Promise<Synced> {
  const results: Synced[] = []
  const removals = gone.map((id) => ({ id, document: null }))
  for (let start = 0; start < altered.length; start += batch) {
    const asked = altered.slice(start, start + batch)
    const documents = await lake.documents(asked)
    const given = new Set(documents.map(({ _id }) => _id))
    const { changes, leftOut } = admit(documents)
    // The last batch goes in with the removals, so that a story that moves from one document to another is never seen missing.
    const last = start + batch >= altered.length
    const applied = edition.apply(last ? [...changes, ...removals] : changes, now)
    results.push(
      syncedBy(
        applied,
        leftOut,
        asked.filter((id) => !given.has(id)),
      ),
    )
  }
  if (altered.length === 0) results.push(syncedBy(edition.apply(removals, now), [], []))
  return together(results)
}

function syncedBy({ touched, refused, pictures }: Applied, unread: readonly LeftOut[], missing: string[]): Synced {
  return { touched, pictures, missing, leftOut: [...unread, ...refused.map(asLeftOut)] }
}

/** What several steps came to in the end: each address once, a refusal and a picture as the last step left them. */
function together(steps: readonly Synced[]): Synced {
  const touched = new Map<string, Touched>()
  const leftOut = new Map<string, LeftOut>()
  const shown = new Map<string, PictureFile | undefined>()
  for (const step of steps) {
    for (const touch of step.touched) if (!touched.has(touch.address)) touched.set(touch.address, touch)
    for (const document of step.leftOut) leftOut.set(document.id, document)
    for (const address of step.pictures.dropped) shown.set(address, undefined)
    for (const picture of step.pictures.added) shown.set(picture.address, picture)
  }
  return {
    touched: [...touched.values()],
    leftOut: [...leftOut.values()],
    missing: steps.flatMap(({ missing }) => missing),
    pictures: {
      added: [...shown.values()].filter((picture) => picture !== undefined),
      dropped: [...shown.keys()].filter((address) => shown.get(address) === undefined),
    },
  }
}

function asLeftOut({ id, type, sentence }: Refusal): LeftOut {
  return { id, type, faults: [{ path: '', sentence }] }
}

/** Image documents keep their id for life, and nothing that the site shows of one can change under it. */
const isImage = (id: string): boolean => id.startsWith('image-')

function isHeld(held: ReadonlyMap<string, string>, id: string, revision: string): boolean {
  return isImage(id) ? held.has(id) : held.get(id) === revision
}

function imagesFirst(ids: readonly string[]): string[] {
  return [...ids.filter(isImage), ...ids.filter((id) => !isImage(id))]
}

/** How many of these ids belong to documents that editors write. */
export function countOfDocuments(ids: Iterable<string>): number {
  return [...ids].filter((id) => !isImage(id)).length
}
