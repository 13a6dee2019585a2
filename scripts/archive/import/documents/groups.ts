import type { DocumentNote } from './document-note.ts'

/** A document on the way: when it was met, the earliest that it leads back to, and which of its references come next. */
type Visit = { note: DocumentNote; met: number; earliest: number; next: number; waiting: boolean }

/**
 * Documents so that whatever one refers to comes before it; those that refer to each other in circles come together, as one
 * group. Tarjan's strongly connected components (SIAM Journal on Computing 1, 1972), without recursion, which chains of
 * thousands of references would end.
 */
export function groupsInOrder(notes: readonly DocumentNote[]): DocumentNote[][] {
  const byId = new Map(notes.map((note) => [note.id, note]))
  const visits = new Map<string, Visit>()
  const [waiting, groups]: [Visit[], DocumentNote[][]] = [[], []]
  const meet = (note: DocumentNote): Visit => {
    const visit = { note, met: visits.size, earliest: visits.size, next: 0, waiting: true }
    visits.set(note.id, visit)
    waiting.push(visit)
    return visit
  }
  for (const note of notes) {
    const trail = visits.has(note.id) ? [] : [meet(note)]
    for (let visit = trail.at(-1); visit !== undefined; visit = trail.at(-1)) {
      const step = stepFrom(visit, byId, visits)
      if (step !== undefined) trail.push(meet(step))
      else if (visit.next >= visit.note.strong.length) leave(visit, trail, waiting, groups)
    }
  }
  return groups
}

/** The document that the visit's next reference leads to, when it was not met before. */
function stepFrom(visit: Visit, byId: ReadonlyMap<string, DocumentNote>, visits: ReadonlyMap<string, Visit>) {
  while (visit.next < visit.note.strong.length) {
    const target = visit.note.strong[visit.next++] ?? ''
    const seen = visits.get(target)
    if (seen === undefined && byId.has(target)) return byId.get(target)
    if (seen?.waiting) visit.earliest = Math.min(visit.earliest, seen.met)
  }
  return undefined
}

function leave(visit: Visit, trail: Visit[], waiting: Visit[], groups: DocumentNote[][]): void {
  trail.pop()
  const parent = trail.at(-1)
  if (parent) parent.earliest = Math.min(parent.earliest, visit.earliest)
  if (visit.earliest !== visit.met) return
  const group = waiting.splice(waiting.lastIndexOf(visit)) // from the end: it is near
  for (const member of group) member.waiting = false
  groups.push(group.map(({ note }) => note))
}
