import { evaluated, type SyntaxNode } from './engine.ts'

/** Makes nodes anew from the leaves up; `rewrite` gives a node's replacement, or the node itself. */
export function rewritten(tree: SyntaxNode, rewrite: (node: SyntaxNode) => SyntaxNode): SyntaxNode {
  const fields = Object.entries(tree).map(([name, value]) => [
    name,
    isPart(tree, name) ? rewrittenPart(value, rewrite) : value,
  ])
  const unchanged = fields.every(([name, value]) => Reflect.get(tree, String(name)) === value)
  // The same fields, with nodes for nodes.
  return rewrite(unchanged ? tree : (Object.fromEntries(fields) as SyntaxNode))
}

function rewrittenPart(part: unknown, rewrite: (node: SyntaxNode) => SyntaxNode): unknown {
  if (Array.isArray(part)) {
    const items = part.map((item) => rewrittenPart(item, rewrite))
    return items.every((item, at) => item === part[at]) ? part : items
  }
  return isNode(part) ? rewritten(part, rewrite) : part
}

/** All nodes of a tree, the outermost first. */
export function* nodesIn(tree: unknown): Generator<SyntaxNode> {
  if (Array.isArray(tree)) for (const item of tree) yield* nodesIn(item)
  if (!isNode(tree)) return
  yield tree
  for (const [name, value] of Object.entries(tree)) if (isPart(tree, name)) yield* nodesIn(value)
}

/** The value of an expression that is the same for every document; undefined for any other. */
export function constantIn(node: SyntaxNode): { value: unknown } | undefined {
  for (const part of nodesIn(node)) if (!isConstant(part)) return undefined
  const nowhere = {
    documents: [],
    dereference: () => null,
    now: '1970-01-01T00:00:00.000Z',
    identity: '',
    projectId: '',
    dataset: '',
  }
  const outcome = evaluated(node, nowhere)
  return outcome.ok ? { value: outcome.value } : undefined
}

/** Whether the node is an attribute of the document itself: `_id`, or `@._id`. */
export function isOwnAttribute(node: SyntaxNode, name: string): boolean {
  return node.type === 'AccessAttribute' && node.name === name && (node.base === undefined || node.base.type === 'This')
}

const constantParts = new Set(['Value', 'Array', 'ArrayElement', 'Group', 'Neg', 'Pos'])
const constantFunctions = new Set([
  'global::lower',
  'global::upper',
  'global::string',
  'string::lower',
  'string::upper',
  'array::compact',
])

function isConstant(node: SyntaxNode): boolean {
  if (node.type === 'FuncCall') return constantFunctions.has(`${node.namespace}::${node.name}`)
  return constantParts.has(node.type) || (node.type === 'OpCall' && node.op === '+')
}

/** A `Value` node holds data, which may look like anything, nodes included. */
function isPart(node: SyntaxNode, field: string): boolean {
  return !(node.type === 'Value' && field === 'value')
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
