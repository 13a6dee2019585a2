import { publishedId } from '#schemas/document-id.ts'
import type { Head, RawDocument } from '../reading/lake-reader.ts'

/** What the lake holds under one id: what is published, and what has been written since. */
export type Versions<Kept = RawDocument> = { id: string; published?: Kept; draft?: Kept }

/** Whether an id is of a document that a preview shows: published, or a draft; versions of releases are not. */
export const isShownInPreview = (id: string): boolean => !id.startsWith('versions.')

/** What the lake gave, put together by document, for each of these published ids; also for those that it no longer holds. */
export function versionsOf<Kept extends { _id: string }>(
  ids: Iterable<string>,
  given: readonly Kept[],
): Versions<Kept>[] {
  const byId = new Map<string, Versions<Kept>>(Array.from(ids, (id) => [id, { id }]))
  for (const kept of given.filter(({ _id }) => isShownInPreview(_id))) {
    const id = publishedId(kept._id)
    byId.set(id, { ...byId.get(id), id, [id === kept._id ? 'published' : 'draft']: kept })
  }
  return [...byId.values()]
}

/** The version that a preview shows. */
export function shownOf<Kept>({ draft, published }: Versions<Kept>): Kept | undefined {
  return draft ?? published
}

/** Documents that a preview edition holds otherwise than the lake lists them: by id, those to be read again, and those that are gone. */
export function differences(
  listed: readonly Versions<Head>[],
  held: ReadonlyMap<string, string>,
): { altered: string[]; gone: string[] } {
  const known = new Set(listed.map(({ id }) => id))
  const altered = listed.filter((versions) => {
    const head = shownOf(versions)
    const revision = head?._type === 'sanity.imageAsset' ? head._id : head?._rev
    return held.get(versions.id) !== revision
  })
  return { altered: altered.map(({ id }) => id), gone: [...held.keys()].filter((id) => !known.has(id)) }
}
