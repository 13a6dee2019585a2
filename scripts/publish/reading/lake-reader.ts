import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import { millisecondsAt } from '#schemas/dates.ts'
import { Instant } from '#schemas/instant.ts'
import type { Clock } from '../../terminal/clock.ts'
import { checked } from './answer.ts'
import { remedyOf, whyOf } from './lake-fault.ts'
import { patiently, type Try } from './patience.ts'

/** What every document has, whatever its type: https://www.sanity.io/docs/content-lake/document-fields */
export type Head = z.infer<typeof Head>

/** A document whose content nobody has vouched for yet. */
export type RawDocument = { _id: string; _type: string; _rev: string; [field: string]: unknown }

/** The documents that the lake changed last, the newest first, how many it holds of each type, and its own time of day. */
export type Newest = { heads: Head[]; counts: Record<string, number>; now: Instant }

/** Every published document of the lake, and its own time of day. */
export type Listing = { heads: Head[]; now: Instant }

/** A document of which something was told from outside: since when the lake should show it, and whether it is said to be gone. */
export type Heard = { id: string; at?: Instant; isGone: boolean }

/** Reads the lake so that no faulty answer is ever taken for content. */
export interface LakeReader {
  /** Tells one lake from another, wherever it is reached. */
  identity: string
  /** Milliseconds within which a change may be seen by queries later than its `_updatedAt` says. */
  lateness: number
  /** The `most` published documents of these types that changed last. */
  newest(types: readonly string[], most: number): Promise<Newest>
  /** Every published document of these types. */
  published(types: readonly string[]): Promise<Listing>
  /** The published documents with these ids, as the lake holds them; ids that it does not know are left out. */
  documents(ids: readonly string[]): Promise<RawDocument[]>
  /** The same for documents that were told of, as soon as queries show what was told; after some seconds, as they show them. */
  heard(heard: readonly Heard[]): Promise<RawDocument[]>
  /** How many documents of these types the lake holds, drafts included. */
  count(types: readonly string[]): Promise<number>
}

const Name = z.string().min(1)
const RawDocument = z.looseObject({ _id: Name, _type: Name, _rev: Name })
const Head = z.object({ _id: Name, _type: Name, _rev: Name, _createdAt: Name, _updatedAt: Name })
const Count = z.number().int().nonnegative()
const Newest = z.object({ heads: z.array(Head), counts: z.record(z.string(), Count), now: Instant })
// A list that is shorter than the number told with it has lost something on its way.
const Listing = z
  .object({ heads: z.array(Head), number: Count, now: Instant })
  .refine(({ heads, number }) => heads.length === number, { path: ['heads'] })

const headFields = '{_id, _type, _rev, _createdAt, _updatedAt}'

type Query<T> = { what: string; query: string; parameters: Record<string, unknown>; shape: z.ZodType<T> } & {
  perspective?: 'raw'
}

/** What a lake reader needs: the client, the lake's name in sentences, the clock, and what may end the wait. */
export type Reading = {
  client: SanityClient
  name: string
  clock: Clock
  signal?: AbortSignal
  /** Milliseconds for all tries of a query together, and for one of them. */
  deadline?: number
  each?: number
  /** `raw` reads drafts and other versions too, each under its own id; published documents alone unless told otherwise. */
  perspective?: 'raw'
}

/** A commit at Sanity may take this long to show in queries, by far; ours shows at once, but its clock may be set back a little. */
const lateness = { hosted: 60_000, own: 1_000 }

/** How long to wait for queries to show what was told of, in milliseconds. */
const longestLag = 8_000

/**
 * A reader of the lake behind `client`. An answer counts only when it is JSON, whole, and of the shape asked for; the stock client
 * gives `undefined` for a truncated answer and for a web page. Timeouts, broken connections, bad answers and the states 408, 429
 * and 5xx are tried again until the deadline.
 * Each of its functions throws a Problem in one sentence when the lake does not answer in time or refuses.
 */
