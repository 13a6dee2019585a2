import type { Attribute } from '../store/attribute.ts'
import type { Condition } from '../store/condition.ts'
import type { Found } from '../store/document-finder.ts'
import { type Chain, isScore, rebased, type Stage } from './chain.ts'
import { allOf, attributeIn, conditionOf, type Derived, type Knowledge } from './conditions.ts'
import type { SyntaxNode } from './engine.ts'
import { beforeProjection } from './projections.ts'
import type { Reading } from './reading.ts'
import { excludeEachOther, type Share, sharesOf } from './scoring.ts'
import { nodesIn } from './syntax.ts'

type Value = (tree: SyntaxNode) => unknown

/** A chain, told apart into what the lake looks up and what groq-js evaluates. */
export interface Plan {
  chain: Chain
  /** What the filters at the beginning come to. */
  derived: Derived
  /** What the whole is ordered by, when that stands in the document. */
  order: { attribute: Attribute; descending: boolean } | undefined
  /** The arguments of `score(…)`, and what is known of conditions in them. */
  score: { args: readonly SyntaxNode[]; knowledge: Knowledge } | undefined
  /** Only the fields that every document has are asked for. */
  headsAlone: boolean
}

/** How a chain can be answered. Expressions are looked at as they were written. */
export function planFor(chain: Chain, knowledge: Knowledge): Plan {
  const filters = chain.stages.slice(0, filtersAtStart(chain))
  const derived = filters
    .map((filter) => (filter.type === 'Filter' ? conditionOf(filter.expr, knowledge) : undefined))
    .reduce<Derived>(together, { condition: { kind: 'and', of: [] }, exact: true })
  const score = chain.stages.find(isScore)
  return {
    chain,
    derived,
    order: chain.order && !score ? orderIn(chain.order, chain.stages) : undefined,
    score: score && { args: score.args, knowledge },
    headsAlone: !score && asksForHeadsAlone(chain.stages),
  }
}

/** What a chain gives, `chain` with its own expressions planned. @param value evaluates a node without surroundings */
export function lookedUp(plan: Plan, chain: Chain, reading: Reading, value: Value): unknown {
  const elements = chain.limit
    ? firstElements(plan, chain, chain.limit.enough, reading, value)
    : allElements(plan, chain, reading, value)
  if (!chain.limit) return elements
  const ordered = chain.order ? listFrom(value(rebased([chain.order], asValue(elements)))) : elements
  return value(rebased([...chain.after, chain.limit.node], asValue(ordered)))
}

/** How many elements a chain of stages gives. */
export function counted(plan: Plan, chain: Chain, reading: Reading, value: Value): number {
  const { derived } = plan
  const filtersAlone = chain.stages.every(({ type }) => type === 'Filter' || type === 'Map')
  const count =
    derived.exact && plan.chain.stages.filter(({ type }) => type === 'Filter').length === filtersAtStart(plan.chain)
  if (count && filtersAlone) {
    const exact = reading.finder.count(reading.layers, derived.condition)
    if (exact !== undefined) return exact
  }
  let sum = 0
  for (const elements of elementsOf(plan, chain, reading, value)) sum += elements.length
  return sum
}

function filtersAtStart({ stages }: Chain): number {
  const other = stages.findIndex(({ type }) => type !== 'Filter')
  return other < 0 ? stages.length : other
}

function together(left: Derived, right: Derived | undefined): Derived {
  if (!right) return { ...left, exact: false }
  return { condition: allOf([left.condition, right.condition]), exact: left.exact && right.exact }
}

function allElements(plan: Plan, chain: Chain, reading: Reading, value: Value): unknown[] {
  const all: unknown[] = []
  for (const elements of elementsOf(plan, chain, reading, value)) for (const element of elements) all.push(element)
  return all
}

