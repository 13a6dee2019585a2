import { feedAddress } from '#schemas/addresses.ts'
import type { Feed, FeedItem } from '../edition/stories.ts'
import type { FeedPaper } from './rss.ts'

/** A JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), full text. */
export function jsonFeed(feed: Feed, paper: FeedPaper): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.description,
    home_page_url: feed.url,
    feed_url: paper.absolute(feedAddress(feed.address, 'feed.json')),
    language: 'da-DK',
    favicon: paper.absolute('/favicon.svg'),
    items: feed.items.map(jsonItem),
  })
}

function jsonItem(item: FeedItem) {
  return {
    id: item.id,
    url: item.url,
    title: item.title,
    summary: item.summary,
    content_html: item.html,
    date_published: item.firstPublishedAt,
    date_modified: item.updatedAt,
    authors: item.authors.length > 0 ? item.authors.map((name) => ({ name })) : undefined,
    tags: item.categories.length > 0 ? item.categories : undefined,
    image: item.picture?.url,
  }
}
