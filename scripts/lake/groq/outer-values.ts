import type { SyntaxNode } from './engine.ts'
import { asValue, call, sum } from './nodes.ts'
import { withParts } from './syntax.ts'

/** Between the values of one text, and between the members of a list. */
const betweenValues = '\u0001'
const betweenMembers = '\u0002'
/** What a value is: its first sign. */
const kinds = { nothing: '\u0003', list: '\u0004', other: '\u0005', text: '\u0006' } as const

/** What the value of an expression may have been; `certain`: this and nothing else. */
export interface OuterValue {
  value: unknown
  certain: boolean
}

/** An expression whose text tells several values, for `readOuterValues`. */
export function outerValuesText(expressions: readonly SyntaxNode[]): SyntaxNode {
  return expressions.map(textOf).reduce((left, right) => sum(sum(left, asValue(betweenValues)), right), asValue(''))
}

/**
 * The values that such a text tells, so many. Of what was no text, a list of what it may have been: numbers and texts that are
 * written alike, and null where it may have been null, or a list that holds null. Undefined where it cannot be told: when a
 * text holds the signs that stand between.
 */
export function readOuterValues(told: string, many: number): (OuterValue | undefined)[] {
  const values = told.split(betweenValues).slice(1)
  return values.length === many ? values.map(outerValue) : []
}

function outerValue(told: string): OuterValue | undefined {
  const rest = told.slice(1)
  if (told.startsWith(kinds.text)) return { value: rest, certain: true }
  if (told.startsWith(kinds.other)) return { value: readings(rest), certain: false }
  if (!told.startsWith(kinds.list)) return { value: [null], certain: false }
  const [count, ...members] = rest.split(betweenMembers)
  if (members.length !== Number(count)) return undefined
  return { value: [null, ...members.flatMap(readings)], certain: false }
}

function readings(written: string): unknown[] {
  const number = written.trim() === '' ? Number.NaN : Number(written)
  const truth = written === 'true' ? [true] : written === 'false' ? [false] : []
  return [written, ...(Number.isNaN(number) ? [] : [number]), ...truth]
}

/** A text, a number or truth, or a list's members of these kinds, marked as such; anything else as nothing: nothing equals it. */
function textOf(expression: SyntaxNode): SyntaxNode {
  const asText = sum(asValue(kinds.text), expression)
  const other = sum(asValue(kinds.other), asString(expression))
  const members: SyntaxNode = { type: 'Filter', base: expression, expr: call('global', 'defined', [asString(itself)]) }
  const count = sum(asValue(kinds.list), asString(call('global', 'count', [members])))
  // Each after a sign of its own: a list of one empty text is not an empty list.
  const each: SyntaxNode = { type: 'Map', base: members, expr: sum(asValue(betweenMembers), asString(itself)) }
  return call('global', 'coalesce', [
    asText,
    other,
    sum(count, call('array', 'join', [each, asValue('')])),
    asValue(kinds.nothing),
  ])
}

const itself: SyntaxNode = { type: 'This' }

function asString(expression: SyntaxNode): SyntaxNode {
  return call('global', 'string', [expression])
}

/**
 * An expression of a filter that asks nothing of the document, as it must be written where the filter stands: one scope further
 * out. @param hidden whether the filter stands in a scope that `^` does not count
 */
export function outward(node: SyntaxNode, hidden: boolean): SyntaxNode {
  if (node.type === 'Parent' && !hidden) return node.n === 1 ? { type: 'This' } : { ...node, n: node.n - 1 }
  return withParts(node, (_, inner) => outward(inner, hidden))
}
