import { placeAt } from '#schemas/addresses.ts'
import type { Debt, Urgency } from '../holding/debts.ts'
import { dayless, type Touched } from './touched.ts'

/** So many pages that show a change only in passing are made with it; more than these wait for what is new. */
const farAtOnce = 100

/** Whether something is still unsettled decides whether months can be made: they hold all of theirs or are not touched. */
export type Occasion = { isUnsettled: boolean; urgency: 'now' | 'later'; isKnown(address: string): boolean }

/** What the press owes readers for what they may see differently. */
export function debtsFor(touched: readonly Touched[], { isUnsettled, urgency, isKnown }: Occasion): Debt[] {
  const isFarReaching = touched.filter(({ reach }) => reach === 'far').length > farAtOnce
  return touched.map(({ address, reason, reach, day }): Debt => {
    const waits = urgency === 'later' || (reach === 'far' && isFarReaching) || (isUnsettled && isMonth(day))
    return debt({ address, reason, day, urgency: waits ? 'later' : 'now' }, isKnown(address))
  })
}

const isMonth = (day: string) => day.length === 'yyyy-mm'.length

function debt(
  { address, reason, day, urgency }: Omit<Touched, 'reach'> & { urgency: Urgency },
  isKnown: boolean,
): Debt {
  return { address, urgency, at: urgency === 'now' ? '' : day, rank: isKnown ? rankOf(address) : removal, reason }
}

/** What the press owes for image files: those that are new stand before any page does, those no page shows go after all. */
export function pictureDebts(
  added: readonly { address: string }[],
  dropped: readonly string[],
  urgency: 'now' | 'later',
): Debt[] {
  const at = urgency === 'now' ? '' : dayless
  return [
    ...added.map(({ address }): Debt => ({ address, urgency, at, rank: 0, reason: 'an image that a page shows' })),
    ...dropped.map(
      (address): Debt => ({
        address,
        urgency: 'later',
        at: '',
        rank: removal,
        reason: 'an image that no page shows any more',
      }),
    ),
  ]
}

const removal = 9

/**
 * The order in which a reader may meet what is new: pages before the lists that link to them, fronts after archives, feeds
 * after those, removals last; so no link ever leads to a page that is not there.
 */
export function rankOf(address: string): number {
  if (!address.endsWith('/')) return 5
  const place = placeAt(address)
  if (place === undefined) return 1
  if (place.place === 'document') return place.type === 'article' || place.type === 'jobAnnouncement' ? 1 : 2
  return place.place === 'front' || place.place === 'navnenyt' || place.place === 'section-or-page' ? 4 : 3
}
