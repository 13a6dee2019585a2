import { evaluated, type SyntaxNode } from './engine.ts'

/** Makes nodes anew from the leaves up; `rewrite` gives a node's replacement, or the node itself. */
export function rewritten(tree: SyntaxNode, rewrite: (node: SyntaxNode) => SyntaxNode): SyntaxNode {
  return rewrite(withParts(tree, (_, part) => rewritten(part, rewrite)))
}

/** The node with other parts in place of its own; the node itself when none is another. `name`: the field that holds the part. */
export function withParts(node: SyntaxNode, other: (name: string, part: SyntaxNode) => SyntaxNode): SyntaxNode {
  const fields = Object.entries(node).map(([name, value]) => [
    name,
    isPart(node, name) ? otherPart(value, (part) => other(name, part)) : value,
  ])
  const unchanged = fields.every(([name, value]) => Reflect.get(node, String(name)) === value)
  // The same fields, with nodes for nodes.
  return unchanged ? node : (Object.fromEntries(fields) as SyntaxNode)
}

function otherPart(part: unknown, other: (part: SyntaxNode) => SyntaxNode): unknown {
  if (Array.isArray(part)) {
    const items = part.map((item) => otherPart(item, other))
    return items.every((item, at) => item === part[at]) ? part : items
  }
  return isNode(part) ? other(part) : part
}

/** All nodes of a tree, the outermost first. */
export function* nodesIn(tree: unknown): Generator<SyntaxNode> {
  if (Array.isArray(tree)) for (const item of tree) yield* nodesIn(item)
  if (!isNode(tree)) return
  yield tree
  for (const [name, value] of Object.entries(tree)) if (isPart(tree, name)) yield* nodesIn(value)
}

/** The parts of a node that are nodes themselves, by the names of the fields that hold them. */
export function partsOf(node: SyntaxNode): { name: string; nodes: SyntaxNode[] }[] {
  return Object.entries(node).flatMap(([name, value]) => {
    const nodes = isPart(node, name) ? [value].flat().flatMap(nodeOrItsParts) : []
    return nodes.length > 0 ? [{ name, nodes }] : []
  })
}

function nodeOrItsParts(value: unknown): SyntaxNode[] {
  return isNode(value) ? [value] : []
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
