import type { Perspective } from '../perspectives.ts'
import { invalid, type Obstacle, type Refused } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import type { Views } from '../views/views.ts'
import { evaluated, evaluatedLater, type SyntaxNode, type World } from './engine.ts'
import { type Parser, refusedQuery } from './parsing.ts'
import { narrowed } from './planner.ts'
import { nodesIn } from './syntax.ts'
import { withTextQueries } from './text-queries.ts'

/**
 * What a query gave, and how long it took in milliseconds. The result may hold the lake's own documents: not to be changed.
 * A refusal (400) carries `{type: 'queryParseError', description, query, start, end}`.
 */
export type Queried = { ok: true; result: unknown; ms: number } | Refused

export interface QueryRequest {
  query: string
  params: Record<string, unknown>
  perspective: Perspective
  /** What GROQ's `identity()` gives: the id of the user who asks. */
  identity: string
}

/** What queries can ask about the lake beside its documents. */
export interface Surroundings {
  projectId: string
  dataset: string
  clock: () => string
}

/** Answers GROQ. */
export class Queries {
  readonly #store: Store
  readonly #views: Views
  readonly #parser: Parser
  readonly #surroundings: Surroundings

  constructor(store: Store, views: Views, parser: Parser, surroundings: Surroundings) {
    this.#store = store
    this.#views = views
    this.#parser = parser
    this.#surroundings = surroundings
  }

  /** What a query gives in a perspective, of the lake as it stands at the call. */
  async query({ query, params, perspective, identity }: QueryRequest): Promise<Queried> {
    const start = performance.now()
    const parsed = this.#parser.parsed(query, params)
    if (!parsed.ok) return parsed
    const { tree, world } = this.#planned(parsed.tree, perspective, identity)
    const outcome = needsPatience(tree) ? await evaluatedLater(tree, world) : evaluated(tree, world)
    if (!outcome.ok) return refusedQuery(query, outcome.description)
    return { ok: true, result: outcome.value ?? null, ms: Math.round(performance.now() - start) }
  }

  /** The stored ids that a mutation's query finds; it may give documents or ids. */
  idsMatching(
    query: string,
    params: Record<string, unknown>,
    identity: string,
  ): { ok: true; ids: string[] } | { ok: false; obstacle: Obstacle } {
    const parsed = this.#parser.parsed(query, params)
    if (!parsed.ok) return { ok: false, obstacle: { ...parsed.error, status: parsed.status } }
    const { tree, world } = this.#planned(parsed.tree, 'raw', identity)
    const outcome = evaluated(tree, world)
    if (!outcome.ok)
      return { ok: false, obstacle: invalid(`The query ${JSON.stringify(query)} failed: ${outcome.description}`) }
    const ids = [outcome.value].flat().map(idIn)
    if (ids.every((id) => id !== undefined)) return { ok: true, ids: [...new Set(ids)] }
    return { ok: false, obstacle: invalid(`The query ${JSON.stringify(query)} must give documents, with their _id`) }
  }

  #planned(tree: SyntaxNode, perspective: Perspective, identity: string): { tree: SyntaxNode; world: World } {
    const view = this.#views.of(perspective)
    const search = withTextQueries(tree, (terms) => this.#store.search.idsMatching(terms))
    const indexes = {
      view,
      idsReferringTo: (targets: readonly string[]) => this.#store.idsReferringTo(targets),
      textHits: (condition: SyntaxNode) => search.hits.get(condition),
    }
    const { projectId, dataset, clock } = this.#surroundings
    const dereference = (id: string) => {
      const answer = search.answer(id)
      return answer === undefined ? (view.document(id) ?? null) : answer
    }
    const world = { documents: view.all.list, dereference, now: clock(), identity, projectId, dataset }
    return { tree: narrowed(search.tree, indexes), world }
  }
}

/** groq-js compares before and after only asynchronously. */
function needsPatience(tree: SyntaxNode): boolean {
  for (const node of nodesIn(tree))
    if (node.type === 'FuncCall' && ['delta', 'diff'].includes(node.namespace)) return true
  return false
}

function idIn(found: unknown): string | undefined {
  if (typeof found === 'string') return found
  if (typeof found !== 'object' || found === null || !('_id' in found)) return undefined
  return typeof found._id === 'string' ? found._id : undefined
}
