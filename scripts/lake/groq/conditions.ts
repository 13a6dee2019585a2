import { publishedIdOf } from '../document.ts'
import type { Condition } from '../store/condition.ts'
import { sortKey } from '../store/sort-key.ts'
import { attributeIn } from './attributes.ts'
import type { Derived } from './derived.ts'
import type { SyntaxNode } from './engine.ts'
import { isOwnAttribute } from './syntax.ts'
import { conditionOfMatch, conditionOfText, type TextCondition } from './text-conditions.ts'

/** What is known of a query beside its words. */
export interface Knowledge {
  /** The value of an expression that is the same for all documents of a filter; undefined for any other. */
  constant: (node: SyntaxNode) => { value: unknown; certain: boolean } | undefined
  text: (node: SyntaxNode) => TextCondition | undefined
  /** The ids that a condition asks for references to, where that is not seen from itself. */
  references: (node: SyntaxNode) => readonly string[] | undefined
}

/** What can be looked up of a filter; undefined when nothing can. */
export function conditionOf(filter: SyntaxNode, knowledge: Knowledge): Derived | undefined {
  const text = knowledge.text(filter)
  if (text) return conditionOfText(text)
  const targets = knowledge.references(filter)
  if (targets) return { condition: { kind: 'references', targets }, exact: true }
  switch (filter.type) {
    case 'Group':
      return conditionOf(filter.base, knowledge)
    case 'Value':
      return typeof filter.value === 'boolean' ? always(filter.value) : undefined
    case 'And':
      return both(conditionOf(filter.left, knowledge), conditionOf(filter.right, knowledge))
    case 'Or':
      return either(conditionOf(filter.left, knowledge), conditionOf(filter.right, knowledge))
    case 'Not':
      return opposite(conditionOf(filter.base, knowledge))
    case 'OpCall':
      return comparison(filter, knowledge)
    case 'FuncCall':
      return functionCall(filter, knowledge)
    default:
      return undefined
  }
}

function comparison(node: SyntaxNode & { type: 'OpCall' }, knowledge: Knowledge): Derived | undefined {
  const { op, left, right } = node
  if (op === '==') return equality(left, right, knowledge) ?? equality(right, left, knowledge)
  if (op === '!=') return opposite(equality(left, right, knowledge) ?? equality(right, left, knowledge))
  if (op === 'match') return conditionOfMatch(left, knowledge.constant(right)?.value)
  if (op === 'in') return idInPath(left, right, knowledge) ?? membership(left, right, knowledge)
  return undefined
}

function equality(attribute: SyntaxNode, other: SyntaxNode, knowledge: Knowledge): Derived | undefined {
  if (!isOwnAttribute(attribute, '_id') && !attributeIn(attribute)) return undefined
  const constant = knowledge.constant(other)
  if (!constant || Array.isArray(constant.value)) {
    // Values that are known only while the query runs come as lists of what they might be.
    return constant && !constant.certain ? oneOf(attribute, listOf(constant.value), false) : undefined
  }
  return oneOf(attribute, [constant.value], constant.certain)
}

function membership(attribute: SyntaxNode, list: SyntaxNode, knowledge: Knowledge): Derived | undefined {
  if (!isOwnAttribute(attribute, '_id') && !attributeIn(attribute)) return undefined
  const constant = knowledge.constant(list)
  return constant && Array.isArray(constant.value) ? oneOf(attribute, constant.value, constant.certain) : undefined
}

function oneOf(node: SyntaxNode, values: readonly unknown[], certain: boolean): Derived | undefined {
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))]
  if (isOwnAttribute(node, '_id')) return { condition: { kind: 'ids', ids: texts }, exact: certain }
  if (isOwnAttribute(node, '_type')) return { condition: { kind: 'types', types: texts }, exact: certain }
  const attribute = attributeIn(node)
  // A missing attribute is null, and null is null.
  if (!attribute || attribute.as === 'dateTime' || values.includes(null) || values.includes(undefined)) return undefined
  const scalars = [...new Set(values.filter(isScalar))]
  const exact = certain && scalars.every((value) => sortKey(value).whole)
  return { condition: { kind: 'value', attribute, values: scalars }, exact }
}

