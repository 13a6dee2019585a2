import { edition } from '../edition/reader.ts'
import type { Feed } from '../edition/stories.ts'
import type { FeedPaper } from './rss.ts'

/** The `page` parameter of every page with feeds, for `getStaticPaths`: `navnenyt/type/nyt-job`, and nothing for the front. */
export function feedPaths(): { params: { page: string | undefined } }[] {
  return edition()
    .feedPages()
    .map((address) => ({ params: { page: address.slice(1, -1) || undefined } }))
}

/**
 * The answer with the feed of a page, or 404 when there is no such page. `contentType` is without its character set; RSS goes
 * as plain XML, since browsers show `application/rss+xml` as source or save it, and feed readers take either.
 */
export async function feedResponse(
  page: string | undefined,
  contentType: string,
  write: (feed: Feed, paper: FeedPaper) => string | Promise<string>,
): Promise<Response> {
  const paper = edition()
  const feed = paper.feed(page === undefined ? '/' : `/${page}/`)
  if (feed === undefined) return new Response(null, { status: 404 })
  const text = await write(feed, paper)
  return new Response(text, { headers: { 'content-type': `${contentType}; charset=utf-8` } })
}
