import { placeIn } from '../composing/standing.ts'
import { claimants } from '../holding/claims.ts'
import type { Tables } from '../holding/tables.ts'
import { type Trace, traceOf } from '../holding/trace.ts'

/** Months and feeds are also reached at the earlier addresses of their page. */
export class EarlierPages {
  readonly #tables: Tables
  readonly #before = new Map<string, Set<string>>()

  /** `before` are the traces that the documents had before they changed. */
  constructor(tables: Tables, before: readonly Trace[]) {
    this.#tables = tables
    for (const { address, earlier } of before) if (address) this.#before.set(address, new Set(earlier))
  }

  /** The addresses that the file at this address had under its page's earlier addresses. */
  of(address: string): string[] {
    const [, page = '', rest = ''] = /^(.*\/)(\d{4}\/\d{2}\/|[^/]+)$/.exec(address) ?? []
    const place = placeIn(page)
    if (!place || place.family === 'artikel' || place.family === 'navnenyt') return []
    const holder = claimants(this.#tables, 'claim', place)[0]
    const now = holder === undefined ? [] : traceOf(this.#tables, holder).earlier
    return [...new Set([...(this.#before.get(page) ?? []), ...now])].map((earlier) => `${earlier}${rest}`)
  }
}
