import { getRssString } from '@astrojs/rss'
import { feedAddress } from '#schemas/addresses.ts'
import { asDate } from '#schemas/dates.ts'
import type { Instant } from '#schemas/instant.ts'
import type { Feed, FeedItem } from '../edition/stories.ts'
import { xmlCharacters, xmlElement, xmlText } from './xml.ts'

/** `full` carries whole stories (`rss.xml`), `short` their summaries only (`rss-kort.xml`). */
export type RssForm = 'full' | 'short'

/** What a feed needs to know of the paper it belongs to. */
export type FeedPaper = { absolute(address: string): string }

/**
 * The library reads `customData` as XML and turns `007` or `1e5` into numbers. This character before each text keeps it text;
 * it is of the private-use area, no content holds it, and it is taken out again at the end.
 */
const asText = '\u{E000}'

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
  return text.replaceAll(asText, '').replace('?>', `?>${stylesheet}`)
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
    textElement('language', 'da-DK'),
    changed === undefined ? '' : textElement('lastBuildDate', asDate(changed).toUTCString()),
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
    customData: itemData(item),
    ...(form === 'full' && { content: xmlCharacters(item.html) }),
  }
}

function itemData(item: FeedItem): string {
  return [
    textElement('guid', item.id, { isPermaLink: 'false' }),
    ...item.authors.map((author) => textElement('dc:creator', author)),
    item.picture ? mediaContent(item.picture) : '',
  ].join('')
}

function mediaContent({ alt, ...picture }: NonNullable<FeedItem['picture']>): string {
  const description = alt === '' ? undefined : textElement('media:description', alt)
  return xmlElement('media:content', { ...picture, medium: 'image' }, description)
}

function textElement(name: string, text: string, attributes: Record<string, string> = {}): string {
  return xmlElement(name, attributes, asText + xmlText(text))
}
