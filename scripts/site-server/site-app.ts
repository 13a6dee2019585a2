import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { type HeaderRule, headersFor, readHeaderRules } from './header-rules.ts'
import { mediaTypeOf } from './media-type.ts'
import { fileAt } from './site-file.ts'

/** A folder of files, the hosts (`name:port`) under which it may be asked for, and the file that stands in for what is missing. */
export type Site = { folder: string; isHost(host: string): boolean; fallback?: string }

/** Answers requests for the site as a static host would: pages by folder, its own 404 page, the headers that the site's `_headers` file asks for. */
export function siteApp({ folder, isHost, fallback }: Site): Hono {
  const app = new Hono()
  app.all('*', async ({ req: { raw } }) => {
    if (!isHost(raw.headers.get('host') ?? '')) return plain(421, 'This site is not served under that name.')
    if (!['GET', 'HEAD'].includes(raw.method))
      return plain(405, 'This site is only for reading.', { allow: 'GET, HEAD' })
    return answer(raw, folder, fallback)
  })
  return app
}

async function answer(request: Request, folder: string, fallback?: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const rules = await rulesOf(folder)
  const headers = headersFor(pathname, rules)
  const there = await fileAt(folder, pathname)
  const found = there.kind === 'nothing' && fallback ? await fileAt(folder, `/${fallback}`) : there
  if (found.kind === 'folder') {
    headers.set('location', `${pathname.replace(/^\/+/, '/')}/${search}`)
    return new Response(null, { status: 308, headers })
  }
  if (found.kind === 'nothing') return missing(request, folder, rules)
  if (!headers.has('content-type')) headers.set('content-type', mediaTypeOf(found.name))
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache')
  headers.set('etag', found.tag)
  if (matches(request.headers.get('if-none-match'), found.tag)) return new Response(null, { status: 304, headers })
  return fileResponse(request, await readFile(found.path), 200, headers)
}

async function missing(request: Request, folder: string, rules: readonly HeaderRule[]): Promise<Response> {
  const headers = headersFor('/404.html', rules)
  headers.set('cache-control', 'no-cache')
  try {
    const page = await readFile(join(folder, '404.html'))
    headers.set('content-type', mediaTypeOf('404.html'))
    return fileResponse(request, page, 404, headers)
  } catch {
    return plain(404, 'Siden findes ikke.') // nothing has been published yet
  }
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

async function rulesOf(folder: string): Promise<HeaderRule[]> {
  try {
    return readHeaderRules(await readFile(join(folder, '_headers'), 'utf8'))
  } catch {
    return [] // nothing has been published yet
  }
}

function plain(status: number, sentence: string, headers: Record<string, string> = {}): Response {
  return new Response(`${sentence}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', ...headers },
  })
}
