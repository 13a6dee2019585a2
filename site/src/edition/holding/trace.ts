import { hash } from 'node:crypto'
import type { Entry } from '../../dependencies.ts'
import { addressIn } from '../composing/standing.ts'
import { claimsOf } from './claims.ts'
import { entriesHeld } from './listing.ts'
import type { Tables } from './tables.ts'

/**
 * Everything of one document that readers could notice; for telling what changed. Texts are digests, since a change of a
 * section's name keeps a trace of every story in it.
 */
export type Trace = {
  /** The type of document; empty for what has no page of its own. */
  type: string
  address: string | undefined
  summary: string
  part: string
  item: string
  entries: Entry[]
  /** Addresses that lead on to it. */
  earlier: string[]
}

/** The trace of what readers never saw. */
export const noTrace: Trace = {
  type: '',
  address: undefined,
  summary: '',
  part: '',
  item: '',
  entries: [],
  earlier: [],
}

/** The trace of a document as the tables have it now. */
export function traceOf(tables: Tables, id: string): Trace {
  const { address, summary } = tables.row('select address, summary from summary where id = ?', id) ?? {}
  const { part, item } = tables.row('select part, item from document where id = ?', id) ?? {}
  return {
    type: typeIn(summary),
    address,
    summary: digest(summary),
    part: digest(part),
    item: digest(item),
    entries: entriesHeld(tables, id),
    earlier: claimsOf(tables, 'redirect', id).map(({ family, slug }) => addressIn(family, slug)),
  }
}

const digest = (text = '') => (text === '' ? '' : hash('sha1', text))

// Every summary begins with its type; reading the rest of it would be for nothing.
const typeIn = (summary = '') => /^\{"type":"(\w+)"/.exec(summary)?.[1] ?? ''
