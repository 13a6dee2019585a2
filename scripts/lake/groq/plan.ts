import type { Wish } from '../store/document-finder.ts'
import { attributeIn } from './attributes.ts'
import { type Chain, isScore, type Stage } from './chain.ts'
import { both, conditionOf, type Knowledge } from './conditions.ts'
import type { Derived } from './derived.ts'
import type { SyntaxNode } from './engine.ts'
import { askForHeadsAlone } from './heads.ts'
import { beforeProjection } from './projections.ts'
import type { Reading } from './reading.ts'
import { isOwnAttribute } from './syntax.ts'

/** How a chain can be answered: what of it is looked up. */
export interface Plan {
  /** What the filters at the beginning come to. */
  derived: Derived
  /** How many filters those are. */
  filters: number
  /** What the whole is ordered by, when that stands in the document. */
  order: Wish['order']
  /** The order is that of ids, in which documents come anyway. */
  isById: boolean
  /** The arguments of `score(…)`, and what is known of conditions in them. */
  score: { args: readonly SyntaxNode[]; knowledge: Knowledge } | undefined
  /** The chain asks for nothing but the fields that every document has; `rest`: after the filters at the beginning. */
  headsAlone: { whole: boolean; rest: boolean }
}

/**
 * How a chain can be answered. Expressions are looked at as they were written.
 * @param isKnown whether a node is answered without the document
 */
export function planFor(chain: Chain, knowledge: Knowledge, isKnown: (node: SyntaxNode) => boolean): Plan {
  const filters = filtersAtStart(chain)
  const derived = chain.stages
    .slice(0, filters)
    .map((filter) => (filter.type === 'Filter' ? conditionOf(filter.expr, knowledge) : undefined))
    .reduce<Derived>((all, one) => both(all, one) ?? all, { condition: { kind: 'and', of: [] }, exact: true })
  const score = chain.stages.find(isScore)
  return {
    derived,
    filters,
    order: chain.order && !score ? orderIn(chain.order, chain.stages) : undefined,
    isById: chain.order !== undefined && !score && isOrderOfIds(chain.order, chain.stages),
    score: score && { args: score.args, knowledge },
    headsAlone: {
      whole: askForHeadsAlone(chain.stages, isKnown),
      rest: askForHeadsAlone(chain.stages.slice(filters), isKnown),
    },
  }
}

/** A plan as it holds for the lake as it stands: what is looked up exactly need not be evaluated again. */
export interface Errand {
  wish: Pick<Wish, 'layers' | 'condition' | 'withHeads'>
  /** What is to be evaluated on what is found. */
  stages: readonly Stage[]
}

/** What is left to evaluate. @param stages the chain's own, planned */
export function errandFor({ derived, filters, headsAlone }: Plan, stages: readonly Stage[], reading: Reading): Errand {
  const { condition, exact } = derived
  const { layers, finder } = reading
  const isExact = filters > 0 && exact && finder.isExact(layers, condition)
  return {
    wish: { layers, condition, withHeads: isExact ? headsAlone.rest : headsAlone.whole },
    stages: isExact ? stages.slice(filters) : stages,
  }
}

function filtersAtStart({ stages }: Chain): number {
  const other = stages.findIndex(({ type }) => type !== 'Filter')
  return other < 0 ? stages.length : other
}

/** What `order(…)` goes by first, as an attribute of the document. */
function orderIn({ args: [first] }: SyntaxNode & { type: 'PipeFuncCall' }, stages: readonly Stage[]): Wish['order'] {
  return first && keyIn(first, stages)
}

/** Ids are told apart by the first key alone. */
function isOrderOfIds({ args: [first] }: SyntaxNode & { type: 'PipeFuncCall' }, stages: readonly Stage[]): boolean {
  const key = first && first.type !== 'Desc' ? before(first, stages) : undefined
  return key !== undefined && isOwnAttribute(key, '_id')
}

/** A key of an order as an attribute of the document, traced back through projections. */
export function keyIn(key: SyntaxNode, stages: readonly Stage[]): Wish['order'] {
  const node = before(key, stages)
  const attribute = node && attributeIn(node)
  if (!attribute || attribute.path[0] === '_score') return undefined
  return { attribute, descending: key.type === 'Desc' }
}

/** A key of an order as an expression on the document, traced back through projections. */
function before(key: SyntaxNode, stages: readonly Stage[]): SyntaxNode | undefined {
  let node: SyntaxNode | undefined = key.type === 'Asc' || key.type === 'Desc' ? key.base : key
  for (const stage of stages.toReversed()) {
    if (stage.type === 'Filter' || isScore(stage)) continue
    node = stage.type === 'Map' && node ? beforeProjection(node, stage.expr) : undefined
  }
  return node
}
