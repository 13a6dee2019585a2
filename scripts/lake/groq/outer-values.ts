import type { SyntaxNode } from './engine.ts'
import { withParts } from './syntax.ts'

/** Between the values of one text, and between the members of a list: signs that ids and words do not have. */
const betweenValues = '\u0001'
const betweenMembers = '\u0002'
const nothing = '\u0003'
const list = '\u0004'

/** An expression whose text tells several values, for `readOuterValues`. Numbers and texts that look alike are told alike. */
export function outerValuesText(expressions: readonly SyntaxNode[]): SyntaxNode {
  return expressions
    .map(textOf)
    .reduce((left, right) => sum(sum(left, { type: 'Value', value: betweenValues }), right), {
      type: 'Value',
      value: '',
    })
}

/**
 * What each of the values may have been: texts, and the numbers or booleans that are written so; null where it may have been null,
 * or a list that holds null.
 */
export function readOuterValues(text: string): unknown[][] {
  return text
    .split(betweenValues)
    .slice(1)
    .map((value) => {
      if (value === nothing) return [null]
      if (!value.startsWith(list)) return readings(value)
      return [null, ...value.slice(list.length).split(betweenMembers).flatMap(readings)]
    })
}

function readings(text: string): unknown[] {
  const number = text.trim() === '' ? Number.NaN : Number(text)
  const truth = text === 'true' ? [true] : text === 'false' ? [false] : []
  return [text, ...(Number.isNaN(number) ? [] : [number]), ...truth]
}

/** Text, number or truth as text, a list of them as its members, and anything else as nothing: nothing equals it. */
function textOf(expression: SyntaxNode): SyntaxNode {
  const members: SyntaxNode = { type: 'Value', value: betweenMembers }
  const joined = sum(
    { type: 'Value', value: list },
    call('array', 'join', [call('array', 'compact', [expression]), members]),
  )
  return call('global', 'coalesce', [call('global', 'string', [expression]), joined, { type: 'Value', value: nothing }])
}

/**
 * An expression of a filter that asks nothing of the document, as it must be written where the filter stands: one scope further
 * out. @param hidden whether the filter stands in a scope that `^` does not count
 */
export function outward(node: SyntaxNode, hidden: boolean): SyntaxNode {
  if (node.type === 'Parent' && !hidden) return node.n === 1 ? { type: 'This' } : { ...node, n: node.n - 1 }
  return withParts(node, (_, inner) => outward(inner, hidden))
}

function sum(left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  return { type: 'OpCall', op: '+', left, right }
}

function call(namespace: string, name: string, args: SyntaxNode[]): SyntaxNode {
  return { type: 'FuncCall', namespace, name, args }
}
