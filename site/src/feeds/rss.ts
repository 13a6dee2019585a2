import { getRssString } from '@astrojs/rss'
import { feedAddress } from '#schemas/addresses.ts'
import { asDate } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Feed, FeedItem } from '../edition/stories.ts'
import { completedItem, fullText } from './rss-item.ts'
import { xmlCharacters, xmlElement, xmlText } from './xml.ts'

/** `full` carries whole stories (`rss.xml`), `short` their summaries only (`rss-kort.xml`). */
export type RssForm = 'full' | 'short'

/** What a feed needs to know of the paper it belongs to. */
export type FeedPaper = { absolute(address: string): string }

// Browsers apply it only when it says what it is, which the library does not.
const stylesheet = '<?xml-stylesheet type="text/css" href="/rss.css"?>'

const namespaces = {
  atom: 'http://www.w3.org/2005/Atom',
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
}

/** An RSS 2.0 feed (https://www.rssboard.org/rss-specification), the same text whenever its items are the same. */
export async function rssFeed(feed: Feed, form: RssForm, paper: FeedPaper): Promise<string> {
  const text = await getRssString({
    title: xmlCharacters(feed.title),
    description: xmlCharacters(feed.description),
    site: feed.url,
    items: feed.items.map((item) => rssItem(item, form)),
    xmlns: { ...namespaces },
    customData: channelData(feed, form, paper),
  })
  return withItemsCompleted(text, feed.items).replace('?>', `?>${stylesheet}`)
}

/** When the newest change to what a feed holds was made; `undefined` for an empty feed. */
function newestChange(items: FeedItem[]): Instant | undefined {
  return items.map((item) => item.updatedAt ?? item.firstPublishedAt).reduce<Instant | undefined>(later, undefined)
}

const later = (one: Instant | undefined, other: Instant) => (one === undefined || other > one ? other : one)

function channelData(feed: Feed, form: RssForm, paper: FeedPaper): string {
  const self = paper.absolute(feedAddress(feed.address, form === 'full' ? 'rss.xml' : 'rss-kort.xml'))
  const changed = newestChange(feed.items)
  return [
    xmlElement('language', {}, 'da-DK'),
    changed === undefined ? '' : xmlElement('lastBuildDate', {}, xmlText(asDate(changed).toUTCString())),
    xmlElement('atom:link', { rel: 'self', type: 'application/rss+xml', href: self }),
  ].join('')
}

function rssItem(item: FeedItem, form: RssForm) {
  return {
    title: xmlCharacters(item.title),
    link: item.url,
    pubDate: asDate(item.firstPublishedAt),
    description: xmlCharacters(item.summary),
    categories: item.categories.map(xmlCharacters),
    ...(form === 'full' && { content: item.html === '' ? '' : fullText }),
  }
}

const itemEnd = '</item>'

/** The library escapes every text, so that an item ends where it says so. */
function withItemsCompleted(feed: string, items: readonly FeedItem[]): string {
  return feed
    .split(itemEnd)
    .map((part, place) => {
      const item = items[place]
      return item ? completedItem(part, item) : part
    })
    .join(itemEnd)
}
