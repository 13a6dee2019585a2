import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Instant } from '#schemas/instant.ts'
import type { Applied, Change } from '#site'
import type { Tables } from '../../../site/src/edition/holding/tables.ts'
import { runs } from '../../rigs/runs.ts'
import { answersOf, differingAddresses } from './answers.ts'
import { openedEdition } from './opened-edition.ts'
import { archive, aStep, type Step } from './random-newsroom.ts'

const content = [
  ...['document', 'held', 'asset', 'summary', 'listing', 'claim', 'redirect', 'gone', 'reference', 'picture'],
  ...['unread', 'tally', 'unsettled'],
]

/** Every row of the edition but its counting numbers, which tell in what order documents came. */
function everythingIn(tables: Tables): Record<string, string[]> {
  const rows = (table: string) =>
    tables.rows(`select * from ${table}`).map(({ place: _, ...row }) => JSON.stringify(row))
  return Object.fromEntries(content.map((table) => [table, rows(table).sort()]))
}

function madeStepByStep(steps: Step[], slice: number): void {
  using edition = openedEdition(slice)
  const present = new Map<string, Change>()
  let before = answersOf(edition.reader)
  const isTold = (applied: Applied) => {
    const after = answersOf(edition.reader)
    const told = new Set(applied.touched.map(({ address }) => address))
    expect(differingAddresses(before, after).filter((address) => !told.has(address))).toEqual([])
    expect(applied.touched).toHaveLength(told.size)
    before = after
  }
  for (const { changes, now } of [first, ...steps]) {
    for (const change of changes) present.set(change.id, change)
    isTold(edition.writer.apply(changes, now))
  }
  while (edition.writer.unsettled() > 0) isTold(edition.writer.settleMore(steps.at(-1)?.now ?? first.now))
  using fresh = openedEdition()
  fresh.writer.apply([...present.values()], steps.at(-1)?.now ?? first.now)
  expect(everythingIn(edition.tables)).toEqual(everythingIn(fresh.tables))
  expect(before).toEqual(answersOf(fresh.reader))
}

/** A site that is kept by doing what the edition owes, a little at a time, while it goes on changing. */
function keptByWhatIsOwed(steps: (Step & { patience: number })[], slice: number): void {
  using edition = openedEdition(slice)
  const { writer, reader } = edition
  const site = new Map<string, string>()
  const work = (patience: number, now: Instant) => {
    for (let left = patience; left > 0; left--) {
      const owed = writer.owed(7)
      if (owed.length === 0 && writer.unsettled() === 0) return
      if (owed.length === 0) writer.settleMore(now)
      const answers = owed.length === 0 ? new Map<string, string>() : answersOf(reader)
      for (const { address, action } of owed) {
        const answer = action === 'picture' ? JSON.stringify(writer.picture(address)) : answers.get(address)
        expect(answer === undefined, `${action} ${address}`).toBe(action === 'remove')
        if (answer === undefined) site.delete(address)
        else site.set(address, answer)
      }
      writer.strikeOut(owed.map(({ address }) => address))
    }
  }
  for (const { changes, now, patience } of [{ ...first, patience: Infinity }, ...steps]) {
    writer.apply(changes, now)
    work(patience, now)
  }
  work(Infinity, steps.at(-1)?.now ?? first.now)
  const pictures = writer
    .pictures()
    .map(({ address }): [string, string] => [address, JSON.stringify(writer.picture(address))])
  expect(new Map([...site].toSorted())).toEqual(new Map([...answersOf(reader), ...pictures].toSorted()))
}

const first = { changes: archive, now: '2026-03-01T00:00:00.000Z' }
const slices = fc.constantFrom(4, 20, 60)

describe('an edition made step by step', () => {
  test('is the edition that the same content makes at once, and tells every address that changed on the way', () => {
    const steps = fc.array(aStep, { minLength: 1, maxLength: 6 }).map(inOrder)
    fc.assert(fc.property(steps, slices, madeStepByStep), { numRuns: runs(20, 1_500) })
  })

  test('owes all that the site needs to be the one that the same content makes, however little of it is done at a time', () => {
    const aPatientStep = fc.tuple(aStep, fc.nat(3)).map(([step, patience]) => ({ ...step, patience }))
    const steps = fc.array(aPatientStep, { minLength: 1, maxLength: 4 }).map(inOrder)
    fc.assert(fc.property(steps, slices, keptByWhatIsOwed), { numRuns: runs(8, 600) })
  })
})

/** Steps in the order of their time. */
function inOrder<AStep extends Step>(steps: AStep[]): AStep[] {
  const times = steps.map(({ now }) => now).sort()
  return steps.map((step, i) => ({ ...step, now: times[i] ?? step.now }))
}
