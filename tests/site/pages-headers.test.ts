import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readHeaderRules } from '../../scripts/site-server/header-rules.ts'

const rules = readHeaderRules(readFileSync(join(import.meta.dirname, '../../site/public/_headers'), 'utf8'))

const addresses = [
  ...['/', '/it-sikkerhed/', '/it-sikkerhed/2026/03/', '/artikel/sky/', '/om/', '/rss/', '/404.html'],
  ...['/navnenyt/', '/navnenyt/2026/03/', '/navnenyt/ellen/', '/navnenyt/type/nyt-job/'],
  ...['/virksomhed/x/', '/emne/x/', '/skribent/x/'],
  ...['/rss.xml', '/rss-kort.xml', '/feed.json', '/emne/x/rss.xml', '/navnenyt/type/nyt-job/feed.json'],
  ...['/billeder/a.webp', '/_astro/Page.css', '/sitemap.xml', '/favicon.svg'],
]

const headersAt = (address: string) =>
  rules.filter(({ pattern }) => pattern.test(address)).flatMap(({ headers }) => headers)

describe('the headers that the site is sent with', () => {
  test.each(addresses)('allow nothing but the site’s own files at %s', (address) => {
    const policy = new Map(headersAt(address)).get('Content-Security-Policy')?.split('; ') ?? []
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy.join(' ')).not.toMatch(/unsafe|\*|https?:/)
  })

  // Some hosts join the values of two rules with a comma, which breaks both.
  test.each(addresses)('are each told once at %s', (address) => {
    const names = headersAt(address).map(([name]) => name.toLowerCase())
    expect(names).toEqual([...new Set(names)])
  })

  test.each([
    ['/navnenyt/rss.xml', 'application/xml; charset=utf-8'],
    ['/rss-kort.xml', 'application/xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
  ])('call a feed something that browsers show: %s', (address, type) => {
    expect(new Map(headersAt(address)).get('Content-Type')).toBe(type)
  })

  test('let other sites show our pictures, but not our pages', () => {
    const policyAt = (address: string) => new Map(headersAt(address)).get('Cross-Origin-Resource-Policy')
    expect(policyAt('/billeder/a.webp')).toBe('cross-origin')
    expect(policyAt('/artikel/sky/')).toBe('same-origin')
  })
})