function* elementsOf({ derived, headsAlone }: Plan, { stages }: Chain, reading: Reading, value: Value) {
  const wish = { layers: reading.layers, condition: derived.condition, withHeads: headsAlone }
  for (const found of reading.finder.find(wish).batches)
    yield* inPieces(found, (piece) => staged(stages, piece, reading, value))
}

/** The first elements, and perhaps others after them; all those that come before them in the order are there. */
function firstElements(plan: Plan, chain: Chain, enough: number, reading: Reading, value: Value): unknown[] {
  if (enough === 0) return []
  if (plan.score) {
    const byScore = scoreOrder(chain)
    if (byScore) return highestScored(plan, chain, enough, reading, value, byScore)
    return scoredAtOnce(plan, chain, reading, value)
  }
  const { derived, order, headsAlone } = plan
  const wish = { layers: reading.layers, condition: derived.condition, withHeads: headsAlone }
  const finding = reading.finder.find({ ...wish, order, ...((!chain.order || order) && { enough }) })
  const canStop = finding.inOrder && (!chain.order || order !== undefined)
  let kept: unknown[] = []
  /** The key of the last document that was looked at, once there was enough: those alike may come before what is kept. */
  let last: Uint8Array | undefined
  for (const found of finding.batches) {
    for (const piece of pieces(found)) {
      const due = last === undefined ? piece : piece.filter(({ key }) => isSame(key, last))
      if (due.length > 0) kept = keptOf([...kept, ...staged(chain.stages, due, reading, value)], chain, enough, value)
      if (last !== undefined && due.length < piece.length) return kept
      if (!canStop || kept.length < enough) continue
      if (!chain.order) return kept
      last ??= piece.at(-1)?.key
      if (last === undefined) continue
    }
  }
  return kept
}

/** The elements that the first ones are among: those that come last in the order are let go. */
function keptOf(elements: unknown[], { order }: Chain, enough: number, value: Value): unknown[] {
  if (!order || elements.length <= Math.max(enough, 100) * 2) return elements
  return listFrom(value(rebased([order], asValue(elements)))).slice(0, enough)
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0
}

function staged(stages: readonly Stage[], found: readonly Found[], reading: Reading, value: Value): unknown[] {
  return listFrom(value(rebased(stages, asValue(reading.documents(found)))))
}

/** Few enough to be in memory at once, whatever their size. */
const piece = 200

function* pieces(found: readonly Found[]): Generator<readonly Found[]> {
  for (let start = 0; start < found.length; start += piece) yield found.slice(start, start + piece)
}

function* inPieces<Result>(found: readonly Found[], work: (piece: readonly Found[]) => Result): Generator<Result> {
  for (const some of pieces(found)) yield work(some)
}

