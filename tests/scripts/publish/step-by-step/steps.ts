import fc from 'fast-check'
import type { Numbers } from './edit-kind.ts'
import { type EditName, editKinds } from './edits.ts'

/** One edit, or none: what a counterexample becomes that can do without it. */
export type Edit = Numbers & { what: EditName | 'nothing' }

/**
 * How the press learns of a step. It is `told` by a listener; it looks through the lake (`swept`); a new process does (`reopened`);
 * other edits come in while it is `busy` with these; or it is `ended` when only what is urgent is done, and begins again.
 */
export type Way = 'told' | 'swept' | 'reopened' | 'busy' | 'ended'

/** Minutes pass, then edits are published in one transaction, then the press. */
export type Step = { minutes: number; edits: Edit[]; way: Way }

/** A newsroom's life: when it begins, and eight steps. */
export type Life = { start: string; steps: Step[] }

const names = Object.keys(editKinds) as EditName[] // Object.keys forgets the names of its own argument
const weighted = names.flatMap((name) => Array.from({ length: editKinds[name][0] }, () => name))
const number = fc.nat(99)

const edit: fc.Arbitrary<Edit> = fc.record({
  what: fc.constantFrom('nothing' as const, ...weighted),
  ...{ a: number, b: number, c: number },
})

/** Most transactions hold one edit, and most steps follow on each other; but days and months pass too. */
const step: fc.Arbitrary<Step> = fc.record({
  minutes: fc.constantFrom(0, 1, 1, 7, 60, 300, 1440, 44_640),
  edits: fc.oneof(
    { weight: 4, arbitrary: fc.array(edit, { minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.array(edit, { minLength: 2, maxLength: 4 }) },
  ),
  way: fc.constantFrom<Way[]>('swept', 'told', 'told', 'reopened', 'busy', 'busy', 'ended'),
})

/** On an ordinary day, before the night when summer time comes, before the one when it goes, and on New Year's Eve in Denmark. */
const start = fc.constantFrom(
  ...['2026-03-03T12:00:00.000Z', '2026-03-28T23:30:00.000Z', '2025-10-25T23:30:00.000Z', '2025-12-31T22:45:00.000Z'],
)

export const aLife: fc.Arbitrary<Life> = fc.record({
  start,
  steps: fc.array(step, { minLength: 8, maxLength: 8 }),
})
