import type { SyntaxNode } from './engine.ts'
import { partsOf } from './syntax.ts'

/** In what scope a part of a node is evaluated: the node's own, one within it, or one that `^` does not count. */
export type PartScope = 'same' | 'within' | 'hidden'

/** The scope of a node's part, as groq-js 2.0.1 makes them (`createNested`, `createHidden`). */
export function scopeOfPart({ type }: SyntaxNode, part: string): PartScope {
  if (part === 'expr' && (type === 'Filter' || type === 'Projection')) return 'within'
  if (part === 'expr' && (type === 'Map' || type === 'FlatMap')) return 'hidden'
  return part === 'args' && type === 'PipeFuncCall' ? 'within' : 'same'
}

/** Whether an expression asks for what lies outside it: `^`, further up than it goes down itself. */
export function looksOutside(node: SyntaxNode, depth = 0): boolean {
  if (node.type === 'Parent') return node.n >= Math.max(depth, 1)
  return partsOf(node).some(({ name, nodes }) => {
    const deeper = scopeOfPart(node, name) === 'within' ? depth + 1 : depth
    return nodes.some((part) => looksOutside(part, deeper))
  })
}

/** Whether an expression inside a filter is the same for every document: it asks nothing of the document itself. */
export function ignoresItem(node: SyntaxNode, depth = 0, hidden = false): boolean {
  if (node.type === 'Everything' || node.type === 'Context') return false
  if (node.type === 'Parent') return node.n > depth
  if (node.type === 'This') return depth > 0 || hidden
  if (node.type === 'AccessAttribute' && node.base === undefined) return depth > 0 || hidden
  // Functions may ask of the document without naming it: references(), versionOf().
  if (node.type === 'FuncCall' && !plainFunctions.has(`${node.namespace}::${node.name}`)) return false
  return partsOf(node).every(({ name, nodes }) => {
    const scope = scopeOfPart(node, name)
    return nodes.every((part) =>
      ignoresItem(part, scope === 'within' ? depth + 1 : depth, scope === 'hidden' || (scope === 'same' && hidden)),
    )
  })
}

const plainFunctions = new Set([
  'global::coalesce',
  'global::string',
  'global::lower',
  'global::upper',
  'array::compact',
  'array::unique',
])
