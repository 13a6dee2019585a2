import type { SyntaxNode } from './engine.ts'

/** A node that calls a function. */
export function call(namespace: string, name: string, args: SyntaxNode[]): SyntaxNode {
  return { type: 'FuncCall', namespace, name, args }
}

/** A node that adds, or puts texts together. */
export function sum(left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  return { type: 'OpCall', op: '+', left, right }
}

/** A node that gives this value. */
export function asValue(value: unknown): SyntaxNode {
  return { type: 'Value', value }
}
