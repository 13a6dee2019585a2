import type { Condition } from '../store/condition.ts'
import { conditionOf, type Knowledge } from './conditions.ts'
import type { SyntaxNode } from './engine.ts'

/** One of the arguments of `score(…)`: what it can give at most, and what a document needs for it to give anything. */
export interface Share {
  most: number
  condition: Condition | undefined
}

/** No more than this comes of one word in a `match` (groq-js 2.0.1, `processMatchScore`). */
const mostOfWord = 2.2

/**
 * What each argument of `score(…)` adds to a document's score, the weightiest first; those that no document can meet are left out.
 * @param isEmpty whether no document at all meets a condition
 */
export function sharesOf(
  args: readonly SyntaxNode[],
  knowledge: Knowledge,
  isEmpty: (condition: Condition) => boolean,
): Share[] {
  return args
    .map((argument) => ({ most: mostOf(argument), condition: conditionFor(argument, knowledge) }))
    .filter(({ most }) => most > 0)
    .sort((one, other) => other.most - one.most)

  function mostOf(node: SyntaxNode): number {
    const condition = conditionFor(node, knowledge)
    if (condition && isEmpty(condition)) return 0
    if (node.type === 'OpCall' && node.op === 'match') return mostOfMatch(node.right)
    if (node.type === 'Group') return 1
    if (node.type === 'Or') return mostOf(node.left) + mostOf(node.right)
    if (node.type === 'And')
      return Math.min(mostOf(node.left), mostOf(node.right)) === 0 ? 0 : mostOf(node.left) + mostOf(node.right)
    if (!isBoost(node)) return 1
    const [inner, weight] = node.args
    if (!inner || weight?.type !== 'Value' || typeof weight.value !== 'number') return Number.POSITIVE_INFINITY
    const most = mostOf(inner)
    return most === 0 ? 0 : Math.max(0, most + weight.value)
  }
}

function mostOfMatch(pattern: SyntaxNode): number {
  if (pattern.type !== 'Value' || typeof pattern.value !== 'string') return Number.POSITIVE_INFINITY
  // It has no more words than signs.
  return mostOfWord * pattern.value.length
}

function conditionFor(node: SyntaxNode, knowledge: Knowledge): Condition | undefined {
  const [inner] = isBoost(node) ? node.args : []
  if (inner) return conditionFor(inner, knowledge)
  // One word of a match is enough for a score: only a filter needs all of them.
  if (node.type === 'OpCall' && node.op === 'match') return undefined
  if (node.type === 'Or' || node.type === 'And') {
    const sides = [conditionFor(node.left, knowledge), conditionFor(node.right, knowledge)]
    const told = sides.filter((side) => side !== undefined)
    if (node.type === 'And') return told.length > 0 ? { kind: 'and', of: told } : undefined
    return told.length === 2 ? { kind: 'or', of: told } : undefined
  }
  return conditionOf(node, knowledge)?.condition
}

function isBoost(node: SyntaxNode): node is SyntaxNode & { type: 'FuncCall' } {
  return node.type === 'FuncCall' && node.name === 'boost'
}
