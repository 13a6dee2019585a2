import type { APIRoute } from 'astro'
import { edition } from '../edition/reader.ts'
import { sitemapIndex } from '../feeds/sitemap.ts'

export const GET: APIRoute = () => {
  const paper = edition()
  const addresses = paper.sitemaps().map((address) => paper.absolute(address))
  return new Response(sitemapIndex(addresses), { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
