import type { Tables } from '../holding/tables.ts'
import { feedFiles, noticeDays, storyDays } from '../lists.ts'
import { everyAddress } from '../reading/addresses.ts'
import { kindAddresses } from '../reading/archives.ts'
import { kindsOf, navigationOf, settingsOf } from '../reading/paper.ts'
import { dayless, monthIn } from './day.ts'
import type { Touched } from './touched.ts'

/** What stands on every page, and on every page of navnenyt. */
export type Everywhere = { paper: string; kinds: string; kindPages: string[] }

/** What stands on every page now. */
export function everywhere(tables: Tables): Everywhere {
  return {
    paper: JSON.stringify([settingsOf(tables), navigationOf(tables)]),
    kinds: JSON.stringify(kindsOf(tables)),
    kindPages: kindAddresses(tables),
  }
}

/** What a change of it touches: all of the site, all of navnenyt, or nothing. */
export function touchedEverywhere(tables: Tables, before: Everywhere): Touched[] {
  const after = everywhere(tables)
  if (after.paper !== before.paper) return allTouched(tables)
  if (after.kinds === before.kinds) return []
  const kinds = [...new Set([...before.kindPages, ...after.kindPages])]
  const showing = new Set(['/navnenyt/', '/rss/', ...kinds, ...kinds.flatMap(feedFiles)])
  const touched = { reason: 'the kinds of notices', reach: 'near', day: dayless } as const
  return Array.from(showing, (address) => ({ address, ...touched }))
}

function allTouched(tables: Tables): Touched[] {
  const days = new Map(
    tables
      .rows(
        'select address, substr(at, 1, 10) as day from listing join summary on summary.id = listing.id where list in (?, ?)',
        ...[storyDays, noticeDays],
      )
      .map(({ address = '', day = '' }) => [address, day]),
  )
  const touched = { reason: 'the navigation or the settings', reach: 'far' } as const
  return everyAddress(tables).map((address) => {
    return { address, ...touched, day: days.get(address) ?? monthIn(address) ?? dayless }
  })
}
