import type { SitemapEntry } from '../edition/stories.ts'
import { xmlText } from './xml.ts'

const declaration = '<?xml version="1.0" encoding="UTF-8"?>'
const namespace = 'http://www.sitemaps.org/schemas/sitemap/0.9'

/** The list of sitemaps (https://www.sitemaps.org/protocol.html#index); their addresses are absolute. */
export function sitemapIndex(addresses: string[]): string {
  const entries = addresses.map((address) => `<sitemap><loc>${xmlText(address)}</loc></sitemap>`)
  return `${declaration}\n<sitemapindex xmlns="${namespace}">\n${lines(entries)}</sitemapindex>\n`
}

/** One sitemap; `absolute` makes a full address of one on this site. */
export function sitemap(entries: SitemapEntry[], absolute: (address: string) => string): string {
  const written = entries.map(({ address, changedAt }) => {
    const changed = changedAt === undefined ? '' : `<lastmod>${changedAt}</lastmod>`
    return `<url><loc>${xmlText(absolute(address))}</loc>${changed}</url>`
  })
  return `${declaration}\n<urlset xmlns="${namespace}">\n${lines(written)}</urlset>\n`
}

const lines = (texts: string[]) => texts.map((text) => `${text}\n`).join('')
