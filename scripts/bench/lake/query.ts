import type { Question } from './asking.ts'

export type Perspective = 'raw' | 'published' | 'drafts'

/** A query in GROQ, with its parameters and the perspective it is asked in. */
export type Query = { query: string; params?: Record<string, unknown>; perspective: Perspective }

/** Where Sanity's client turns from an address to a body (`@sanity/client`, `dataMethods`). */
const longestAddress = 11_264

/** The query as Sanity's client sends it: in the address, or in a body when that would be long. */
export function askedAs({ query, params = {}, perspective }: Query): Question {
  const named = Object.entries(params).map(([name, value]) => [`$${name}`, JSON.stringify(value)])
  const options = [
    ['returnQuery', 'false'],
    ['perspective', perspective],
  ]
  const address = new URLSearchParams([['query', query], ...named, ...options]).toString()
  if (address.length <= longestAddress) return { path: `query/production?${address}` }
  return { path: `query/production?${new URLSearchParams(options)}`, body: { query, params } }
}
