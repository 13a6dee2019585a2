import { placeAt } from '#schemas/addresses.ts'
import { type Debt, owedNext } from '../holding/debts.ts'
import { everyPicture } from '../holding/picture-files.ts'
import type { Tables } from '../holding/tables.ts'
import { unsettledFrom } from '../holding/unsettled.ts'
import { everyAddress } from '../reading/addresses.ts'
import { isKnownAddress } from '../reading/known-address.ts'
import { dayless } from './day.ts'
import type { Touched } from './touched.ts'

/** Something that the press has to do: an address of the site to render, an image file to make, or a file to remove; and why. */
export type Owed = {
  address: string
  action: 'render' | 'picture' | 'remove'
  urgency: 'now' | 'later'
  reason: string
}

/** So many pages that show a change only in passing are made with it; more than these wait for what is new. */
const farAtOnce = 100

const ranks = { picture: 0, removal: 9 } as const

/** What is to be done next, in its order: what is new; when nothing of that is left, what reaches far, as far down as documents are settled. */
export function owedIn(tables: Tables, most: number): Owed[] {
  const now = owedNext(tables, 'now', most)
  const next = now.length > 0 ? now : owedNext(tables, 'later', most, unsettledFrom(tables))
  return next.map(({ address, rank, reason, urgency }) => {
    const action = rank === ranks.removal ? 'remove' : rank === ranks.picture ? 'picture' : 'render'
    return { address, action, urgency: urgency === 'now' ? 'now' : 'later', reason }
  })
}

/**
 * What the press owes readers for what they may see differently. While something is unsettled, months wait that only look different;
 * one that a story came to or left is made with it, since other pages lead to it, or it to the story.
 */
export function debtsFor(touched: readonly Touched[], tables: Tables, urgency: 'now' | 'later'): Debt[] {
  const isUnsettled = unsettledFrom(tables) !== undefined
  const isFarReaching = touched.filter(({ reach }) => reach === 'far').length > farAtOnce
  return touched.map(({ address, reason, reach, day }): Debt => {
    const waits =
      urgency === 'later' || (reach === 'far' && isFarReaching) || (isUnsettled && isMonth(day) && reach !== 'moved')
    return { address, ...(waits ? later(day) : now), rank: rankNow(tables, address), reason }
  })
}

const now = { urgency: 'now', at: '' } as const
const later = (day: string) => ({ urgency: 'later', at: day }) as const
const isMonth = (day: string) => day.length === 'yyyy-mm'.length

/** What the press owes for what stands on every page: nothing is gone by it, and all of it can wait. */
export function wideDebts(touched: readonly Touched[]): Debt[] {
  return touched.map(({ address, reason, day }) => ({ address, ...later(day), rank: rankOf(address), reason }))
}

/** What the press owes for image files: those that are new stand before any page does, those no page shows go after all. */
export function pictureDebts(
  added: readonly { address: string }[],
  dropped: readonly string[],
  urgency: 'now' | 'later',
): Debt[] {
  const [when, come, gone] = [urgency === 'now' ? now : later(dayless), ranks.picture, ranks.removal]
  return [
    ...added.map(({ address }) => ({ address, ...when, rank: come, reason: 'an image that a page shows' })),
    ...dropped.map((address) => ({
      address,
      ...later(''),
      rank: gone,
      reason: 'an image that no page shows any more',
    })),
  ]
}

/** These addresses as debts, whatever they are by now. */
export function debtsOf(addresses: Iterable<string>, reason: string, tables: Tables): Debt[] {
  return Array.from(addresses, (address) => ({ address, ...now, rank: rankNow(tables, address), reason }))
}

/** Every address and every image file of the site as a debt. */
export function everyDebt(reason: string, tables: Tables): Debt[] {
  const addresses = [...everyPicture(tables).map(({ address }) => address), ...everyAddress(tables)]
  return addresses.map((address) => ({ address, ...now, rank: rankOf(address), reason }))
}

function rankNow(tables: Tables, address: string): number {
  return isKnownAddress(tables, address) ? rankOf(address) : ranks.removal
}

/**
 * The order in which a reader may meet what is new: image files, pages before the lists that link to them, fronts after archives,
 * feeds after those, removals last; so no link ever leads to a page that is not there.
 */
function rankOf(address: string): number {
  if (address.startsWith('/billeder/')) return ranks.picture
  if (!address.endsWith('/')) return 5
  const place = placeAt(address)
  if (place === undefined) return 1
  if (place.place === 'document') return place.type === 'article' || place.type === 'jobAnnouncement' ? 1 : 2
  return place.place === 'front' || place.place === 'navnenyt' || place.place === 'section-or-page' ? 4 : 3
}
