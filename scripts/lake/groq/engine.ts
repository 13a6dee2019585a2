import { type ExprNode, evaluate, evaluateSync, GroqSyntaxError, parse, toJS } from 'groq-js'
import { asDate } from '#schemas/dates.ts'
import type { StoredDocument } from '../document.ts'

/** A node of a parsed query. Its form is groq-js's own and may differ in other versions: ours is pinned. */
export type SyntaxNode = ExprNode

/** What a query is evaluated against. */
export interface World {
  documents: readonly object[]
  /** What a reference leads to; null where it leads nowhere. */
  dereference: (id: string) => unknown
  /** GROQ's `now()`, ISO 8601. */
  now: string
  /** GROQ's `identity()`. */
  identity: string
  projectId: string
  dataset: string
}

export type Parsed = { ok: true; tree: SyntaxNode } | { ok: false; description: string; position: number }

/** The syntax tree of a query. Parameters are written into it as constants; one that is missing stays a `Parameter` node. */
export function parsed(query: string, params: Record<string, unknown>): Parsed {
  try {
    // A comment at the very end is read only when its line ends.
    return { ok: true, tree: parse(`${query}\n`, { params }) }
  } catch (fault) {
    const position = fault instanceof GroqSyntaxError ? fault.position : 0
    return { ok: false, description: describe(fault), position }
  }
}

export type Evaluated = { ok: true; value: unknown } | { ok: false; description: string }

/**
 * What a query gives, as JSON. Values may be the lake's own documents: not to be changed.
 * At once where groq-js can: nothing is written meanwhile, so a query sees the lake at one moment.
 */
export function evaluated(tree: SyntaxNode | (() => SyntaxNode), world: World): Evaluated {
  try {
    return { ok: true, value: toJS(evaluateSync(typeof tree === 'function' ? tree() : tree, optionsFor(world))) }
  } catch (fault) {
    return { ok: false, description: describe(fault) }
  }
}

/**
 * What a part of a query gives, while the rest is evaluated: documents themselves, not copies of them.
 * @throws what groq-js throws: caught where the whole is evaluated
 */
export function partResult(tree: SyntaxNode, world: World): unknown {
  const { data } = evaluateSync(tree, optionsFor(world))
  return data
}

/** The same for the few functions that groq-js evaluates only piece by piece. */
export async function evaluatedLater(tree: SyntaxNode, world: World): Promise<Evaluated> {
  try {
    // A copy: the lake's own list may change before the last piece is done.
    const value = await evaluate(tree, optionsFor({ ...world, documents: [...world.documents] }))
    return { ok: true, value: await value.get() }
  } catch (fault) {
    return { ok: false, description: describe(fault) }
  }
}

function optionsFor({ documents, dereference, now, identity, projectId, dataset }: World) {
  return {
    dataset: documents,
    // groq-js hands whatever comes back to the rest of the query, documents or not.
    dereference: ({ _ref }: { _ref: string }) => dereference(_ref) as StoredDocument | null,
    timestamp: asDate(now),
    identity,
    sanity: { projectId, dataset },
  }
}

function describe(fault: unknown): string {
  if (fault instanceof RangeError && /call stack/.test(fault.message))
    return 'The query is too long, or nested too deeply'
  return fault instanceof Error ? fault.message : String(fault)
}
