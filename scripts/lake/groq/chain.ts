import type { SyntaxNode } from './engine.ts'

/** What is done to each document by itself, or (`score`) to all of them in a way that can be done piece by piece. */
export type Stage = SyntaxNode & { type: 'Filter' | 'Map' | 'FlatMap' | 'PipeFuncCall' }

/** Steps that begin with all documents: `*[…]{…} | order(…)[0...20]`, as far as the lake knows how to take them one by one. */
export interface Chain {
  /** Innermost first. */
  stages: readonly Stage[]
  /** The `order(…)` after the stages; only where a limit follows. */
  order?: (SyntaxNode & { type: 'PipeFuncCall' }) | undefined
  /** Projections after the order, innermost first. */
  after: readonly (SyntaxNode & { type: 'Map' })[]
  /** The slice or element at the end, and how many of the first elements it needs. */
  limit?: { node: SyntaxNode & { type: 'Slice' | 'AccessElement' }; enough: number } | undefined
}

/** The chain that ends in a node; undefined when the node is no chain on all documents. */
export function chainEndingIn(node: SyntaxNode): Chain | undefined {
  const limit = limitIn(node)
  if (!limit) return stagesOnly(node)
  const after: (SyntaxNode & { type: 'Map' })[] = []
  let rest = limit.node.base
  for (; rest.type === 'Map'; rest = rest.base) after.unshift(rest)
  if (rest.type === 'PipeFuncCall' && rest.name === 'order') {
    const stages = stagesUpTo(rest.base)
    return stages && { stages, order: rest, after, limit }
  }
  const stages = stagesUpTo(limit.node.base)
  return stages && { stages, after: [], limit }
}

/** A chain's steps on another beginning. */
export function rebased(steps: readonly SyntaxNode[], base: SyntaxNode): SyntaxNode {
  // A step with another base is a step of the same kind.
  return steps.reduce((below, step) => ({ ...step, base: below }) as SyntaxNode, base)
}

function stagesOnly(node: SyntaxNode): Chain | undefined {
  const stages = stagesUpTo(node)
  if (!stages || stages.length === 0 || stages.some(isScore)) return undefined
  return { stages, after: [] }
}

function stagesUpTo(node: SyntaxNode): Stage[] | undefined {
  const stages: Stage[] = []
  for (let rest = node; ; rest = rest.base) {
    if (rest.type === 'Everything') return stages
    if (rest.type !== 'Filter' && rest.type !== 'Map' && rest.type !== 'FlatMap' && !isScore(rest)) return undefined
    stages.unshift(rest)
  }
}

/** Whether a step is `| score(…)`. */
export function isScore(node: SyntaxNode): node is SyntaxNode & { type: 'PipeFuncCall' } {
  return node.type === 'PipeFuncCall' && node.name === 'score'
}

function limitIn(node: SyntaxNode): Chain['limit'] {
  if (node.type === 'AccessElement') return node.index >= 0 ? { node, enough: node.index + 1 } : undefined
  if (node.type !== 'Slice' || node.left < 0 || node.right < 0) return undefined
  return { node, enough: node.isInclusive ? node.right + 1 : node.right }
}
