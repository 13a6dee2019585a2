import type { Found } from '../store/walks.ts'
import { rebased, type Stage } from './chain.ts'
import type { SyntaxNode } from './engine.ts'
import { asValue } from './nodes.ts'
import type { Reading } from './reading.ts'

/** What a node without surroundings gives. */
export type Value = (tree: SyntaxNode) => unknown

/** What stages make of the documents that were found. */
export function staged(stages: readonly Stage[], found: readonly Found[], reading: Reading, value: Value): unknown[] {
  return listFrom(value(rebased(stages, asValue(reading.documents(found)))))
}

/** Few enough documents to be in memory at once, whatever their size. */
const most = 200

/** What was found, in pieces that can be in memory at once. */
export function* pieces(found: readonly Found[]): Generator<readonly Found[]> {
  for (let start = 0; start < found.length; start += most) yield found.slice(start, start + most)
}

/** Whether two documents have the same key of an order; those without one are like no other. */
export function isSameKey(one: Found['key'], other: Found['key']): boolean {
  return one !== undefined && other !== undefined && Buffer.compare(one, other) === 0
}

/** A list as it is, and nothing for what is none. */
export function listFrom(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
