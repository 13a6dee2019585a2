import { holdsTerms } from '../store/search-index.ts'
import { type SearchTerm, searchTerms } from '../store/search-terms.ts'
import type { Deferred } from './deferred.ts'
import type { SyntaxNode } from './engine.ts'
import { asValue, call, sum } from './nodes.ts'
import { constantIn, rewritten } from './syntax.ts'
import { type TextCondition, whereStands } from './text-conditions.ts'

export interface TextSearch {
  tree: SyntaxNode
  /** What the conditions on text ask for. */
  conditions: ReadonlyMap<SyntaxNode, TextCondition>
}

/**
 * The query with each `… match text::query("…")` put in terms groq-js knows, which has no text index. `@` and lists with `@` in
 * them mean the whole document: the search index tells. Anything else is a text of its own or a list of them, and is looked
 * through word by word as the index would.
 *
 * @param isHit whether the document stored under an id holds the words
 */
export function withTextQueries(
  tree: SyntaxNode,
  deferred: Deferred,
  isHit: (id: string, terms: readonly SearchTerm[]) => boolean,
): TextSearch {
  const conditions = new Map<SyntaxNode, TextCondition>()
  const searchable = rewritten(tree, (node) => {
    const terms = termsIn(node)
    if (node.type !== 'OpCall' || terms === undefined) return node
    if (terms.length === 0) return asValue(true)
    const ofDocument = meansDocument(node.left)
    const condition = ofDocument
      ? deferred.ofStoredId((id) => isHit(id, terms))
      : call('global', 'defined', [deferred.each(textOf(node.left), (text) => (holdsTerms(text, terms) ? {} : null))])
    const where = ofDocument ? 'document' : whereStands(node.left)
    if (where) conditions.set(condition, { terms, where })
    return condition
  })
  return { tree: searchable, conditions }
}

/** The words that `… match text::query("…")` asks for; undefined for any other node. */
function termsIn(node: SyntaxNode): SearchTerm[] | undefined {
  if (node.type !== 'OpCall' || node.op !== 'match') return undefined
  const { right } = node
  if (right.type !== 'FuncCall' || right.namespace !== 'text' || right.name !== 'query') return undefined
  const [argument] = right.args
  const text = argument && constantIn(argument)
  return text && searchTerms(typeof text.value === 'string' ? text.value : '')
}

function meansDocument(left: SyntaxNode): boolean {
  if (left.type === 'Group') return meansDocument(left.base)
  return left.type === 'This' || (left.type === 'Array' && left.elements.some(({ value }) => value.type === 'This'))
}

/** The text that an expression stands for: a text, or the texts of a list; null for none. */
function textOf(left: SyntaxNode): SyntaxNode {
  // Only a text and a text make a text.
  const asText = (node: SyntaxNode) => sum(node, asValue(''))
  const texts: SyntaxNode = { type: 'Filter', base: left, expr: call('global', 'defined', [asText({ type: 'This' })]) }
  return call('global', 'coalesce', [asText(left), call('array', 'join', [texts, asValue('\n')])])
}
