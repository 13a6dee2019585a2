import { isCall } from './corrections.ts'
import type { SyntaxNode } from './engine.ts'
import { nodesIn } from './syntax.ts'

/** Why a query that can be parsed is not answered, and the words in it that are to blame. */
export interface Objection {
  description: string
  words: string | undefined
}

/** Functions of GROQ that this lake does not have. */
const missing = /^(geo|documents|user)::|^media::aspect$|^text::semanticSimilarity$|^global::anywhere$/

/** What a query asks for that Sanity or this lake refuses; undefined when nothing. */
export function objectionTo(tree: SyntaxNode): Objection | undefined {
  const matched = new Set<SyntaxNode>()
  for (const node of nodesIn(tree)) {
    if (node.type === 'OpCall' && node.op === 'match') matched.add(node.right)
    if (node.type === 'Parameter') return parameterMissing(node.name)
    const objection = missingFunction(node) ?? looseTextQuery(node, matched) ?? misplacedScore(node)
    if (objection) return objection
  }
  return undefined
}

/** What makes groq-js refuse a query, where that is a function it does not know, or a slice by a parameter that was not given. */
export function objectionInComplaint(
  { description, position }: { description: string; position: number },
  query: string,
  params: Record<string, unknown>,
): Objection | undefined {
  const name = /^Undefined (?:function|namespace): (\S+)$/.exec(description)?.[1]
  const absent = position === 0 ? parametersIn(query).find((used) => !Object.hasOwn(params, used)) : undefined
  if (name === undefined) return absent === undefined ? undefined : parameterMissing(absent)
  const words = new RegExp(`\\b${name}(::\\w+)?(?=\\s*\\()`).exec(query)?.[0] ?? name
  return { description: `Undefined function: ${words}`, words }
}

/** The names of a query's parameters, in order; texts and comments hold none. */
function parametersIn(query: string): string[] {
  const parts = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\/[^\n]*|\$(?<name>[A-Za-z_]\w*)/g
  return [...query.matchAll(parts)].flatMap(({ groups }) => groups?.['name'] ?? [])
}

function parameterMissing(name: string): Objection {
  const words = `$${name}`
  return { description: `The parameter ${words} is used in the query, but was not given`, words }
}

function missingFunction(node: SyntaxNode): Objection | undefined {
  const name = node.type === 'FuncCall' ? `${node.namespace}::${node.name}` : ''
  if (!missing.test(name)) return undefined
  const words = name.replace(/^global::/, '')
  return { description: `The function ${words}() is not kept by the embedded Content Lake`, words }
}

function looseTextQuery(node: SyntaxNode, matched: ReadonlySet<SyntaxNode>): Objection | undefined {
  if (!isCall(node, 'text', 'query') || matched.has(node)) return undefined
  return { description: 'The function text::query() stands only to the right of "match"', words: 'text::query' }
}

/** Sanity scores documents: not what has been made of them, and no single one. */
function misplacedScore(node: SyntaxNode): Objection | undefined {
  if (node.type !== 'PipeFuncCall' || node.name !== 'score') return undefined
  if (!['Map', 'Projection', 'AccessElement'].includes(node.base.type)) return undefined
  return { description: 'score() must come before a projection, and needs a list of documents', words: 'score' }
}
