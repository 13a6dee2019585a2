import type { APIRoute } from 'astro'
import { edition } from '../../edition/reader.ts'
import { sitemap } from '../../feeds/sitemap.ts'

/** The names in the list of sitemaps: `/sitemap/2026-03.xml` → `2026-03`. */
export function getStaticPaths() {
  return edition()
    .sitemaps()
    .map((address) => ({ params: { name: address.replace(/^\/sitemap\/|\.xml$/g, '') } }))
}

export const GET: APIRoute = ({ params: { name = '' } }) => {
  const paper = edition()
  const entries = paper.sitemap(name)
  if (entries === undefined) return new Response(null, { status: 404 })
  const text = sitemap(entries, (address) => paper.absolute(address))
  return new Response(text, { headers: { 'content-type': 'application/xml; charset=utf-8' } })
}
