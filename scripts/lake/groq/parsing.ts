import type { Refused } from '../refusal.ts'
import { parsed, type SyntaxNode } from './engine.ts'
import { nodesIn } from './syntax.ts'

export type Parsed = { ok: true; tree: SyntaxNode } | Refused

/** Queries that recur are many times more than this only when their parameters differ each time. */
const mostKept = 1000
/** Longer keys come from long lists of ids, which seldom come twice. */
const longestKey = 20_000

/** Functions of GROQ that this lake does not have. */
const missing = /^(geo|documents|user)::|^media::aspect$|^text::semanticSimilarity$|^global::anywhere$/

/** Parses queries, and remembers those that recur. */
export class Parser {
  readonly #kept = new Map<string, Parsed>()

  /** The tree of a query with its parameters written in (so the two together are the key), or a refusal that says where it fails. */
  parsed(query: string, params: Record<string, unknown>): Parsed {
    const key = `${query}\0${JSON.stringify(params)}`
    const known = this.#kept.get(key)
    this.#kept.delete(key)
    const outcome = known ?? read(query, params)
    if (key.length > longestKey) return outcome
    this.#kept.set(key, outcome)
    const oldest = this.#kept.keys().next()
    if (this.#kept.size > mostKept && !oldest.done) this.#kept.delete(oldest.value)
    return outcome
  }
}

/** The refusal of a query, pointing at the part from `start` to `end`. */
export function refusedQuery(query: string, description: string, start = 0, end = query.length): Refused {
  return { ok: false, status: 400, error: { type: 'queryParseError', description, query, start, end } }
}

function read(query: string, params: Record<string, unknown>): Parsed {
  if (query.trim() === '') return refusedQuery(query, 'The query is empty')
  const outcome = parsed(query, params)
  if (!outcome.ok) return refusedQuery(query, outcome.description, outcome.position)
  for (const node of nodesIn(outcome.tree)) {
    if (node.type === 'Parameter') {
      return refusedAt(query, `$${node.name}`, `The parameter $${node.name} is used in the query, but was not given`)
    }
    const name = node.type === 'FuncCall' ? `${node.namespace}::${node.name}` : ''
    if (missing.test(name)) {
      const written = name.replace(/^global::/, '')
      return refusedAt(query, written, `The function ${written}() is not kept by the embedded Content Lake`)
    }
  }
  return outcome
}

function refusedAt(query: string, part: string, description: string): Refused {
  const start = query.indexOf(part)
  return start < 0 ? refusedQuery(query, description) : refusedQuery(query, description, start, start + part.length)
}
