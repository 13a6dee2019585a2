import type { APIRoute } from 'astro'
import { feedPaths, feedResponse } from '../../feeds/feed-route.ts'
import { jsonFeed } from '../../feeds/json-feed.ts'

export const getStaticPaths = feedPaths

export const GET: APIRoute = ({ params: { page } }) => feedResponse(page, 'application/feed+json', jsonFeed)