function listFrom(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function asValue(value: unknown): SyntaxNode {
  return { type: 'Value', value }
}

/** What `order(…)` goes by first, as an attribute of the document. */
function orderIn({ args: [first] }: SyntaxNode & { type: 'PipeFuncCall' }, stages: readonly Stage[]): Plan['order'] {
  return first && keyIn(first, stages)
}

/** A key of an order as an attribute of the document, traced back through projections. */
function keyIn(key: SyntaxNode, stages: readonly Stage[]): Plan['order'] {
  let node: SyntaxNode | undefined = key.type === 'Asc' || key.type === 'Desc' ? key.base : key
  for (const stage of stages.toReversed()) {
    if (stage.type === 'Filter' || isScore(stage)) continue
    node = stage.type === 'Map' && node ? beforeProjection(node, stage.expr) : undefined
  }
  const attribute = node && attributeIn(node)
  if (!attribute || attribute.path[0] === '_score') return undefined
  return { attribute, descending: key.type === 'Desc' }
}

const heads = new Set(['_id', '_type', '_rev', '_createdAt', '_updatedAt', '_originalId'])
const plainNodes = new Set([
  'Filter',
  'Map',
  'Projection',
  'Object',
  'ObjectAttributeValue',
  'OpCall',
  'And',
  'Or',
  'Not',
  'Group',
  'Value',
  'Array',
  'ArrayElement',
  'Everything',
  'This',
])

/** Whether stages ask for nothing but the fields that every document has. */
function asksForHeadsAlone(stages: readonly Stage[]): boolean {
  const [last] = stages.slice(-1)
  // A document itself is more than its heads.
  if (last?.type !== 'Map' || !(last.expr.type === 'Projection' || last.expr.type === 'AccessAttribute')) return false
  return (
    stages.every((stage) => 'expr' in stage && [...nodesIn(stage.expr)].every(isOfHeads)) &&
    !stages.some(givesDocuments)
  )
}

function isOfHeads(node: SyntaxNode): boolean {
  if (node.type === 'AccessAttribute')
    return heads.has(node.name) && (node.base === undefined || node.base.type === 'This')
  if (node.type === 'FuncCall') return ['path', 'defined'].includes(node.name)
  return plainNodes.has(node.type)
}

/** `@` as a value of its own: only as what an attribute is taken from, or a projection is made of, is it harmless. */
function givesDocuments(stage: Stage): boolean {
  if (!('expr' in stage)) return true
  const bases = new Set<SyntaxNode>()
  for (const node of nodesIn(stage.expr)) {
    if ((node.type === 'AccessAttribute' || node.type === 'Projection') && node.base) bases.add(node.base)
  }
  return [...nodesIn(stage.expr)].some((node) => node.type === 'This' && !bases.has(node))
}

/** An element and what decides its place. */
interface Scored {
  element: unknown
  score: number
  /** The id of its document: those that score alike come by id. */
  id: string
}

/**
 * The elements with the highest scores, and perhaps others after them. Documents are looked at by what their scores may come to:
 * those that meet the weightiest argument of `score(…)` first, in the order that decides between equal scores. A group is left
 * when as many have been found as are wanted that no other of the group can come before.
 */
function highestScored(
  plan: Plan,
  chain: Chain,
  enough: number,
  reading: Reading,
  value: Value,
  byScore: ScoreOrder,
): unknown[] {
  const isEmpty = (condition: Condition) => reading.finder.isEmpty(condition)
  const shares = plan.score ? sharesOf(plan.score.args, plan.score.knowledge, isEmpty) : []
  const seen = new Set<number>()
  const kept: Scored[] = []
  for (const group of groupsOf(shares, chain)) {
    const higher = kept.filter(({ score }) => score > group.most).length
    if (higher < enough) collectGroup(group, enough - higher)
  }
  const byId = kept.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0))
  return listFrom(value(rebased([byScore.order], asValue(byId.map(({ element }) => element)))))

  function collectGroup({ condition, most }: Share, wanted: number): void {
    const whole = allOf([plan.derived.condition, ...(condition ? [condition] : [])])
    const { attribute } = byScore
    const order = attribute && { order: attribute }
    const finding = reading.finder.find({ layers: reading.layers, condition: whole, enough: wanted, ...order })
    const canStop = finding.inOrder && (byScore.alone || attribute !== undefined)
    let best = 0
    let last: Uint8Array | undefined
    for (const found of finding.batches) {
      for (const some of pieces(found.filter(({ number }) => !seen.has(number)))) {
        const documents = reading.documents(some)
        for (const [at, one] of some.entries()) {
          if (canStop && best >= wanted && !isSame(one.key, last)) return
          last = one.key
          seen.add(one.number)
          const scored = scoredOf(one, documents[at])
          best += scored.filter(({ score }) => score >= most).length
          kept.push(...scored)
        }
      }
    }
  }

  function scoredOf(found: Found, document: unknown): Scored[] {
    const elements = listFrom(value(rebased(chain.stages, asValue([document]))))
    const scores = scoresOf(elements, byScore, value)
    return elements.map((element, at) => ({ element, score: scores[at] ?? 0, id: found.id }))
  }
}

