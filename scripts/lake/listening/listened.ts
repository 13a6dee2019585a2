import type { StoredDocument } from '../document.ts'
import { evaluated, type SyntaxNode } from '../groq/engine.ts'
import type { Parser } from '../groq/parsing.ts'
import { nodesIn } from '../groq/syntax.ts'
import type { Condition, Conditions, Unlistenable } from './condition.ts'
import { marksIn } from './marks.ts'
import { WordsAskedFor } from './words.ts'

interface Surroundings {
  projectId: string
  dataset: string
}

/** Documents by id, as they are now. */
interface Documents {
  get(id: string): StoredDocument | undefined
}

/**
 * What listeners listen for: of a query such as `*[_type == "article"] | order(title) [0...10]{title}` its filter, asked of one
 * document at a time. Order, slice and projection are left aside, as Sanity does
 * (https://www.sanity.io/docs/http-reference/listen). References are followed to documents as they are now. A part of the
 * filter that asks for other documents by a query of its own is left aside too: who listens is then told of too much, and asks
 * anew, instead of never being told.
 */
export class ListenedQueries implements Conditions {
  readonly #parser: Parser
  readonly #surroundings: Surroundings
  readonly #documents: Documents

  constructor(parser: Parser, surroundings: Surroundings, documents: Documents) {
    this.#parser = parser
    this.#surroundings = surroundings
    this.#documents = documents
  }

  of(query: string, params: Record<string, unknown>, identity: string): ReturnType<Conditions['of']> {
    const parsed = this.#parser.parsed(query, params)
    if (!parsed.ok) return { ok: false, description: parsed.error.description, error: parsed.error }
    const filters = filtersIn(parsed.tree)
    if (!filters) return unlistenable(query, 'it must be a filter, such as *[_type == "article"]')
    const asked = filters
      .flatMap(partsOf)
      .filter((part) => !asksElsewhere(part))
      .reduce(both, always)
    const words = new WordsAskedFor()
    const condition = words.within(asked)
    const foreign = foreignFunctionIn(condition)
    if (foreign) return unlistenable(query, `${foreign} cannot be told of a single document`)
    const filter: Condition = {
      matches: this.#test(condition, words, identity),
      marks: marksIn(asked),
      isPersonal: some(asked, (node) => node.type === 'FuncCall' && node.name === 'identity'),
      followsReferences: some(asked, ({ type }) => type === 'Deref'),
    }
    return { ok: true, filter }
  }

  #test(expr: SyntaxNode, words: WordsAskedFor, identity: string): Condition['matches'] {
    const tree: SyntaxNode = { type: 'Filter', base: { type: 'Everything' }, expr }
    const dereference = (id: string) => {
      const answer = words.answer(id)
      return answer ? answer.value : (this.#documents.get(id) ?? null)
    }
    return (document, now) => {
      words.lookIn(document)
      const outcome = evaluated(tree, { documents: [document], dereference, now, identity, ...this.#surroundings })
      return outcome.ok && Array.isArray(outcome.value) && outcome.value.length > 0
    }
  }
}

const always: SyntaxNode = { type: 'Value', value: true }

function both(left: SyntaxNode, right: SyntaxNode): SyntaxNode {
  return left === always ? right : { type: 'And', left, right }
}

function unlistenable(query: string, why: string): Unlistenable {
  return { ok: false, description: `Cannot listen to ${query}: ${why}` }
}

/** The conditions that stand directly on all documents: none in `*`, two in `*[a][b]`; undefined for what is no filter. */
function filtersIn(tree: SyntaxNode): SyntaxNode[] | undefined {
  let filters: SyntaxNode[] = []
  let node: SyntaxNode | undefined = tree
  while (node) {
    if (node.type === 'Everything') return filters
    filters = node.type === 'Filter' ? [node.expr, ...filters] : []
    node = 'base' in node ? node.base : undefined
  }
  return undefined
}

/** The parts that must all hold. */
function partsOf(condition: SyntaxNode): SyntaxNode[] {
  if (condition.type === 'Group') return partsOf(condition.base)
  return condition.type === 'And' ? [...partsOf(condition.left), ...partsOf(condition.right)] : [condition]
}

function asksElsewhere(part: SyntaxNode): boolean {
  return some(part, ({ type }) => type === 'Everything')
}

function foreignFunctionIn(condition: SyntaxNode): string | undefined {
  for (const node of nodesIn(condition)) {
    if (node.type === 'FuncCall' && ['text', 'delta', 'diff'].includes(node.namespace))
      return `${node.namespace}::${node.name}()`
  }
  return undefined
}

function some(tree: SyntaxNode, holds: (node: SyntaxNode) => boolean): boolean {
  return nodesIn(tree).some(holds)
}