/** `_id in path("drafts.**")`. */
function idInPath(left: SyntaxNode, right: SyntaxNode, knowledge: Knowledge): Derived | undefined {
  const kind = isOwnAttribute(left, '_id') ? 'prefix' : isStoredId(left) ? 'storedPrefix' : undefined
  if (!kind || right.type !== 'FuncCall' || right.name !== 'path') return undefined
  const [pattern] = right.args
  const text = pattern && knowledge.constant(pattern)?.value
  if (typeof text !== 'string') return undefined
  const [prefix = ''] = text.split('*')
  if (prefix === '') return undefined
  return { condition: { kind, prefix }, exact: text === `${prefix}**` && prefix.endsWith('.') }
}

/** `coalesce(_originalId, _id)` */
function isStoredId(node: SyntaxNode): boolean {
  if (node.type !== 'FuncCall' || node.namespace !== 'global' || node.name !== 'coalesce') return false
  const [first, second, ...others] = node.args
  if (!first || !second || others.length > 0) return false
  return isOwnAttribute(first, '_originalId') && isOwnAttribute(second, '_id')
}

function functionCall(call: SyntaxNode & { type: 'FuncCall' }, knowledge: Knowledge): Derived | undefined {
  const constants = call.args.map(knowledge.constant)
  if (constants.length === 0 || !constants.every((constant) => constant !== undefined)) return undefined
  const texts = constants.flatMap(({ value }) => listOf(value)).filter((value) => typeof value === 'string')
  const certain = constants.every((constant) => constant.certain)
  switch (`${call.namespace}::${call.name}`) {
    case 'global::references':
      // SQLite would take every such text for the same one.
      if (!texts.every((text) => text.isWellFormed())) return undefined
      return { condition: { kind: 'references', targets: texts }, exact: certain }
    case 'sanity::versionOf':
      return { condition: groupOf(texts), exact: false }
    case 'sanity::partOfRelease':
      return { condition: anyOf(texts.map((name) => ({ kind: 'prefix', prefix: `versions.${name}.` }))), exact: false }
    default:
      return undefined
  }
}

function groupOf(ids: readonly string[]): Condition {
  const group: Condition = { kind: 'group', bases: ids }
  // The id of a draft is in no group of that name, but is itself.
  return ids.every((id) => publishedIdOf(id) === id) ? group : anyOf([group, { kind: 'ids', ids }])
}

/** What two filters come to when both must hold; undefined when nothing is told of either. */
export function both(left: Derived | undefined, right: Derived | undefined): Derived | undefined {
  if (!left || !right) {
    const one = left ?? right
    return one && { condition: one.condition, exact: false }
  }
  const condition = allOf([left.condition, right.condition])
  if (partsIn(condition) > mostParts) return { condition: left.condition, exact: false }
  return { condition, exact: left.exact && right.exact }
}

function either(left: Derived | undefined, right: Derived | undefined): Derived | undefined {
  if (!left || !right) return undefined
  const condition = anyOf([left.condition, right.condition])
  return partsIn(condition) > mostParts ? undefined : { condition, exact: left.exact && right.exact }
}

/** SQLite takes 500 SELECTs beside one another, and expressions a thousand levels deep. */
const mostParts = 200

function partsIn(condition: Condition): number {
  if (condition.kind === 'not') return 1 + partsIn(condition.of)
  if (condition.kind !== 'and' && condition.kind !== 'or') return 1
  return condition.of.reduce((sum, part) => sum + partsIn(part), 1)
}

/** The conjunction of conditions, in its plainest form. */
function allOf(conditions: readonly Condition[]): Condition {
  const of = conditions.flatMap((part) => (part.kind === 'and' ? part.of : [part]))
  const [only] = of
  return only && of.length === 1 ? only : { kind: 'and', of }
}

function anyOf(conditions: readonly Condition[]): Condition {
  return { kind: 'or', of: conditions.flatMap((part) => (part.kind === 'or' ? part.of : [part])) }
}

function opposite(derived: Derived | undefined): Derived | undefined {
  if (!derived || partsIn(derived.condition) >= mostParts) return undefined
  return derived.exact ? { condition: { kind: 'not', of: derived.condition }, exact: true } : undefined
}

function always(holds: boolean): Derived {
  return { condition: { kind: holds ? 'and' : 'or', of: [] }, exact: true }
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
