import type { SearchTerm } from '../store/search-terms.ts'
import { attributeIn } from './attributes.ts'
import type { Derived } from './derived.ts'
import type { SyntaxNode } from './engine.ts'
import { wordsMatched } from './match-words.ts'

/** A condition on text in a query: which words are looked for, and where. */
export interface TextCondition {
  terms: readonly SearchTerm[]
  /** `document`: anywhere; `own`: in one of the document's own texts; `inner`: in some text of it. */
  where: 'document' | 'own' | 'inner'
}

/** What can be looked up of `… match text::query("…")`. */
export function conditionOfText({ terms, where }: TextCondition): Derived | undefined {
  if (where === 'document') return { condition: { kind: 'words', terms, ownTexts: false }, exact: true }
  // A text without the unwanted words may stand in a document that has them.
  const wanted = terms.filter(({ unwanted }) => !unwanted)
  if (wanted.length === 0) return undefined
  return { condition: { kind: 'words', terms: wanted, ownTexts: where === 'own' }, exact: false }
}

/** What can be looked up of `headline match "æble*"`. */
export function conditionOfMatch(left: SyntaxNode, pattern: unknown): Derived | undefined {
  const where = whereStands(left)
  const terms = where ? wordsMatched(pattern) : []
  if (!where || terms.length === 0) return undefined
  return { condition: { kind: 'words', terms, ownTexts: where === 'own', orWaiting: true }, exact: false }
}

/** Where the search index has the text of an attribute. Names that begin with `_` are not searched, nor a block's style and list. */
export function whereStands(node: SyntaxNode): 'own' | 'inner' | undefined {
  const [body] = node.type === 'FuncCall' && node.namespace === 'pt' ? node.args : []
  if (body) return whereStands(body) && 'inner'
  const path = attributeIn(node)?.path
  if (!path || path.some((name) => name.startsWith('_') || name === 'style' || name === 'listItem')) return undefined
  return path.length === 1 ? 'own' : 'inner'
}