export function lakeReader({ client, name, clock, signal, deadline, each, perspective }: Reading): LakeReader {
  const ask = <T>(query: Query<T>): Promise<T> =>
    patiently({
      what: `${query.what} from ${name}`,
      attempt: (limit) => tried(client, { ...(perspective && { perspective }), ...query }, clock.now(), limit),
      clock,
      signal,
      ...(deadline !== undefined && { deadline }),
      ...(each !== undefined && { each }),
    })
  const documents = (ids: readonly string[]): Promise<RawDocument[]> =>
    ask({
      what: 'read documents',
      query: '*[_id in $ids]',
      parameters: { ids },
      shape: z.array(RawDocument).refine((found) => areAmong(found, ids)),
    })
  return {
    ...identityOf(client),
    documents,
    newest: (types, most) =>
      ask({
        what: 'read the newest changes',
        query: `{"heads": *[_type in $types] | order(_updatedAt desc)[0...${most}]${headFields}, "counts": ${countsOf(types)}, "now": now()}`,
        parameters: { types },
        shape: Newest,
      }),
    published: (types) =>
      ask({
        what: 'read the list of documents',
        query: `{"heads": *[_type in $types]${headFields}, "number": count(*[_type in $types]), "now": now()}`,
        parameters: { types },
        shape: Listing,
      }),
    heard: (heard) => asHeard(heard, documents, clock, signal),
    count: (types) =>
      ask({
        what: 'count the documents',
        query: 'count(*[_type in $types])',
        parameters: { types },
        shape: Count,
        perspective: 'raw',
      }),
  }
}

function identityOf(client: SanityClient): Pick<LakeReader, 'identity' | 'lateness'> {
  const { projectId, dataset, apiHost, isDefaultApi } = client.config()
  if (isDefaultApi) return { identity: `${projectId}/${dataset}`, lateness: lateness.hosted }
  // The lake of this machine takes another port now and then, and stays the same lake.
  const { hostname } = new URL(apiHost)
  const place = ['localhost', '127.0.0.1', '[::1]'].includes(hostname) ? 'embedded' : hostname
  return { identity: `${place}/${projectId}/${dataset}`, lateness: lateness.own }
}

function countsOf(types: readonly string[]): string {
  return `{${types.map((type) => `"${type}": count(*[_type == "${type}"])`).join(', ')}}`
}

async function tried<T>(client: SanityClient, query: Query<T>, now: string, signal: AbortSignal): Promise<Try<T>> {
  const { perspective = 'published' } = query
  try {
    const options = { filterResponse: false, returnQuery: false, perspective, signal } as const
    const answer: unknown = await client.fetch(query.query, query.parameters, options)
    return checked(answer, query.shape)
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault
    return { ok: false, why: whyOf(fault), ...remedyOf(fault, now) }
  }
}

function areAmong(documents: readonly RawDocument[], ids: readonly string[]): boolean {
  const asked = new Set(ids)
  return documents.every(({ _id }) => asked.has(_id))
}

async function asHeard(
  heard: readonly Heard[],
  documents: LakeReader['documents'],
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<RawDocument[]> {
  const start = clock.elapsed()
  for (let pause = 100; ; pause *= 2) {
    const given = await documents(heard.map(({ id }) => id))
    const byId = new Map(given.map((document) => [document._id, document]))
    const late = clock.elapsed() - start + pause > longestLag
    if (late || heard.every((told) => isShown(told, byId.get(told.id)))) return given
    await clock.wait(pause, signal)
  }
}

/** Whether a document is at least as new as was told; `_updatedAt` may know nothing of fractions of a second. */
function isShown({ at, isGone }: Heard, document: RawDocument | undefined): boolean {
  if (document === undefined) return isGone
  if (at === undefined) return true
  const told = Math.floor(millisecondsAt(at) / 1000) * 1000
  return typeof document['_updatedAt'] !== 'string' || millisecondsAt(document['_updatedAt']) >= told
}
