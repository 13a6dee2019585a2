import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siteApp } from '../../../scripts/site-server/site-app.ts'

const headers = `
# What hosts send
/*
  Content-Security-Policy: default-src 'none'
  X-Content-Type-Options: nosniff

/billeder/*
  Cache-Control: public, max-age=31536000, immutable
/*/feed.json
  Content-Type: application/feed+json; charset=utf-8
`

const redirects = `
# Where pages went
/artikel/foer/ /artikel/a/ 301
/artikel/foer/ /artikel/b/ 301
/penge/rss.xml /erhverv/rss.xml 301
/ud/ https://elsewhere.example/ 301
/ud/ //elsewhere.example/ 301
/alle/* /artikel/a/ 301
`

const gone = `# Digests\n${createHash('sha256').update('/artikel/trukket/').digest('hex')}\n`

describe('the site’s server', () => {
  let folder: string
  const app = () => siteApp({ folder: join(folder, 'site'), isHost: (host) => host === 'localhost:4321' })
  const ask = (path: string, init: RequestInit & { host?: string } = {}): Promise<Response> => {
    const { host = 'localhost:4321', ...rest } = init
    const request = new Request(`http://localhost:4321${path}`, { ...rest, headers: { ...rest.headers, host } })
    return Promise.resolve(app().fetch(request))
  }
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, 'site', file)), { recursive: true })
    writeFileSync(join(folder, 'site', file), text)
  }
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'notits-site-'))
    put('index.html', 'front')
    put('404.html', 'missing')
    put('artikel/a/index.html', 'story')
    put('artikel/a/index.html.part', 'half a sto')
    put('rss.xml', '<rss/>')
    put('emne/ai/feed.json', '{}')
    put('billeder/a.webp', 'picture')
    put('_headers', headers)
    put('_redirects', redirects)
    put('_gone', gone)
    put('artikel/foer/index.html', 'moved')
    put('artikel/lang/index.html', 'word '.repeat(1000))
    put('.hidden/notes.txt', 'secret')
    writeFileSync(join(folder, 'edition.db'), 'secret')
    symlinkSync(join(folder, 'edition.db'), join(folder, 'site', 'link.db'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('gives a folder’s page at its address', async () => {
    expect(await (await ask('/')).text()).toBe('front')
    const response = await ask('/artikel/a/')
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      'story',
    ])
  })

  test('sends a reader who forgot the last slash to the address itself', async () => {
    const response = await ask('/artikel/a?kilde=rss')
    expect([response.status, response.headers.get('location')]).toEqual([308, '/artikel/a/?kilde=rss'])
    expect((await ask('//artikel/a')).headers.get('location')).toBeNull()
  })

  test('gives the 404 page with status 404 where nothing stands', async () => {
    for (const path of ['/nowhere/', '/artikel/', '/artikel/b', '/rss.xml/', '/%']) {
      const response = await ask(path)
      expect([path, response.status, await response.text()]).toEqual([path, 404, 'missing'])
    }
  })

  test.each([
    ['/rss.xml', 'application/xml; charset=utf-8'],
    ['/emne/ai/feed.json', 'application/feed+json; charset=utf-8'],
    ['/billeder/a.webp', 'image/webp'],
  ])('names the type of %s', async (path, type) => {
    expect((await ask(path)).headers.get('content-type')).toBe(type)
  })

  test('sends the headers of the site’s own _headers file, on missing pages too', async () => {
    for (const path of ['/', '/nowhere/', '/rss.xml', '/artikel/a']) {
      const response = await ask(path)
      expect(response.headers.get('content-security-policy'), path).toBe("default-src 'none'")
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect((await ask('/billeder/a.webp')).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await ask('/')).headers.get('cache-control')).toBe('no-cache')
  })

  test.each(['/artikel/a/index.html', '/index.html'])('knows one address of a page, and %s is not it', async (path) => {
    const response = await ask(`${path}?kilde=rss`)
    const address = path.replace('index.html', '?kilde=rss')
    expect([response.status, response.headers.get('location')]).toEqual([308, address])
  })

  test.each([
    ['/artikel/foer/', '/artikel/a/'],
    ['/artikel/foer', '/artikel/a/'],
    ['/artikel/foer/?kilde=rss', '/artikel/a/?kilde=rss'],
    ['/penge/rss.xml', '/erhverv/rss.xml'],
  ])('sends readers of %s on to %s for good, as the site’s _redirects says', async (path, to) => {
    const response = await ask(path)
    expect([response.status, response.headers.get('location')]).toEqual([301, to])
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'")
  })

  test.each(['/ud/', '/alle/x/', '/alle/*'])('sends nobody on from %s, which is no address of ours', async (path) => {
    expect((await ask(path)).status).toBe(404)
  })

  test('follows the rules as they are rewritten, and none once they are gone', async () => {
    const served = app()
    const location = async () =>
      (
        await served.request('http://localhost:4321/artikel/foer/', { headers: { host: 'localhost:4321' } })
      ).headers.get('location')
    expect(await location()).toBe('/artikel/a/')
    put('_redirects', '/artikel/foer/ /artikel/nyere/ 301\n')
    expect(await location()).toBe('/artikel/nyere/')
    rmSync(join(folder, 'site/_redirects'))
    expect(await location()).toBeNull()
    put('_redirects', redirects)
  })

  test.each(['/artikel/trukket/', '/artikel/trukket'])('says that %s, taken back, is gone for good', async (path) => {
    const response = await ask(path)
    expect([response.status, await response.text()]).toEqual([410, 'missing'])
  })

  test('sends long texts packed to those who can unpack them', async () => {
    const packed = await ask('/artikel/lang/', { headers: { 'accept-encoding': 'gzip, br' } })
    expect([packed.headers.get('content-encoding'), packed.headers.get('vary')]).toEqual(['gzip', 'Accept-Encoding'])
    const text = await new Response(packed.body?.pipeThrough(new DecompressionStream('gzip'))).text()
    expect(text).toBe('word '.repeat(1000))
    const tag = packed.headers.get('etag') ?? ''
    const headers = { 'accept-encoding': 'gzip', 'if-none-match': tag }
    expect((await ask('/artikel/lang/', { headers })).status).toBe(304)
    expect((await ask('/artikel/lang/')).headers.get('content-encoding')).toBeNull()
  })

  test('sends nothing again that the reader has, and everything again once it changed', async () => {
    const tag = (await ask('/artikel/a/')).headers.get('etag') ?? ''
    const known = await ask('/artikel/a/', { headers: { 'if-none-match': `"other", W/${tag}` } })
    expect([known.status, await known.text(), known.headers.get('etag')]).toEqual([304, '', tag])
    put('artikel/a/index.html', 'story, corrected')
    const changed = await ask('/artikel/a/', { headers: { 'if-none-match': tag } })
    expect([changed.status, await changed.text()]).toEqual([200, 'story, corrected'])
  })

  test('answers HEAD with the headers alone', async () => {
    const response = await ask('/', { method: 'HEAD' })
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '5', ''])
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await ask('/', { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })

  test('refuses to be asked for under another name', async () => {
    expect((await ask('/', { host: 'rebound.example' })).status).toBe(421)
  })

  test.each([
    '/../edition.db',
    '/%2e%2e/edition.db',
    '/..%2fedition.db',
    '/artikel/..%2f..%2f..%2fedition.db',
    '/..%5cedition.db',
    '/link.db',
    '/%00',
    '/.hidden/notes.txt',
    '/artikel/a/index.html.part',
    '/_headers',
    '/_redirects',
    '/_gone',
    '/artikel/%2f/etc/passwd',
  ])('never gives %s', async (path) => {
    const response = await ask(path)
    expect([response.status, await response.text()]).toEqual([404, 'missing'])
  })

  test('can give one file for whatever is missing, as the Studio needs it', async () => {
    const studio = siteApp({ folder: join(folder, 'site'), isHost: () => true, fallback: 'index.html' })
    const response = await studio.request('/structure/article')
    expect([response.status, await response.text()]).toEqual([200, 'front'])
  })

  test('tells the desk what stands beside it, and pages of others nothing', async () => {
    const desk = { site: 'http://localhost:4321', preview: { url: 'http://localhost:4322', key: 'secret' } }
    const studio = siteApp({
      folder: join(folder, 'site'),
      isHost: () => true,
      fallback: 'index.html',
      desk: () => desk,
    })
    const asked = (headers: Record<string, string>) => studio.request('/notits/desk', { headers })
    for (const headers of [{ 'sec-fetch-site': 'same-origin' }, {}] as const) {
      const answer = await asked(headers)
      expect([answer.headers.get('cache-control'), await answer.json()]).toEqual(['no-store', desk])
    }
    for (const site of ['cross-site', 'same-site', 'none']) {
      const answer = await asked({ 'sec-fetch-site': site })
      expect([answer.status, await answer.text()], site).toEqual([403, 'This is told to the Studio alone.\n'])
    }
    expect((await ask('/notits/desk')).status).toBe(404)
  })

  test('says in plain words that nothing is there while nothing was published', async () => {
    const bare = siteApp({ folder: join(folder, 'nowhere'), isHost: () => true })
    const response = await bare.request('/')
    expect([response.status, await response.text()]).toEqual([404, 'Siden findes ikke.\n'])
  })
})
