import type { APIRoute } from 'astro'
import { feedPaths, feedResponse } from '../../feeds/feed-route.ts'
import { rssFeed } from '../../feeds/rss.ts'

export const getStaticPaths = feedPaths

export const GET: APIRoute = ({ params: { page } }) =>
  feedResponse(page, 'application/xml', (feed, paper) => rssFeed(feed, 'full', paper))
