import { isScore, type Stage } from './chain.ts'
import type { SyntaxNode } from './engine.ts'
import { nodesIn } from './syntax.ts'

const heads = new Set(['_id', '_type', '_rev', '_createdAt', '_updatedAt', '_originalId', '_score'])
const plainFunctions = new Set(['path', 'defined', 'coalesce', 'boost', 'dateTime', 'lower', 'upper'])
const plainNodes = new Set<SyntaxNode['type']>([
  ...([
    'Filter',
    'Map',
    'Projection',
    'Object',
    'OpCall',
    'And',
    'Or',
    'Not',
    'Group',
    'Value',
    'Array',
    'This',
  ] as const),
])
const plainParts = new Set<string>(['ObjectAttributeValue', 'ArrayElement'])

/**
 * Whether stages ask for nothing but the fields that every document has: its contents need not be read.
 * @param isKnown whether a node is answered without the document
 */
export function askForHeadsAlone(stages: readonly Stage[], isKnown: (node: SyntaxNode) => boolean): boolean {
  const last = stages.at(-1)
  // A document itself is more than its heads.
  if (last?.type !== 'Map' || !(last.expr.type === 'Projection' || last.expr.type === 'AccessAttribute')) return false
  return stages.flatMap(expressionsOf).every((expression) => isOfHeads(expression, isKnown))
}

function expressionsOf(stage: Stage): readonly SyntaxNode[] {
  return isScore(stage) ? stage.args : 'expr' in stage ? [stage.expr] : []
}

function isOfHeads(expression: SyntaxNode, isKnown: (node: SyntaxNode) => boolean): boolean {
  const bases = new Set<SyntaxNode>()
  const known = new Set<SyntaxNode>()
  for (const node of nodesIn(expression)) {
    if (isKnown(node)) for (const part of nodesIn(node)) known.add(part)
    // Only as what an attribute is taken from, or a projection is made of, is `@` harmless.
    if ((node.type === 'AccessAttribute' || node.type === 'Projection') && node.base) bases.add(node.base)
  }
  return [...nodesIn(expression)].every((node) => {
    if (known.has(node)) return true
    if (node.type === 'This') return bases.has(node)
    if (node.type === 'AccessAttribute') return heads.has(node.name) && (!node.base || node.base.type === 'This')
    if (node.type === 'FuncCall') return plainFunctions.has(node.name)
    return plainNodes.has(node.type) || plainParts.has(node.type)
  })
}
