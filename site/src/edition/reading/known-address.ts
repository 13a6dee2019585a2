import { feedNames, placeAt } from '#schemas/addresses.ts'
import { isEmpty } from '../holding/listing.ts'
import { isPictured } from '../holding/picture-files.ts'
import type { Tables } from '../holding/tables.ts'
import { standingAddresses } from '../lists.ts'
import { hasFeeds } from './feeds.ts'
import { isOfDocument, sectionsAt } from './places.ts'

/** Whether the site has the address now: as a page, one that leads on, a feed, a sitemap or an image file. Answered from indexes alone. */
export function isKnownAddress(tables: Tables, address: string): boolean {
  if (standingAddresses.includes(address)) return true
  if (address.startsWith('/billeder/')) return isPictured(tables, address)
  if (address.startsWith('/sitemap/')) return /^\/sitemap\/\d/.test(address) && !isEmpty(tables, address)
  const feed = feedNames.find((name) => address.endsWith(`/${name}`))
  if (feed !== undefined) return hasFeeds(tables, address.slice(0, -feed.length))
  return address.endsWith('/') && isKnownPage(tables, address)
}

function isKnownPage(tables: Tables, address: string): boolean {
  const place = placeAt(address)
  switch (place?.place) {
    case 'section-month': {
      const { section, year, month } = place
      return sectionsAt(tables, section).some((page) => !isEmpty(tables, `${page}${year}/${month}/`))
    }
    case 'navnenyt-month':
    case 'kind':
      return !isEmpty(tables, address)
    default:
      return isOfDocument(tables, address)
  }
}
