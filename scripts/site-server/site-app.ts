import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { type DeskPlace, deskPlaceAddress } from '#schemas/desk-place.ts'
import { headersFor } from './header-rules.ts'
import { type HostRules, hostRules } from './host-files.ts'
import { mediaTypeOf } from './media-type.ts'
import { fileAt, fileNamed } from './site-file.ts'

/** What is served. */
export type Site = {
  folder: string
  /** Whether the site may be asked for under this host (`name:port`). */
  isHost(host: string): boolean
  /** The file that stands in for what is missing. */
  fallback?: string
  /** What stands beside the desk, where the folder holds the Studio. */
  desk?: () => DeskPlace
}

type Asked = { request: Request; site: Site; rules: HostRules }

/**
 * Answers requests for the site as a static host would: pages by folder, redirects and headers as the site's own `_redirects` and
 * `_headers` ask for, its 404 page where there is nothing, and 410 for what was taken back.
 */
export function siteApp(site: Site): Hono {
  const rulesNow = hostRules(site.folder)
  const app = new Hono()
  app.use(compress())
  app.all('*', async ({ req: { raw: request } }) => {
    if (!site.isHost(request.headers.get('host') ?? '')) return plain(421, 'This site is not served under that name.')
    if (!['GET', 'HEAD'].includes(request.method))
      return plain(405, 'This site is only for reading.', { allow: 'GET, HEAD' })
    if (site.desk && new URL(request.url).pathname === deskPlaceAddress) return place(request, site.desk())
    return answer({ request, site, rules: await rulesNow() })
  })
  return app
}

async function answer(asked: Asked): Promise<Response> {
  const { request, site, rules } = asked
  const { pathname, search } = new URL(request.url)
  const headers = headersFor(pathname, rules.headers)
  const leads = rules.redirects.get(pathname) ?? rules.redirects.get(`${pathname}/`)
  if (leads !== undefined) return movedTo(leads + search, 301, headers)
  const there = await fileAt(site.folder, pathname)
  const found = there.kind === 'nothing' && site.fallback ? await fileNamed(site.folder, site.fallback) : there
  if (found.kind === 'elsewhere') return movedTo(found.address + search, 308, headers)
  if (found.kind === 'nothing') return missing(asked, rules.isGone(withSlash(pathname)) ? 410 : 404)
  if (!headers.has('content-type')) headers.set('content-type', mediaTypeOf(found.name))
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache')
  headers.set('etag', found.tag)
  if (matches(request.headers.get('if-none-match'), found.tag)) return new Response(null, { status: 304, headers })
  const bytes = await bytesOf(found.path)
  return bytes ? fileResponse(request, bytes, 200, headers) : missing(asked, 404)
}

/** A file may be taken away by a publish after it was found. */
function bytesOf(path: string): Promise<Buffer<ArrayBuffer> | undefined> {
  return readFile(path).catch(() => undefined)
}

const withSlash = (pathname: string) => pathname.replace(/\/?$/, '/')

function movedTo(location: string, status: 301 | 308, headers: Headers): Response {
  headers.set('location', location)
  // What is permanent today may be used for another story tomorrow.
  headers.set('cache-control', 'no-cache')
  return new Response(null, { status, headers })
}

async function missing({ request, site, rules }: Asked, status: 404 | 410): Promise<Response> {
  const headers = headersFor('/404.html', rules.headers)
  headers.set('cache-control', 'no-cache')
  const page = await fileNamed(site.folder, '404.html')
  const bytes = page.kind === 'file' ? await bytesOf(page.path) : undefined
  if (bytes === undefined) return plain(status, 'Siden findes ikke.') // nothing has been published yet
  headers.set('content-type', mediaTypeOf('404.html'))
  return fileResponse(request, bytes, status, headers)
}

/** For pages of the Studio alone; a page elsewhere that asks is told nothing. */
function place({ headers }: Request, desk: DeskPlace): Response {
  const from = headers.get('sec-fetch-site')
  if (from !== null && from !== 'same-origin') return plain(403, 'This is told to the Studio alone.')
  return Response.json(desk, { headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } })
}

function fileResponse(request: Request, bytes: Buffer<ArrayBuffer>, status: number, headers: Headers): Response {
  headers.set('content-length', String(bytes.length))
  return new Response(request.method === 'HEAD' ? null : bytes, { status, headers })
}

/** Whether a browser's copy, named by If-None-Match, is still the file (https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match). */
function matches(asked: string | null, tag: string): boolean {
  if (asked === null) return false
  return asked.trim() === '*' || asked.split(',').some((one) => one.trim().replace(/^W\//, '') === tag)
}

function plain(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', ...headers },
  })
}
