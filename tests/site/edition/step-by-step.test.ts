import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Change } from '#site'
import type { Tables } from '../../../site/src/edition/holding/tables.ts'
import { runs } from '../../rigs/runs.ts'
import { answersOf, differingAddresses } from './answers.ts'
import { openedEdition } from './opened-edition.ts'
import { archive, aStep, type Step } from './random-newsroom.ts'

const content = ['document', 'held', 'asset', 'summary', 'listing', 'claim', 'redirect', 'reference', 'picture']

/** Every row of the edition but its counting numbers, which tell in what order documents came. */
function everythingIn(tables: Tables): Record<string, string[]> {
  const rows = (table: string) =>
    tables.rows(`select * from ${table}`).map(({ place: _, ...row }) => JSON.stringify(row))
  return Object.fromEntries(content.map((table) => [table, rows(table).sort()]))
}

function madeStepByStep(steps: Step[]): void {
  using edition = openedEdition()
  const present = new Map<string, Change>()
  const first = { changes: archive, now: '2026-03-01T00:00:00.000Z' }
  let before = answersOf(edition.reader)
  for (const { changes, now } of [first, ...steps]) {
    for (const change of changes) present.set(change.id, change)
    const { touched } = edition.writer.apply(changes, now)
    const after = answersOf(edition.reader)
    const told = new Set(touched.map(({ address }) => address))
    expect(differingAddresses(before, after).filter((address) => !told.has(address))).toEqual([])
    expect(touched).toHaveLength(told.size)
    before = after
  }
  using fresh = openedEdition()
  fresh.writer.apply([...present.values()], steps.at(-1)?.now ?? first.now)
  expect(everythingIn(edition.tables)).toEqual(everythingIn(fresh.tables))
  expect(before).toEqual(answersOf(fresh.reader))
}

describe('an edition made step by step', () => {
  test('is the edition that the same content makes at once, and tells every address that changed on the way', () => {
    fc.assert(fc.property(fc.array(aStep, { minLength: 1, maxLength: 6 }).map(inOrder), madeStepByStep), {
      numRuns: runs(60, 1_500),
    })
  })
})

/** Steps in the order of their time. */
function inOrder(steps: Step[]): Step[] {
  const times = steps.map(({ now }) => now).sort()
  return steps.map((step, i) => ({ ...step, now: times[i] ?? step.now }))
}
