import { getRssString } from '@astrojs/rss'
import { feedAddress } from '#schemas/addresses.ts'
import { asDate } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Feed, FeedItem } from '../edition/stories.ts'
import { fullText, isWritten, type RssForm, writeItem, written } from './rss-item.ts'
import { xmlCharacters, xmlElement, xmlText } from './xml.ts'

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
  const unwritten = feed.items.filter((item) => !isWritten(item, form))
  const text = await getRssString({
    title: xmlCharacters(feed.title),
    description: xmlCharacters(feed.description),
    site: feed.url,
    items: [...unwritten.map((item) => rssItem(item, form)), ...standIns(feed.items, form)],
    xmlns: { ...namespaces },
    customData: channelData(feed, form, paper),
  })
  return withItems(text, feed.items, unwritten, form).replace('?>', `?>${stylesheet}`)
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

/** The place of the items in the library's text. It declares the namespace of full texts first when there is one. */
function standIns(items: readonly FeedItem[], form: RssForm) {
  if (items.length === 0) return []
  const hasFullText = form === 'full' && items.some(({ html }) => html !== '')
  return [{ title: fullText, ...(hasFullText && { content: fullText }) }]
}

const itemStart = '<item>'
const itemEnd = '</item>'

/** The library escapes every text, so that an item begins and ends where it says so. */
function withItems(text: string, items: readonly FeedItem[], unwritten: readonly FeedItem[], form: RssForm): string {
  const [frame = '', ...parts] = text.split(itemStart)
  for (const [place, item] of unwritten.entries()) writeItem(item, form, parts[place] ?? '')
  const [, end = ''] = parts.at(-1)?.split(itemEnd) ?? []
  return [frame, ...items.map((item) => `${itemStart}${written(item, form)}`), end].join('')
}