/** Where another order comes after the scores, it leaves those alike in the order of the scores: all must be scored together. */
function scoredAtOnce({ derived }: Plan, { stages }: Chain, reading: Reading, value: Value): unknown[] {
  const found = [...reading.finder.find({ layers: reading.layers, condition: derived.condition }).batches].flat()
  return staged(stages, found, reading, value)
}

/** An order whose first key is the score. */
interface ScoreOrder {
  order: SyntaxNode & { type: 'PipeFuncCall' }
  /** The expression on an element that gives its score. */
  score: SyntaxNode
  /** Nothing else decides. */
  alone: boolean
  /** What decides next, when that stands in the document. */
  attribute: Plan['order']
}

/** The order by score that a chain asks for, or that `score(…)` leaves behind; undefined when another order comes after it. */
function scoreOrder({ order, stages }: Chain): ScoreOrder | undefined {
  if (!order) return isChangedAfterScore(stages) ? undefined : leftByScore
  const [first, ...others] = order.args
  if (first?.type !== 'Desc') return undefined
  let node: SyntaxNode | undefined = first.base
  for (const stage of stages.toReversed()) {
    if (isScore(stage)) break
    if (stage.type === 'Map' && node) node = beforeProjection(node, stage.expr)
    else if (stage.type === 'FlatMap') return undefined
  }
  const isByScore =
    node?.type === 'AccessAttribute' && node.name === '_score' && (!node.base || node.base.type === 'This')
  if (!isByScore) return undefined
  const [second] = others
  return { order, score: first.base, alone: second === undefined, attribute: second && keyIn(second, stages) }
}

/** Whether elements lose their scores before the end. */
function isChangedAfterScore(stages: readonly Stage[]): boolean {
  return stages.slice(stages.findIndex(isScore) + 1).some(({ type }) => type !== 'Filter')
}

const ownScore: SyntaxNode = { type: 'AccessAttribute', name: '_score' }
const leftByScore: ScoreOrder = {
  order: {
    type: 'PipeFuncCall',
    name: 'order',
    base: { type: 'Everything' },
    args: [{ type: 'Desc', base: ownScore }],
  },
  score: ownScore,
  alone: true,
  attribute: undefined,
}

function scoresOf(elements: readonly unknown[], { score }: ScoreOrder, value: Value): number[] {
  if (elements.length === 0) return []
  const attributes = [{ type: 'ObjectAttributeValue' as const, name: 'score', value: score }]
  const expr: SyntaxNode = { type: 'Projection', base: { type: 'This' }, expr: { type: 'Object', attributes } }
  const scores = listFrom(value({ type: 'Map', base: asValue(elements), expr }))
  return scores.map((element) => Number(Reflect.get(Object(element), 'score')))
}

/** Sets of documents, each with the highest score of those that are in none before it. */
function groupsOf(shares: readonly Share[], { stages }: Chain): Share[] {
  const groups = shares.map(({ condition }, at) => ({
    condition,
    most: shares
      .slice(at)
      .filter((share, further) => further === 0 || !excludeEachOther(condition, share.condition))
      .reduce((sum, share) => sum + share.most, 0),
  }))
  const open = groups.findIndex(({ condition }) => condition === undefined)
  const rest = { condition: undefined, most: 0 }
  if (open >= 0) return groups.slice(0, open + 1)
  return hasPositiveScores(stages) ? groups : [...groups, rest]
}

/** Whether `[_score > 0]` follows: documents that meet no argument are then left out. */
function hasPositiveScores(stages: readonly Stage[]): boolean {
  const next = stages[stages.findIndex(isScore) + 1]
  if (next?.type !== 'Filter' || next.expr.type !== 'OpCall' || next.expr.op !== '>') return false
  const { left, right } = next.expr
  return (
    left.type === 'AccessAttribute' &&
    left.name === '_score' &&
    !left.base &&
    right.type === 'Value' &&
    right.value === 0
  )
}
