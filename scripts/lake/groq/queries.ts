import { layersOf, type Perspective } from '../perspectives.ts'
import { invalid, type Obstacle, type Refused } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { Deferred } from './deferred.ts'
import { evaluated, evaluatedLater, partResult, type SyntaxNode, type World } from './engine.ts'
import { type Parser, refusedQuery } from './parsing.ts'
import { planned } from './planner.ts'
import { Reading } from './reading.ts'
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

/** A query that no index helped: it read most of the documents, so many of them, in so many milliseconds. */
export interface FullScan {
  query: string
  documents: number
  ms: number
}

/** Fewer documents than this are read before anyone notices. */
const fewDocuments = 5000

/** More different ones are no news any more. */
const mostTold = 100

/** Answers GROQ. */
export class Queries {
  readonly #store: Store
  readonly #parser: Parser
  readonly #surroundings: Surroundings
  readonly #tell: (scan: FullScan) => void
  readonly #told = new Set<string>()

  /** @param tell hears of queries that no index helped */
  constructor(store: Store, parser: Parser, surroundings: Surroundings, tell: (scan: FullScan) => void = () => {}) {
    this.#store = store
    this.#parser = parser
    this.#surroundings = surroundings
    this.#tell = tell
  }

  /** What a query gives in a perspective, of the lake as it stands at the call. */
  async query({ query, params, perspective, identity }: QueryRequest): Promise<Queried> {
    const start = performance.now()
    const parsed = this.#parser.parsed(query, params)
    if (!parsed.ok) return parsed
    const reading = this.#reading(perspective)
    const outcome = needsPatience(parsed.tree)
      ? await evaluatedLater(parsed.tree, this.#wholeWorld(reading, identity))
      : this.#evaluated(parsed.tree, reading, identity)
    if (!outcome.ok) return refusedQuery(query, outcome.description)
    const ms = Math.round(performance.now() - start)
    if (reading.read >= fewDocuments) this.#tellOnce({ query, documents: reading.read, ms })
    return { ok: true, result: outcome.value ?? null, ms }
  }

  /** The stored ids that a mutation's query finds; it may give documents or ids. */
  idsMatching(
    query: string,
    params: Record<string, unknown>,
    identity: string,
  ): { ok: true; ids: string[] } | { ok: false; obstacle: Obstacle } {
    const parsed = this.#parser.parsed(query, params)
    if (!parsed.ok) return { ok: false, obstacle: { ...parsed.error, status: parsed.status } }
    const outcome = this.#evaluated(parsed.tree, this.#reading('raw'), identity)
    if (!outcome.ok)
      return { ok: false, obstacle: invalid(`The query ${JSON.stringify(query)} failed: ${outcome.description}`) }
    const ids = [outcome.value].flat().map(idIn)
    if (ids.every((id) => id !== undefined)) return { ok: true, ids: [...new Set(ids)] }
    return { ok: false, obstacle: invalid(`The query ${JSON.stringify(query)} must give documents, with their _id`) }
  }

  /** A query that comes often would fill the log. */
  #tellOnce(scan: FullScan): void {
    if (this.#told.has(scan.query) || this.#told.size >= mostTold) return
    this.#told.add(scan.query)
    this.#tell(scan)
  }

  #evaluated(tree: SyntaxNode, reading: Reading, identity: string) {
    const deferred = new Deferred()
    const world: World = {
      ...this.#setting(identity),
      documents: [],
      dereference: (id) => {
        const answer = deferred.answer(id)
        return answer ? answer.value : (reading.document(id) ?? null)
      },
    }
    const plan = () => {
      const search = withTextQueries(tree, deferred, (id, terms) => this.#store.finder.holdsWords(id, terms))
      if (search.conditions.size > 0) this.#store.makeSearchable()
      const value = (part: SyntaxNode) => partResult(part, world)
      return planned(search.tree, { reading, deferred, search: { ...search, references: new Map() }, value })
    }
    return evaluated(plan, world)
  }

  /** For queries that are evaluated piece by piece, between which the lake may change: all they may ask for, beforehand. */
  #wholeWorld(reading: Reading, identity: string): World {
    const found = [
      ...reading.finder.find({ layers: reading.layers, condition: { kind: 'and', of: [] } }).batches,
    ].flat()
    const documents = new Map(reading.documents(found).map((document, at) => [found[at]?.id ?? '', document]))
    return {
      ...this.#setting(identity),
      documents: [...documents.values()],
      dereference: (id) => documents.get(id) ?? null,
    }
  }

  #setting(identity: string) {
    const { projectId, dataset, clock } = this.#surroundings
    return { now: clock(), identity, projectId, dataset }
  }

  #reading(perspective: Perspective): Reading {
    return new Reading(this.#store.finder, this.#store.documents, layersOf(perspective))
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
