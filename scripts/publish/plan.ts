import { placeAt } from '#schemas/addresses.ts'
import type { Touched } from './sync.ts'

/** One step of a publish: an address, what happens to it, and why, in plain words. */
export type Step = { address: string; action: 'render' | 'remove'; reason: string }

/**
 * The steps that bring the site up to date: an address that still exists is rendered, one that does not is removed.
 * They come in the order in which a reader may meet them: pages before the lists that link to them, feeds after those,
 * removals last; so no link ever leads to a page that is not there.
 */
export function planPublish(touched: readonly Touched[], addresses: ReadonlySet<string>): Step[] {
  const steps = touched.map(
    ({ address, reason }): Step => ({ address, action: addresses.has(address) ? 'render' : 'remove', reason }),
  )
  return inOrder(steps)
}

/** The plan of a publish that takes nothing for granted: every address is rendered and compared. */
export function planWhole(addresses: ReadonlySet<string>, reason: string): Step[] {
  return inOrder([...addresses].map((address): Step => ({ address, action: 'render', reason })))
}

function inOrder(steps: Step[]): Step[] {
  return steps
    .map((step) => ({ step, rank: rankOf(step) }))
    .sort((one, other) => one.rank - other.rank || (one.step.address < other.step.address ? -1 : 1))
    .map(({ step }) => step)
}

function rankOf({ address, action }: Step): number {
  if (action === 'remove') return 5
  if (!address.endsWith('/')) return 4
  const place = placeAt(address)
  if (place === undefined) return 0
  if (place.place === 'document') return place.type === 'article' || place.type === 'jobAnnouncement' ? 0 : 1
  return place.place === 'front' || place.place === 'navnenyt' || place.place === 'section-or-page' ? 3 : 2
}
