import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import { getMimeType } from 'hono/utils/mime'
import type { Page } from './desk.ts'
import { dressed, ownFolder } from './dress.ts'
import { scriptText } from './frame/script.ts'
import { styleText } from './frame/style.ts'
import { keyWord, type Lock } from './key.ts'
import type { Preview } from './preview.ts'

/** What previews are served with. */
export type ServedPreview = {
  preview: Preview
  lock: Lock
  /** The hosts (`name:port`) under which previews may be asked for. */
  isHost(host: string): boolean
  /** The origins at which the Studio may show them in a frame. */
  studioOrigins: readonly string[]
  /** Other hosts that pages show images from. */
  imageOrigins?: readonly string[]
}

const largestDocument = 4 * 1024 * 1024

/**
 * Pages as they will be, for those who bring the key: any address of the site from the preview edition, `POST …/vis` for a document as
 * it is being written, and what pages are shown with. Nobody else is told more than that there is nothing to see.
 */
export function previewApp(served: ServedPreview): Hono {
  const { preview, lock, isHost, studioOrigins } = served
  const app = new Hono()
  app.use(async (c, next): Promise<Response | undefined> => {
    if (!isHost(c.req.header('host') ?? '')) return c.text('Forhåndsvisningen findes ikke under det navn.', 421)
    await next()
    for (const [name, value] of Object.entries(headersOf(served))) c.res.headers.set(name, value)
    return undefined
  })
  app.use(async (c, next): Promise<Response | undefined> => {
    const key = c.req.query(keyWord)
    if (key !== undefined && lock.fits(key)) return admitted(c, lock.cookie(key))
    if (!lock.admits(c.req.raw.headers)) return c.text('Forhåndsvisningen åbnes fra redaktionen.', 403)
    await next()
    return undefined
  })
  app.get(ownFolder, (c) => c.html(waitingRoom))
  app.get(`${ownFolder}skift.js`, (c) => script(c, scriptText(studioOrigins)))
  app.get(`${ownFolder}morphdom.js`, async (c) => script(c, await readFile(morphdomFile, 'utf8')))
  app.get(`${ownFolder}stil.css`, (c) => c.body(styleText, 200, { 'content-type': 'text/css; charset=utf-8' }))
  app.get(`${ownFolder}nyt`, (c) => news(c, preview))
  app.post(
    `${ownFolder}vis`,
    bodyLimit({ maxSize: largestDocument, onError: (c) => c.text('Dokumentet er for stort til at blive vist.', 413) }),
    (c) => show(c, preview),
  )
  app.get('/billeder/:name', async (c) => {
    const picture = await preview.picture(c.req.path)
    if (!picture) return c.text('Billedet findes ikke.', 404)
    return c.body(picture, 200, { 'content-type': getMimeType(c.req.path) ?? 'application/octet-stream' })
  })
  app.get('*', async (c) => (await appFile(c, preview)) ?? page(c, preview))
  app.onError((fault, c) => {
    preview.failed(fault)
    return c.text('Forhåndsvisningen kunne ikke laves. Prøv igen om lidt.', 500)
  })
  return app
}

const morphdomFile = new URL('morphdom-esm.js', import.meta.resolve('morphdom'))

function headersOf({ studioOrigins, imageOrigins = [] }: ServedPreview): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    ["img-src 'self' data:", ...imageOrigins].join(' '),
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${studioOrigins.join(' ') || "'none'"}`,
  ]
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
  }
}

/** The same address without the key, which then is in the cookie alone. */
function admitted(c: Context, cookie: string): Response {
  const url = new URL(c.req.url)
  url.searchParams.delete(keyWord)
  c.header('set-cookie', cookie)
  return c.redirect(`${url.pathname.replace(/^\/{2,}/, '/')}${url.search}`, 303)
}

const script = (c: Context, text: string) => c.body(text, 200, { 'content-type': 'text/javascript; charset=utf-8' })

/** Tells a page that stands by itself whenever something that the preview shows has changed. */
function news(c: Context, preview: Preview): Response {
  return streamSSE(c, async (stream) => {
    const gone = Promise.withResolvers<void>()
    using _ears = preview.onChange(() => {
      stream.writeSSE({ data: 'nyt' }).catch(gone.resolve)
    })
    stream.onAbort(gone.resolve)
    await gone.promise
  })
}

/** A document as it is being written → the page to show. Only pages of the preview itself may send one. */
async function show(c: Context, preview: Preview): Promise<Response> {
  const isOwn = comesFromItself(c.req.raw.headers)
  const isJson = c.req.header('content-type')?.startsWith('application/json') === true
  if (!isOwn || !isJson) return c.text('Forhåndsvisningen åbnes fra redaktionen.', 403)
  const asked: unknown = await c.req.json().catch(() => undefined)
  const { document, showing } = (asked as { document?: unknown; showing?: unknown }) ?? {}
  const shown = await preview.show(document, typeof showing === 'string' ? showing : '')
  if (!shown) return c.text('Dokumentet kan ikke vises.', 400)
  const { id, address, page, faults } = shown
  const html = dressedPage(page, shown.showing === address ? id : undefined)
  const standing = page.standings[id]
  return c.json({ id, address, showing: shown.showing, html, faults, ...(standing !== undefined && { standing }) })
}

/** Whether a page of the preview's own sends the request; programs that name no page may send it too. */
function comesFromItself(headers: Headers): boolean {
  const origin = headers.get('origin')
  const isOwnOrigin = origin === null || URL.parse(origin)?.host === headers.get('host')
  return isOwnOrigin && (headers.get('sec-fetch-site') ?? 'same-origin') === 'same-origin'
}

async function page(c: Context, preview: Preview): Promise<Response> {
  if (/\/[^/.]+$/.test(c.req.path)) return c.redirect(`${c.req.path.replace(/^\/{2,}/, '/')}/`, 308)
  const address = decodedPath(c.req.path)
  const found = address === undefined ? undefined : await preview.page(address)
  if (found && !address?.endsWith('/'))
    return c.body(new Uint8Array(found.bytes), 200, {
      'content-type': getMimeType(c.req.path) ?? 'text/plain; charset=utf-8',
    })
  if (found) return c.html(dressedPage(found, ownOn(found)))
  const missing = await preview.page('/404.html')
  return missing ? c.html(dressedPage(missing, undefined), 404) : c.text('Siden findes ikke.', 404)
}

/** The document whose page it is: the one whose headline stands first. */
function ownOn({ bytes }: Page): string | undefined {
  return /<h1[^>]* data-felt="([\w.-]+)#/.exec(Buffer.from(bytes).toString())?.[1]
}

function dressedPage({ bytes, standings }: Page, own: string | undefined): string {
  return dressed(Buffer.from(bytes).toString(), standings, own)
}

/** Styles and fonts, as the compiled app brings them. */
async function appFile(c: Context, preview: Preview): Promise<Response | undefined> {
  if (!/^(?:\/[\w-]+)?\/[\w-][\w.-]*\.(?:css|woff2|svg|js)$/.test(c.req.path)) return undefined
  const bytes = await preview.appFile(c.req.path)
  return bytes && c.body(bytes, 200, { 'content-type': getMimeType(c.req.path) ?? 'application/octet-stream' })
}

function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const waitingRoom = `<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<title>Forhåndsvisning</title>
<link rel="stylesheet" href="${ownFolder}stil.css">
<script type="module" src="${ownFolder}skift.js"></script>
</head>
<body><p role="status">Henter forhåndsvisningen …</p></body>
</html>
`
