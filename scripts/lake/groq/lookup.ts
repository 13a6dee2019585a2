import { type Chain, rebased, type Stage } from './chain.ts'
import { isSameKey, listFrom, pieces, staged, type Value } from './elements.ts'
import { highestScored, scoreOrder } from './highest-scored.ts'
import { asValue } from './nodes.ts'
import { errandFor, type Plan } from './plan.ts'
import type { Reading } from './reading.ts'

/** What a chain gives, `chain` with its own expressions planned. @param value evaluates a node without surroundings */
export function lookedUp(plan: Plan, chain: Chain, reading: Reading, value: Value): unknown {
  const { limit } = chain
  if (!limit) return [...elementsOf(plan, chain, reading, value)].flat()
  const elements = firstElements(plan, chain, limit.enough, reading, value)
  const ordered = chain.order ? listFrom(value(rebased([chain.order], asValue(elements)))) : elements
  return value(rebased([...chain.after, limit.node], asValue(ordered)))
}

/** How many elements a chain of stages gives. */
export function counted(plan: Plan, chain: Chain, reading: Reading, value: Value): number {
  const { condition, exact } = plan.derived
  // A projection gives one element for each document.
  const isOfFilters = chain.stages.slice(plan.filters).every(({ type }) => type === 'Map')
  const count = exact && isOfFilters ? reading.finder.count(reading.layers, condition) : undefined
  if (count !== undefined) return count
  let sum = 0
  for (const elements of elementsOf(plan, chain, reading, value)) sum += elements.length
  return sum
}

function* elementsOf(plan: Plan, chain: Chain, reading: Reading, value: Value): Generator<unknown[]> {
  const { wish, stages } = errandFor(plan, chain.stages, reading)
  for (const found of reading.finder.find(wish).batches) {
    for (const some of pieces(found)) yield staged(stages, some, reading, value)
  }
}

/** The first elements, and perhaps others after them; all those that come before them in the order are there. */
function firstElements(plan: Plan, chain: Chain, enough: number, reading: Reading, value: Value): unknown[] {
  if (enough === 0) return []
  const errand = errandFor(plan, chain.stages, reading)
  if (plan.score) {
    const byScore = scoreOrder(chain)
    return byScore
      ? highestScored({ score: plan.score, errand, byScore, enough, reading, value })
      : scoredAtOnce(errand.wish, errand.stages, reading, value)
  }
  const { order, isById } = plan
  const isOrderKnown = !chain.order || isById || order !== undefined
  const finding = reading.finder.find({ ...errand.wish, order, ...(isOrderKnown && { enough }) })
  const canStop = finding.inOrder && isOrderKnown
  let kept: unknown[] = []
  /** The key of the last document that was looked at, once there was enough: those alike may come before what is kept. */
  let last: Uint8Array | undefined
  for (const found of finding.batches) {
    for (const some of pieces(found)) {
      const due = last === undefined ? some : some.filter(({ key }) => isSameKey(key, last))
      if (due.length > 0) kept = keptOf([...kept, ...staged(errand.stages, due, reading, value)], chain, enough, value)
      if (last !== undefined && due.length < some.length) return kept
      if (!canStop || kept.length < enough) continue
      if (!chain.order || isById) return kept
      last ??= some.at(-1)?.key
    }
  }
  return kept
}

/** The elements that the first ones are among: those that come last in the order are let go. */
function keptOf(elements: unknown[], { order }: Chain, enough: number, value: Value): unknown[] {
  if (!order || elements.length <= Math.max(enough, 100) * 2) return elements
  return listFrom(value(rebased([order], asValue(elements)))).slice(0, enough)
}

/** Where another order comes after the scores, it leaves those alike in the order of the scores: all must be scored together. */
function scoredAtOnce(
  wish: Parameters<Reading['finder']['find']>[0],
  stages: readonly Stage[],
  reading: Reading,
  value: Value,
): unknown[] {
  return staged(stages, [...reading.finder.find(wish).batches].flat(), reading, value)
}
