import type { Instant } from '#schemas/instant.ts'
import type { EditionWriter, Owed } from '#site'

/** One step of a publish that has not been done: an address, what would happen to it, and why, in plain words. */
export type Step = Pick<Owed, 'address' | 'action' | 'reason'>

/** How many steps are looked at together. */
const batch = 1000

/** Everything that a press would do for this edition, in its order. The edition is altered on the way: hand in a copy. */
export function stepsOwed(edition: EditionWriter, now: Instant): Step[] {
  const steps = new Map<string, Step>()
  for (;;) {
    const owed = edition.owed(batch)
    for (const { address, action, reason } of owed)
      if (!steps.has(address)) steps.set(address, { address, action, reason })
    edition.strikeOut(owed.map(({ address }) => address))
    if (owed.length > 0) continue
    if (edition.unsettled() === 0) return [...steps.values()]
    edition.settleMore(now)
  }
}
