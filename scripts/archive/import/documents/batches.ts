import type { DocumentNote } from './document-note.ts'
import { groupsInOrder } from './groups.ts'

/** Documents that are written together, and the batches (by index) that must be in the lake before. */
export type Batch = {
  notes: DocumentNote[]
  after: number[]
  /** Whether they refer to each other in a circle that is too large for one transaction. */
  circle: boolean
}

/** In bytes of JSON, and in documents; `circle` is the most that one transaction is stretched to. */
export type BatchSize = { bytes: number; documents: number; circle: number }

/**
 * Batches in an order in which every strong reference leads to what is there, so that each document is written once, whole.
 * Small circles go into one transaction, since a lake looks at references when it ends.
 */
export function batchesOf(notes: readonly DocumentNote[], size: BatchSize): Batch[] {
  const batches: Batch[] = []
  const batchOf = new Map<string, number>()
  let room = { bytes: 0, documents: 0 }
  for (const group of groupsInOrder(notes)) {
    const bytes = group.reduce((sum, { length }) => sum + length, 0)
    const circle = group.length > 1 && bytes > size.circle
    if (circle || room.bytes < bytes || room.documents < group.length) {
      batches.push({ notes: [], after: [], circle })
      room = circle ? { bytes: 0, documents: 0 } : { bytes: size.bytes, documents: size.documents }
    }
    for (const { id } of group) batchOf.set(id, batches.length - 1)
    batches.at(-1)?.notes.push(...group)
    room = { bytes: room.bytes - bytes, documents: room.documents - group.length }
  }
  return batches.map((batch, index) => ({ ...batch, after: neededBy(batch.notes, batchOf, index) }))
}

function neededBy(notes: readonly DocumentNote[], batchOf: ReadonlyMap<string, number>, own: number): number[] {
  const needed = new Set(notes.flatMap(({ strong }) => strong.map((id) => batchOf.get(id) ?? own)))
  needed.delete(own)
  return [...needed]
}
