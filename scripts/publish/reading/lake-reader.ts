import type { SanityClient } from '@sanity/client'
import { z } from 'zod'
import type { Clock } from '../../terminal/clock.ts'
import { remedyOf, whyOf } from './lake-fault.ts'
import { patiently, type Try } from './patience.ts'

/** A published document as the lake lists it. */
export type Listed = { id: string; revision: string }

/** Reads the lake so that no faulty answer is ever taken for content. */
export interface LakeReader {
  /** Id and revision of every published document of these types. */
  published(types: readonly string[]): Promise<Listed[]>
  /** The published documents with these ids, as the lake holds them; ids that it does not know are left out. */
  documents(ids: readonly string[]): Promise<RawDocument[]>
  /** How many documents of these types the lake holds, drafts included. */
  count(types: readonly string[]): Promise<number>
}

/** A document whose content nobody has vouched for yet. */
export type RawDocument = { _id: string; _type: string; _rev: string; [field: string]: unknown }

const RawDocument = z.looseObject({ _id: z.string().min(1), _type: z.string().min(1), _rev: z.string().min(1) })
const Row = z.object({ _id: z.string().min(1), _rev: z.string().min(1) })

type Query<T> = { what: string; query: string; parameters: Record<string, unknown>; shape: z.ZodType<T> } & {
  perspective?: 'raw'
}

/** What a lake reader needs: the client, the lake's name in sentences, the clock, and what may end the wait. */
export type Reading = { client: SanityClient; name: string; clock: Clock; signal?: AbortSignal; deadline?: number }

/**
 * A reader of the lake behind `client`. An answer counts only when it is JSON, whole, and of the shape asked for; the stock client
 * gives `undefined` for a truncated answer and for a web page. Timeouts, broken connections, bad answers and the states 408, 429
 * and 5xx are tried again until the deadline.
 * Each of its functions throws a Problem in one sentence when the lake does not answer in time or refuses.
 */
export function lakeReader({ client, name, clock, signal, deadline }: Reading): LakeReader {
  const ask = <T>(query: Query<T>): Promise<T> =>
    patiently({
      what: `${query.what} from ${name}`,
      attempt: (limit) => tried(client, query, clock.now(), limit),
      clock,
      signal,
      ...(deadline !== undefined && { deadline }),
    })
  return {
    async published(types) {
      const rows = await ask({
        what: 'read the list of documents',
        query: '*[_type in $types]{_id, _rev}',
        parameters: { types },
        shape: z.array(Row),
      })
      return rows.map((row) => ({ id: row._id, revision: row._rev }))
    },
    documents: (ids) =>
      ask({
        what: 'read documents',
        query: '*[_id in $ids]',
        parameters: { ids },
        shape: z.array(RawDocument).refine((documents) => documents.every(({ _id }) => ids.includes(_id))),
      }),
    count: (types) =>
      ask({
        what: 'count the documents',
        query: 'count(*[_type in $types])',
        parameters: { types },
        shape: z.number().int().nonnegative(),
        perspective: 'raw',
      }),
  }
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

function checked<T>(answer: unknown, shape: z.ZodType<T>): Try<T> {
  if (typeof answer !== 'object' || answer === null) {
    const got = typeof answer === 'string' ? `"${answer.slice(0, 40).replaceAll(/\s+/g, ' ')}…"` : 'nothing'
    return { ok: false, again: true, why: `its answer was not whole JSON but ${got}` }
  }
  if (!('result' in answer)) return { ok: false, again: true, why: 'its answer held no result' }
  const read = shape.safeParse(answer.result)
  if (read.success) return { ok: true, value: read.data }
  const issue = read.error.issues[0]
  return { ok: false, again: true, why: `its answer had the wrong shape at ${issue?.path.join('.') || 'the top'}` }
}
