import { setImmediate } from 'node:timers/promises'
import { siteTypes } from './door.ts'
import type { Head, LakeReader, RawDocument } from './lake-reader.ts'

/** Documents that were asked for together: their ids, and those of them that the lake gave. */
export type Batch = { asked: readonly string[]; documents: RawDocument[] }

/** What others name comes before those who name it, so that nothing is composed twice. */
const order = [
  ...['siteSettings', 'section', 'author', 'sanity.imageAsset', 'company', 'topic', 'page'],
  ...['jobAnnouncement', 'article', 'frontPage'],
]
const rank = new Map(order.map((type, place) => [type, place]))

/** Ids in the order in which their documents are best taken in: by type, and the oldest first, since stories name older ones. */
export function inOrderOfReferences(heads: readonly Head[]): string[] {
  const rankOf = ({ _type }: Head): number => rank.get(_type) ?? order.length
  const age = (a: Head, b: Head): number => (a._createdAt < b._createdAt ? -1 : a._createdAt > b._createdAt ? 1 : 0)
  return heads.toSorted((a, b) => rankOf(a) - rankOf(b) || age(a, b)).map(({ _id }) => _id)
}

const fewest = 5
const most = 400
const first = 50

/** How many characters of text a batch has, about; of three batches one is taken in, one is there, and one is on its way. */
const weightAimedAt = 4_000_000

/**
 * The documents with these ids, batch by batch. The next one is fetched while the one before is used, and its size follows from how
 * heavy documents were so far, so that memory stays bounded whatever the lake holds.
 */
export async function* inBatches(
  ids: readonly string[],
  fetch: LakeReader['documents'],
): AsyncGenerator<Batch, void, void> {
  let size = first
  let start = 0
  const ahead = (): Promise<Batch> => {
    const asked = ids.slice(start, start + size)
    start += asked.length
    const coming = fetch(asked).then((given) => ofTheSite(asked, given))
    coming.catch(() => {}) // Whoever stops taking batches need not hear of this one.
    return coming
  }
  let coming = ids.length > 0 ? ahead() : undefined
  while (coming) {
    const batch: Batch = await coming
    size = sizeAfter(batch)
    coming = start < ids.length ? ahead() : undefined
    // Taking documents in keeps this thread busy: the request for the next ones must have left before.
    if (coming) await setImmediate()
    yield batch
  }
}

/** A batch without the documents that are not of the site's types, as if they had not been asked for. */
export function ofTheSite(asked: readonly string[], given: readonly RawDocument[]): Batch {
  const foreign = new Set(given.filter(({ _type }) => !siteTypes.includes(_type)).map(({ _id }) => _id))
  if (foreign.size === 0) return { asked, documents: [...given] }
  return {
    asked: asked.filter((id) => !foreign.has(id)),
    documents: given.filter(({ _id }) => !foreign.has(_id)),
  }
}

function sizeAfter({ documents }: Batch): number {
  const weight = documents.reduce((sum, document) => sum + weightOf(document), 0)
  const wished = Math.floor((weightAimedAt * Math.max(documents.length, 1)) / Math.max(weight, 1))
  return Math.max(fewest, Math.min(most, wished))
}

/** How much text a value of JSON holds, names of fields included; a little for whatever else there is. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 4
  let weight = 2
  if (Array.isArray(value)) for (const member of value) weight += weightOf(member)
  else for (const name in value) weight += name.length + 4 + weightOf(Reflect.get(value, name))
  return weight
}
