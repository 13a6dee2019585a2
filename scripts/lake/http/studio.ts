import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { getMimeType } from 'hono/utils/mime'
import type { DeskPlace } from '#schemas/desk-place.ts'
import type { Callers } from './callers.ts'
import { loginAddress } from './desk/login.ts'
import { refusal } from './refusals.ts'
import { studioMissing } from './studio-missing.ts'
import type { Env } from './wire.ts'

type Place = { studioFolder: string; callers: Callers; desk: () => DeskPlace }

/**
 * The built Studio: its files, and its page for every other address, since the Studio finds its own way from there. Its files
 * hold nothing that is not public; its page is for those alone whom the lake knows, and sends others to the login.
 */
export function studioRoutes({ studioFolder, callers, desk }: Place): Hono<Env> {
  return new Hono<Env>().get('*', async (c) => {
    const { pathname, search } = new URL(c.req.url)
    const file = isStudioFile(pathname) ? await readFile(join(studioFolder, pathname)).catch(unlessAbsent) : undefined
    if (file) return studioFile(pathname, file)
    if (pathname.startsWith('/static/') || !wantsPage(c))
      return refusal(404, { type: 'notFound', description: 'Not found' })
    const page = await readFile(join(studioFolder, 'index.html'), 'utf8').catch(unlessAbsent)
    const cookie = callers.admitted((name) => c.req.header(name), c.var.origin)
    if (cookie === undefined) return c.redirect(loginAddress(pathname + search), 303)
    return page === undefined ? studioMissing() : studioPage(c, page, { cookie, desk: desk() })
  })
}

/**
 * Plain names with an extension, at most two folders down: everything `sanity build` makes, and no way out of the folder. Its page
 * goes out as a page alone, however the disk lets its name be written.
 */
function isStudioFile(pathname: string): boolean {
  return /^(?:\/[\w@-][\w.@-]*){0,3}\/[\w@-][\w.@-]*\.[a-z0-9]+$/i.test(pathname) && !/\.html?$/i.test(pathname)
}

/** A picture or script that is missing is missing; only someone who opens an address gets the page. */
function wantsPage(c: Context<Env>): boolean {
  const destination = c.req.header('sec-fetch-dest')
  return destination === undefined || destination === 'document' || destination === 'empty'
}

function studioFile(pathname: string, bytes: Uint8Array<ArrayBuffer>): Response {
  const isHashed = pathname.startsWith('/static/') && /-[\w-]{8}\.\w+$/.test(pathname)
  return new Response(bytes, {
    headers: {
      'content-type': getMimeType(pathname) ?? 'application/octet-stream',
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  })
}

function studioPage(c: Context<Env>, page: string, { cookie, desk }: { cookie: string; desk: DeskPlace }): Response {
  return c.html(page, 200, {
    'cache-control': 'no-store',
    'content-security-policy': policyFor(page, c.var.origin, desk),
    'cross-origin-opener-policy': 'same-origin',
    'set-cookie': cookie,
  })
}

/**
 * The Studio may load and call its own origin alone, ask the site what it holds, and show the preview in a frame. Its page has a
 * few scripts inside, which are known by their hash.
 */
function policyFor(page: string, origin: string, { site, preview }: DeskPlace): string {
  const beside = [site, preview?.url].filter((address) => address !== undefined)
  const inside = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => script,
  )
  const hashes = inside.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`)
  return [
    "default-src 'self' blob: data:",
    ["script-src 'self'", ...hashes].join(' '),
    "style-src 'self' 'unsafe-inline'",
    ["connect-src 'self'", origin.replace('http', 'ws'), ...beside].join(' '),
    ["frame-src 'self'", ...(preview ? [preview.url] : [])].join(' '),
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

function unlessAbsent(fault: NodeJS.ErrnoException): undefined {
  if (!['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes(fault.code ?? '')) throw fault
  return undefined
}
