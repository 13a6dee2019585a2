import type { Condition } from '../store/condition.ts'
import type { Wish } from '../store/document-finder.ts'
import type { Found } from '../store/walks.ts'
import { type Chain, isScore, rebased, type Stage } from './chain.ts'
import type { Knowledge } from './conditions.ts'
import { isSameKey, listFrom, pieces, type Value } from './elements.ts'
import type { SyntaxNode } from './engine.ts'
import { asValue } from './nodes.ts'
import { type Errand, keyIn } from './plan.ts'
import { beforeProjection } from './projections.ts'
import type { Reading } from './reading.ts'
import { type Share, sharesOf } from './scoring.ts'

/** An order whose first key is the score. */
export interface ScoreOrder {
  order: SyntaxNode & { type: 'PipeFuncCall' }
  /** The expression on an element that gives its score. */
  score: SyntaxNode
  /** Nothing else decides. */
  alone: boolean
  /** What decides next, when that stands in the document. */
  next: Wish['order']
}

interface Contest {
  score: { args: readonly SyntaxNode[]; knowledge: Knowledge }
  errand: Errand
  byScore: ScoreOrder
  enough: number
  reading: Reading
  value: Value
}

/** An element and what decides its place. */
interface Scored {
  element: unknown
  score: number
  /** The id of its document: those that score alike come by id. */
  id: string
}

/** Documents none of which scores higher than `most`. */
interface Group {
  most: number
  condition: Condition | undefined
  among: ReadonlySet<number> | undefined
}

/**
 * The elements with the highest scores, and perhaps others after them. Documents are looked at by what their scores may come to,
 * and among those by what decides between equal scores. A group is left when as many have been found as are wanted that no other
 * of the group can come before.
 */
export function highestScored({ score, errand, byScore, enough, reading, value }: Contest): unknown[] {
  const shares = sharesOf(score.args, score.knowledge, (condition) => reading.finder.isEmpty(reading.layers, condition))
  const seen = new Set<number>()
  const kept: Scored[] = []
  for (const group of groupsOf(shares, errand, reading)) {
    const higher = kept.filter((scored) => scored.score > group.most).length
    if (higher < enough) collectGroup(group, enough - higher)
  }
  const byId = kept.sort((one, other) => (one.id < other.id ? -1 : one.id > other.id ? 1 : 0))
  return listFrom(value(rebased([byScore.order], asValue(byId.map(({ element }) => element)))))

  function collectGroup({ condition, among, most }: Group, wanted: number): void {
    const { condition: base } = errand.wish
    const whole: Condition = condition ? { kind: 'and', of: [base, condition] } : base
    const finding = reading.finder.find({
      ...errand.wish,
      condition: whole,
      among,
      order: byScore.next,
      enough: wanted,
    })
    const canStop = finding.inOrder && (byScore.alone || byScore.next !== undefined)
    let best = 0
    let last: Uint8Array | undefined
    for (const found of finding.batches) {
      for (const some of pieces(found.filter(({ number }) => !seen.has(number)))) {
        const documents = reading.documents(some)
        for (const [at, one] of some.entries()) {
          if (canStop && best >= wanted && !isSameKey(one.key, last)) return
          last = one.key
          seen.add(one.number)
          const scored = scoredOf(one, documents[at])
          best += scored.filter((each) => each.score >= most).length
          kept.push(...scored)
        }
      }
    }
  }

  function scoredOf(found: Found, document: unknown): Scored[] {
    const elements = listFrom(value(rebased(errand.stages, asValue([document]))))
    const scores = scoresOf(elements, byScore, value)
    return elements.map((element, at) => ({ element, score: scores[at] ?? 0, id: found.id }))
  }
}

/**
 * The order by score that a chain asks for, or that `score(…)` leaves behind; undefined when another order comes after it, or when
 * the scores are not those of documents, given once.
 */
export function scoreOrder({ order, stages }: Chain): ScoreOrder | undefined {
  const first = stages.findIndex(isScore)
  const isOfDocuments = stages.slice(0, first).every(({ type }) => type === 'Filter')
  if (!isOfDocuments || stages.slice(first + 1).some(isScore)) return undefined
  if (!order) return isChangedAfterScore(stages) ? undefined : leftByScore
  const [key, second] = order.args
  if (key?.type !== 'Desc') return undefined
  let node: SyntaxNode | undefined = key.base
  for (const stage of stages.toReversed()) {
    if (isScore(stage)) break
    if (stage.type === 'Map' && node) node = beforeProjection(node, stage.expr)
    else if (stage.type === 'FlatMap') return undefined
  }
  const isByScore =
    node?.type === 'AccessAttribute' && node.name === '_score' && (!node.base || node.base.type === 'This')
  if (!isByScore) return undefined
  return { order, score: key.base, alone: second === undefined, next: second && keyIn(second, stages) }
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
  next: undefined,
}

function scoresOf(elements: readonly unknown[], { score }: ScoreOrder, value: Value): number[] {
  if (elements.length === 0) return []
  const attributes = [{ type: 'ObjectAttributeValue' as const, name: 'score', value: score }]
  const expr: SyntaxNode = { type: 'Projection', base: { type: 'This' }, expr: { type: 'Object', attributes } }
  const scores = listFrom(value({ type: 'Map', base: asValue(elements), expr }))
  return scores.map((element) => Number(Reflect.get(Object(element), 'score')))
}

/**
 * Sets of documents by what their scores may come to, the highest first: each document with the sum of the shares it may have.
 * Shares that most documents may have count for all.
 */
function groupsOf(shares: readonly Share[], { stages }: Errand, { finder, layers }: Reading): Group[] {
  const known = shares.map((share) => ({
    ...share,
    numbers: share.condition && finder.numbers(layers, share.condition),
  }))
  const common = known.filter(({ numbers }) => numbers === undefined)
  const always = common.reduce((sum, { most }) => sum + most, 0)
  const highest = new Map<number, number>()
  for (const { numbers, most } of known) {
    for (const number of numbers ?? []) highest.set(number, (highest.get(number) ?? always) + most)
  }
  const groups = Map.groupBy(highest.keys(), (number) => highest.get(number) ?? 0)
  const some = [...groups].sort(([one], [other]) => other - one)
  const named = some.map(([most, numbers]): Group => ({ most, among: new Set(numbers), condition: undefined }))
  return [...named, ...groupsOfAll(common, always, hasPositiveScores(stages))]
}

/** Those in none of the sets: whoever meets a common share, and, where scores of nothing stay, all the rest. */
function groupsOfAll(common: readonly Share[], always: number, onlyPositive: boolean): Group[] {
  const conditions = common.flatMap(({ condition }) => condition ?? [])
  const isOpen = conditions.length < common.length
  const met: Group = { most: always, among: undefined, condition: isOpen ? undefined : { kind: 'or', of: conditions } }
  if (common.length === 0 && onlyPositive) return []
  return onlyPositive || isOpen ? [met] : [met, { most: 0, among: undefined, condition: undefined }]
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
