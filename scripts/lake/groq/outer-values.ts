import type { SyntaxNode } from './engine.ts'
import { withParts } from './syntax.ts'

/** Between the values of one text, and between the members of a list: signs that ids and words do not have. */
const betweenValues = '\u0001'
const betweenMembers = '\u0002'
/** What a value is, where it is no text. */
const kinds = { nothing: '\u0003', list: '\u0004', other: '\u0005' } as const

/** What the value of an expression may have been; `certain`: this and nothing else. */
export interface OuterValue {
  value: unknown
  certain: boolean
}

/** An expression whose text tells several values, for `readOuterValues`. */
export function outerValuesText(expressions: readonly SyntaxNode[]): SyntaxNode {
  return expressions.map(textOf).reduce((left, right) => sum(sum(left, text(betweenValues)), right), text(''))
}

/**
 * The values that such a text tells. Of what was no text, a list of what it may have been: numbers and texts that are written
 * alike, and null where it may have been null, or a list that holds null.
 */
export function readOuterValues(told: string): OuterValue[] {
  return told
    .split(betweenValues)
    .slice(1)
    .map((value) => {
      const rest = value.slice(1)
      if (value === kinds.nothing) return { value: [null], certain: false }
      if (value.startsWith(kinds.other)) return { value: readings(rest), certain: false }
      if (!value.startsWith(kinds.list)) return { value, certain: true }
      return { value: [null, ...rest.split(betweenMembers).flatMap(readings)], certain: false }
    })
}

function readings(written: string): unknown[] {
  const number = written.trim() === '' ? Number.NaN : Number(written)
  const truth = written === 'true' ? [true] : written === 'false' ? [false] : []
  return [written, ...(Number.isNaN(number) ? [] : [number]), ...truth]
}

/** A text as it is; a number or truth, or the members of a list, marked as such; and anything else as nothing: nothing equals it. */
function textOf(expression: SyntaxNode): SyntaxNode {
  const asText = sum(expression, text(''))
  const other = sum(text(kinds.other), call('global', 'string', [expression]))
  const list = sum(
    text(kinds.list),
    call('array', 'join', [call('array', 'compact', [expression]), text(betweenMembers)]),
  )
  return call('global', 'coalesce', [asText, other, list, text(kinds.nothing)])
}

/**
 * An expression of a filter that asks nothing of the document, as it must be written where the filter stands: one scope further
 * out. @param hidden whether the filter stands in a scope that `^` does not count
 */
export function outward(node: SyntaxNode, hidden: boolean): SyntaxNode {
  if (node.type === 'Parent' && !hidden) return node.n === 1 ? { type: 'This' } : { ...node, n: node.n - 1 }
  return withParts(node, (_, inner) => outward(inner, hidden))
}

function text(value: string): SyntaxNode {
  return { type: 'Value', value }
}

function sum(left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  return { type: 'OpCall', op: '+', left, right }
}

function call(namespace: string, name: string, args: SyntaxNode[]): SyntaxNode {
  return { type: 'FuncCall', namespace, name, args }
}
