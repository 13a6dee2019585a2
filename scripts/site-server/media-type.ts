import { extname } from 'node:path'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.xsl': 'application/xslt+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.woff2': 'font/woff2',
}

// A feed sent as application/rss+xml is shown as its source, and its stylesheet is not asked for.
const feeds: readonly [RegExp, string][] = [
  [/(^|\/)rss(-kort)?\.xml$/, 'application/xml; charset=utf-8'],
  [/(^|\/)feed\.json$/, 'application/feed+json; charset=utf-8'],
]

/** The media type that a file of the site is sent with, read from its name. */
export function mediaTypeOf(file: string): string {
  const feed = feeds.find(([pattern]) => pattern.test(file))
  return feed?.[1] ?? mediaTypes[extname(file)] ?? 'application/octet-stream'
}
