import { type SearchTerm, searchTerms } from '../store/search-terms.ts'
import type { SyntaxNode } from './engine.ts'
import { constantIn, rewritten } from './syntax.ts'

export interface TextSearch {
  tree: SyntaxNode
  /** For each condition on the whole document: the stored ids of the documents that hold the words. */
  hits: Map<SyntaxNode, ReadonlySet<string>>
  /** Answers the references that stand in for such conditions: an object for a hit, null for none; undefined for other ids. */
  answer: (reference: string) => object | null | undefined
}

/** No document can have such an id. */
const mark = '\0search:'

/**
 * The query with each `… match text::query("…")` put in terms groq-js knows, which has no text index. `@` and lists with `@` in
 * them mean the whole document: those ask the search index. Anything else is a field: it is matched word by word, so that
 * scores still tell a hit in the title from one in the body.
 *
 * A condition on the whole document becomes `defined({"_ref": "<mark><number>:" + id}->)`, answered by `answer`: one look into a
 * set, where `id in [...]` would walk the list for each document.
 */
export function withTextQueries(
  tree: SyntaxNode,
  search: (terms: readonly SearchTerm[]) => readonly string[],
): TextSearch {
  const hits = new Map<SyntaxNode, ReadonlySet<string>>()
  const sets: ReadonlySet<string>[] = []
  const searchable = rewritten(tree, (node) => {
    const terms = termsIn(node)
    if (node.type !== 'OpCall' || terms === undefined) return node
    if (terms.length === 0) return { type: 'Value', value: true }
    if (!meansDocument(node.left)) return matching(node.left, terms)
    const condition = isHit(sets.length)
    const found = new Set(search(terms))
    sets.push(found)
    hits.set(condition, found)
    return condition
  })
  const answer = (reference: string) => {
    if (!reference.startsWith(mark)) return undefined
    const [number = '', ...id] = reference.slice(mark.length).split(':')
    return sets[Number(number)]?.has(id.join(':')) ? {} : null
  }
  return { tree: searchable, hits, answer }
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

function isHit(number: number): SyntaxNode {
  const attribute = (name: string): SyntaxNode => ({ type: 'AccessAttribute', name })
  const storedId: SyntaxNode = {
    type: 'FuncCall',
    namespace: 'global',
    name: 'coalesce',
    args: [attribute('_originalId'), attribute('_id')],
  }
  const value: SyntaxNode = {
    type: 'OpCall',
    op: '+',
    left: { type: 'Value', value: `${mark}${number}:` },
    right: storedId,
  }
  const base: SyntaxNode = { type: 'Object', attributes: [{ type: 'ObjectAttributeValue', name: '_ref', value }] }
  return { type: 'FuncCall', namespace: 'global', name: 'defined', args: [{ type: 'Deref', base }] }
}

function matching(left: SyntaxNode, terms: readonly SearchTerm[]): SyntaxNode {
  return terms
    .map(({ text, prefix, unwanted }): SyntaxNode => {
      const right: SyntaxNode = { type: 'Value', value: `${text}${prefix ? '*' : ''}` }
      const match: SyntaxNode = { type: 'OpCall', op: 'match', left, right }
      return unwanted ? { type: 'Not', base: match } : match
    })
    .reduce((both, condition): SyntaxNode => ({ type: 'And', left: both, right: condition }))
}
