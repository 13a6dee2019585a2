import type { StoredDocument } from '../document.ts'
import { evaluated, type SyntaxNode } from './engine.ts'
import type { Parser } from './parsing.ts'
import type { Surroundings } from './queries.ts'
import { nodesIn } from './syntax.ts'

/** A condition on single documents. */
export interface Filter {
  matches(document: StoredDocument): boolean
}

export type Filtering = { ok: true; filter: Filter } | { ok: false; description: string }

/** Reads the filters of listeners. */
export class Filters {
  readonly #parser: Parser
  readonly #surroundings: Surroundings

  constructor(parser: Parser, surroundings: Surroundings) {
    this.#parser = parser
    this.#surroundings = surroundings
  }

  /**
   * The condition in a query such as `*[_type == "article"] | order(title) [0...10]{title}`: order, slice and projection are left
   * aside. It sees one document at a time, so references lead nowhere and it knows nothing of other documents.
   */
  of(query: string, params: Record<string, unknown>, identity: string): Filtering {
    const parsed = this.#parser.parsed(query, params)
    if (!parsed.ok) return { ok: false, description: parsed.error.description }
    const tree = filterIn(parsed.tree)
    if (!tree)
      return { ok: false, description: `Cannot listen to ${query}: it must be a filter, such as *[_type == "article"]` }
    const foreign = textFunctionIn(tree)
    if (foreign)
      return { ok: false, description: `Cannot listen to ${query}: ${foreign} cannot be told of a single document` }
    return { ok: true, filter: { matches: (document) => this.#matches(tree, document, identity) } }
  }

  #matches(tree: SyntaxNode, document: StoredDocument, identity: string): boolean {
    const { projectId, dataset, clock } = this.#surroundings
    const world = { documents: [document], dereference: () => null, now: clock(), identity, projectId, dataset }
    const outcome = evaluated(tree, world)
    return outcome.ok && Array.isArray(outcome.value) && outcome.value.length > 0
  }
}

/** The filters that stand directly on all documents: `*`, `*[a]`, `*[a][b]`. */
function filterIn(tree: SyntaxNode): SyntaxNode | undefined {
  let filter: SyntaxNode | undefined
  let node: SyntaxNode | undefined = tree
  while (node) {
    if (node.type === 'Everything') return filter ?? node
    filter = node.type === 'Filter' ? (filter ?? node) : undefined
    node = 'base' in node ? node.base : undefined
  }
  return undefined
}

function textFunctionIn(tree: SyntaxNode): string | undefined {
  for (const node of nodesIn(tree)) {
    if (node.type === 'FuncCall' && ['text', 'delta', 'diff'].includes(node.namespace))
      return `${node.namespace}::${node.name}()`
  }
  return undefined
}
