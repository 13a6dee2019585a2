import { publishedIdOf } from '../document.ts'
import type { Attribute } from '../store/attribute.ts'
import type { Condition } from '../store/condition.ts'
import type { SearchTerm } from '../store/search-terms.ts'
import { sortKey } from '../store/sort-key.ts'
import type { SyntaxNode } from './engine.ts'
import { wordsMatched } from './match-words.ts'
import { isOwnAttribute } from './syntax.ts'

/**
 * What an index can tell of a filter: the condition holds for all documents that pass it. `exact`: for no others, and the filter
 * is true or false for every document, never null.
 */
export interface Derived {
  condition: Condition
  exact: boolean
}

/** A condition on text in a query: which words are looked for, and where. */
export interface TextCondition {
  terms: readonly SearchTerm[]
  /** `document`: anywhere; `own`: in one of the document's own texts; `inner`: in some text of it. */
  where: 'document' | 'own' | 'inner'
}

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
  if (text) return textCondition(text)
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

/** The attribute that an expression gives as it stands in the document: `slug.current`, `lower(headline)`. */
export function attributeIn(node: SyntaxNode): Attribute | undefined {
  if (node.type === 'Group') return attributeIn(node.base)
  if (node.type === 'FuncCall') {
    const [argument, ...others] = node.args
    const inner = argument && others.length === 0 ? attributeIn(argument) : undefined
    const as = node.name === 'lower' || node.name === 'dateTime' ? node.name : undefined
    return as && inner && !inner.as ? { path: inner.path, as } : undefined
  }
  const path = pathIn(node)
  // Ids are another matter: they change with the perspective.
  return path && path.length > 0 && path[0] !== '_id' && path[0] !== '_originalId' ? { path } : undefined
}

function pathIn(node: SyntaxNode): string[] | undefined {
  if (node.type === 'This') return []
  if (node.type !== 'AccessAttribute') return undefined
  const above = node.base ? pathIn(node.base) : []
  return above && [...above, node.name]
}

function comparison(node: SyntaxNode & { type: 'OpCall' }, knowledge: Knowledge): Derived | undefined {
  const { op, left, right } = node
  if (op === '==') return equality(left, right, knowledge) ?? equality(right, left, knowledge)
  if (op === '!=') return opposite(equality(left, right, knowledge) ?? equality(right, left, knowledge))
  if (op === 'match') return matching(left, right, knowledge)
  if (op === 'in') return idInPath(left, right, knowledge) ?? membership(left, right, knowledge)
  return undefined
}

/** `headline match "æble*"`. */
function matching(left: SyntaxNode, right: SyntaxNode, knowledge: Knowledge): Derived | undefined {
  const where = whereStands(left)
  const terms = where ? wordsMatched(knowledge.constant(right)?.value) : []
  if (!where || terms.length === 0) return undefined
  return { condition: { kind: 'words', terms, ownTexts: where === 'own' }, exact: false }
}

/** Where the search index has the text of an attribute. Names that begin with `_` are not searched, nor a block's style and list. */
export function whereStands(node: SyntaxNode): 'own' | 'inner' | undefined {
  const [body] = node.type === 'FuncCall' && node.namespace === 'pt' ? node.args : []
  if (body) return whereStands(body) && 'inner'
  const path = attributeIn(node)?.path
  if (!path || path.some((name) => name.startsWith('_') || name === 'style' || name === 'listItem')) return undefined
  return path.length === 1 ? 'own' : 'inner'
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

function textCondition({ terms, where }: TextCondition): Derived | undefined {
  if (where === 'document') return { condition: { kind: 'words', terms, ownTexts: false }, exact: true }
  // A text without the unwanted words may stand in a document that has them.
  const wanted = terms.filter(({ unwanted }) => !unwanted)
  if (wanted.length === 0) return undefined
  return { condition: { kind: 'words', terms: wanted, ownTexts: where === 'own' }, exact: false }
}

function both(left: Derived | undefined, right: Derived | undefined): Derived | undefined {
  if (!left || !right) {
    const one = left ?? right
    return one && { condition: one.condition, exact: false }
  }
  return { condition: allOf([left.condition, right.condition]), exact: left.exact && right.exact }
}

function either(left: Derived | undefined, right: Derived | undefined): Derived | undefined {
  if (!left || !right) return undefined
  return { condition: anyOf([left.condition, right.condition]), exact: left.exact && right.exact }
}

/** The conjunction of conditions, in its plainest form. */
export function allOf(conditions: readonly Condition[]): Condition {
  const of = conditions.flatMap((part) => (part.kind === 'and' ? part.of : [part]))
  const [only] = of
  return only && of.length === 1 ? only : { kind: 'and', of }
}

function anyOf(conditions: readonly Condition[]): Condition {
  return { kind: 'or', of: conditions.flatMap((part) => (part.kind === 'or' ? part.of : [part])) }
}

function opposite(derived: Derived | undefined): Derived | undefined {
  return derived?.exact ? { condition: { kind: 'not', of: derived.condition }, exact: true } : undefined
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
