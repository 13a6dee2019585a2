import { placeAt } from '#schemas/addresses.ts'
import type { Edition } from '../../../site/src/edition/reader.ts'

/** Everything that a reader of the site could see, by address: what the page, feed or sitemap there is made of. */
export function answersOf(reader: Edition): Map<string, string> {
  const paper = [reader.settings(), reader.navigation()]
  return new Map(reader.addresses().map((address) => [address, JSON.stringify(answerAt(address, reader, paper))]))
}

function answerAt(address: string, reader: Edition, paper: unknown): unknown {
  const feed = /^(.*\/)(?:rss\.xml|rss-kort\.xml|feed\.json)$/.exec(address)?.[1]
  if (feed !== undefined) return reader.feed(feed)
  const sitemap = /^\/sitemap\/(.+)\.xml$/.exec(address)?.[1]
  if (sitemap !== undefined) return reader.sitemap(sitemap)
  if (address === '/sitemap.xml') return reader.sitemaps()
  if (address === '/robots.txt') return reader.siteUrl
  if (address === '/404.html') return paper
  if (address === '/_redirects') return reader.leads()
  if (address === '/_gone') return reader.goneDigests()
  return [paper, pageAt(address, reader) ?? reader.redirect(address)]
}

function pageAt(address: string, reader: Edition): unknown {
  const place = placeAt(address)
  switch (place?.place) {
    case 'front':
      return reader.front()
    case 'feeds':
      return reader.mainFeeds()
    case 'navnenyt':
      return reader.navnenytFront()
    case 'navnenyt-month':
      return reader.navnenytMonth(place)
    case 'kind':
      return reader.navnenytKind(place.kind)
    case 'section-month':
      return reader.sectionMonth(place.section, place)
    case 'section-or-page':
      return reader.sectionFront(place.slug) ?? reader.standingPage(place.slug)
    case 'document':
      return documentPages[place.type](reader, place.slug)
    default:
      throw new Error(`Nothing is expected at ${address}`)
  }
}

const documentPages = {
  article: (reader: Edition, slug: string) => reader.story(slug),
  jobAnnouncement: (reader: Edition, slug: string) => reader.notice(slug),
  author: (reader: Edition, slug: string) => reader.author(slug),
  company: (reader: Edition, slug: string) => reader.company(slug),
  topic: (reader: Edition, slug: string) => reader.topic(slug),
}

/** The addresses at which two states differ, those of one alone among them. */
export function differingAddresses(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (address) => before.get(address) !== after.get(address),
  )
}
