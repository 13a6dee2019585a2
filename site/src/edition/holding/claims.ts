import type { AddressFamily, Claim } from '../composing/standing.ts'
import type { Row, Tables } from './tables.ts'

/** A place among the addresses of documents. */
export type Slug = { family: AddressFamily; slug: string }

/** `claim`: who wants which address. `redirect`: who once had it. `gone`: who had it and was taken back. */
export type ClaimTable = 'claim' | 'redirect' | 'gone'

/** The documents that want an address, or once had it, the one that gets it first. */
export function claimants(tables: Tables, table: ClaimTable, { family, slug }: Slug): string[] {
  return tables.texts(`select id from ${table} where family = ? and slug = ? order by since, id`, family, slug)
}

/** The addresses that a document wants, or once had. */
export function claimsOf(tables: Tables, table: ClaimTable, id: string): Claim[] {
  return tables.rows(`select family, slug, since from ${table} where id = ? order by family, slug`, id).map(claimIn)
}

/** Replaces the addresses that a document wants, or once had; gives those before and now when they differ. */
export function putClaims(tables: Tables, table: ClaimTable, id: string, claims: Claim[]): Slug[] {
  const before = claimsOf(tables, table, id)
  const text = (claim: Claim) => JSON.stringify([claim.family, claim.slug, claim.since])
  if (before.map(text).sort().join() === claims.map(text).sort().join()) return []
  tables.run(`delete from ${table} where id = ?`, id)
  for (const { family, slug, since } of claims) {
    tables.run(`insert into ${table}(family, slug, since, id) values (?, ?, ?, ?)`, family, slug, since, id)
  }
  return [...before, ...claims]
}

function claimIn({ family = '', slug = '', since = '' }: Row): Claim {
  return { family: family as AddressFamily, slug, since } // the writer put it there itself
}
