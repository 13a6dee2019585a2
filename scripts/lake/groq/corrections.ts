import type { SyntaxNode } from './engine.ts'
import { rewritten } from './syntax.ts'

type FunctionCall = Extract<SyntaxNode, { type: 'FuncCall' }>

/** Stands for null while a list is made unique: no text that came as JSON begins with a lone surrogate of this kind by chance. */
const markOfNull = '\uD800null'

const self: SyntaxNode = { type: 'This' }

/** A parsed query that groq-js answers as GROQ's specification says (https://spec.groq.dev), where by itself it does not. */
export function corrected(tree: SyntaxNode): SyntaxNode {
  return rewritten(tree, (node) => {
    if (isCall(node, 'array', 'unique')) return uniqueWithNulls(node)
    if (isCall(node, 'releases', 'all')) return allReleases
    return node.type === 'OpCall' && node.op === 'in' ? pathAsText(node) : node
  })
}

/** The releases among all documents: groq-js looks for them beside the query, where the planner sees nothing of it. */
const allReleases: SyntaxNode = {
  type: 'Filter',
  base: { type: 'Everything' },
  expr: {
    type: 'OpCall',
    op: '==',
    left: { type: 'AccessAttribute', name: '_type' },
    right: { type: 'Value', value: 'system.release' },
  },
}

/** groq-js keeps every null of a list: they go in and come out as a text, which it keeps once. */
function uniqueWithNulls(call: FunctionCall): SyntaxNode {
  const [list] = call.args
  if (!list) return call
  const unique: SyntaxNode = { ...call, args: [mapped(list, null, markOfNull)] }
  return mapped(unique, markOfNull, null)
}

/** A list with one value in the place of another. */
function mapped(base: SyntaxNode, from: string | null, to: string | null): SyntaxNode {
  const condition: SyntaxNode = { type: 'OpCall', op: '==', left: self, right: { type: 'Value', value: from } }
  const alternative = { type: 'SelectAlternative' as const, condition, value: { type: 'Value' as const, value: to } }
  return { type: 'Map', base, expr: { type: 'Select', alternatives: [alternative], fallback: self } }
}

/** `path("a.b") in path("a.*")`: groq-js looks for texts alone in a path. */
function pathAsText(node: Extract<SyntaxNode, { type: 'OpCall' }>): SyntaxNode {
  const [text] = isCall(node.left, 'global', 'path') ? node.left.args : []
  return text && isCall(node.right, 'global', 'path') ? { ...node, left: text } : node
}

/** Whether a node calls this function. */
export function isCall(node: SyntaxNode, namespace: string, name: string): node is FunctionCall {
  return node.type === 'FuncCall' && node.namespace === namespace && node.name === name
}
