import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { XMLValidator } from 'fast-xml-parser'
import { serveSite } from '../../scripts/site-server/serve.ts'
import { testSiteUrl } from './newsroom.ts'

/** The addresses inside the site that a page or feed leads a reader or a browser to. */
function linksIn(text: string): string[] {
  const attributes = text.matchAll(/\s(?:href|src|srcset|content)=(?:"([^"]*)"|'([^']*)')/g)
  const elements = text.matchAll(/<(?:link|loc|url|guid isPermaLink="true")>([^<]*)</g)
  const named = [...attributes, ...elements].flatMap(([, one = '', other = '']) => (one || other).split(/,\s+/))
  const addresses = named.map((link) => link.trim().split(/\s/)[0] ?? '').flatMap((link) => insideOf(link))
  return [...new Set(addresses)]
}

function insideOf(link: string): string[] {
  const path = link.startsWith(testSiteUrl) ? link.slice(testSiteUrl.length) || '/' : link
  if (!path.startsWith('/') || path.startsWith('//')) return []
  return [path.replaceAll('&amp;', '&').replace(/[#?].*$/, '')]
}

/** What is wrong with the bytes of one of the site's files by themselves; `undefined` when it is whole. */
function halfOf(address: string, text: string): string | undefined {
  if (address.endsWith('/') || address.endsWith('.html'))
    return text.trimEnd().endsWith('</html>') ? undefined : `${address} ends with ${JSON.stringify(text.slice(-60))}`
  if (address.endsWith('.xml') && XMLValidator.validate(text) !== true) return `${address} is no XML`
  if (address.endsWith('.json') && !parses(text)) return `${address} is no JSON`
  return text === '' ? `${address} is empty` : undefined
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What a reader who begins at the front page and follows every link finds broken in a folder that stands still. */
export function brokenIn(folder: string): string[] {
  const faults: string[] = []
  const seen = new Set(['/'])
  const queue = ['/', '/rss.xml', '/sitemap.xml']
  for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
    const path = join(folder, decodeURIComponent(address), address.endsWith('/') ? 'index.html' : '')
    if (!existsSync(path)) {
      faults.push(`${address} is missing`)
      continue
    }
    const text = readFileSync(path, 'latin1')
    const half = halfOf(address, text)
    if (half !== undefined) faults.push(half)
    if (!/\/$|\.(html|xml)$/.test(address)) continue
    for (const link of linksIn(text)) {
      if (seen.has(link)) continue
      seen.add(link)
      const there = existsSync(join(folder, decodeURIComponent(link), link.endsWith('/') ? 'index.html' : ''))
      if (there) queue.push(link)
      else faults.push(`${address} leads to ${link}, which is not there`)
    }
  }
  return faults
}

/** Readers who go through a served site while it changes, until the end of the scope. */
export interface Crawl extends AsyncDisposable {
  /** Ends the crawl: how many answers were read, and what was wrong with them. */
  end(): Promise<{ read: number; faults: string[] }>
}

/** Serves a folder and lets so many readers at once follow every link, over and over: `await using crawl = await crawled(folder)`. */
export async function crawled(folder: string, readers = 2): Promise<Crawl> {
  const { url, close } = await serveSite({ folder, port: 0, variable: 'NOTITS_SITE_PORT' })
  const faults = new Set<string>()
  let read = 0
  let ending = false
  const fetched = async (address: string) => {
    const response = await fetch(url + address)
    read++
    return { status: response.status, text: Buffer.from(await response.arrayBuffer()).toString('latin1') }
  }
  /** A link that leads nowhere is broken unless the page has changed since, or the link leads somewhere by now. */
  const check = async (from: string, link: string): Promise<string | undefined> => {
    const { status, text } = await fetched(link)
    if (status === 200) {
      const half = halfOf(link, text)
      if (half !== undefined) faults.add(half)
      return text
    }
    const still = await fetched(from)
    if (still.status !== 200 || !linksIn(still.text).includes(link)) return undefined
    if ((await fetched(link)).status !== 200) faults.add(`${from} led to ${link}, which answered ${status}`)
    return undefined
  }
  const walk = async (): Promise<void> => {
    const seen = new Set(['/'])
    const queue = [{ from: '/', link: '/' }]
    for (let next = queue.shift(); next !== undefined && !ending; next = queue.shift()) {
      const text = await check(next.from, next.link)
      if (text === undefined || !/\/$|\.(html|xml)$/.test(next.link)) continue
      for (const link of linksIn(text)) {
        if (seen.has(link)) continue
        seen.add(link)
        queue.push({ from: next.link, link })
      }
    }
  }
  const reader = async (): Promise<void> => {
    while (!ending) await walk()
  }
  const all = Promise.all(Array.from({ length: readers }, reader))
  const end = async () => {
    ending = true
    await all
    await close()
    return { read, faults: [...faults].toSorted() }
  }
  return {
    end,
    async [Symbol.asyncDispose]() {
      await end()
    },
  }
}
