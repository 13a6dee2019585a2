import { RecentlyUsed } from '../recently-used.ts'
import type { Refused } from '../refusal.ts'
import { corrected } from './corrections.ts'
import { parsed, type SyntaxNode } from './engine.ts'
import { objectionInComplaint, objectionTo } from './objections.ts'

export type Parsed = { ok: true; tree: SyntaxNode } | Refused

/** Queries that recur are many times more than this only when their parameters differ each time. */
const mostKept = 300
/** Longer keys come from long lists of ids, which seldom come twice. */
const longestKey = 8000

/** Parses queries, and remembers those that recur. */
export class Parser {
  readonly #kept = new RecentlyUsed<Parsed>(mostKept)

  /** The tree of a query with its parameters written in (so the two together are the key), or a refusal that says where it fails. */
  parsed(query: string, params: Record<string, unknown>): Parsed {
    const key = `${query}\0${JSON.stringify(params)}`
    const known = this.#kept.get(key)
    if (known) return known
    const outcome = read(query, params)
    if (key.length <= longestKey) this.#kept.set(key, outcome)
    return outcome
  }
}

/** The refusal of a query, pointing at the part from `start` to `end`. */
export function refusedQuery(query: string, description: string, start = 0, end = query.length): Refused {
  return { ok: false, status: 400, error: { type: 'queryParseError', description, query, start, end } }
}

function read(query: string, params: Record<string, unknown>): Parsed {
  if (query.trim() === '') return refusedQuery(query, 'The query is empty')
  try {
    return examined(query, params)
  } catch (fault) {
    // The tree is walked by recursion, which ends before groq-js's own.
    if (fault instanceof RangeError) return refusedQuery(query, 'The query is too long, or nested too deeply')
    throw fault
  }
}

function examined(query: string, params: Record<string, unknown>): Parsed {
  const outcome = parsed(query, params)
  const objection = outcome.ok ? objectionTo(outcome.tree) : objectionInComplaint(outcome, query, params)
  if (objection) return refusedAt(query, objection.words, objection.description)
  if (!outcome.ok) return refusedQuery(query, outcome.description, Math.min(outcome.position, query.length))
  return { ok: true, tree: corrected(outcome.tree) }
}

function refusedAt(query: string, words: string | undefined, description: string): Refused {
  const start = words === undefined ? -1 : query.indexOf(words)
  return start < 0 || words === undefined
    ? refusedQuery(query, description)
    : refusedQuery(query, description, start, start + words.length)
}
