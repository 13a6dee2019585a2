import { XMLValidator } from 'fast-xml-parser'
import { parseJsonFeed, parseRssFeed } from 'feedsmith'
import { type DefaultTreeAdapterTypes, parse, parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { publishedEdition } from '../rigs/compiled-site.ts'
import {
  expectedFiles,
  forgetFiles,
  givenDocuments,
  goldenCases,
  goldenNow,
  keepFiles,
  receivedFiles,
} from '../rigs/golden-case.ts'

const { CI } = process.env

describe.each(goldenCases)('the site of golden case %s', (name) => {
  test('is, file by file, the one that was looked at and kept', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    const received = await receivedFiles(site)
    const expected = expectedFiles(name)
    if (expected === undefined) {
      expect(CI, `tests/golden/${name}/expected is missing; run the test once on your own machine`).toBeUndefined()
      keepFiles(name, 'expected', received)
      console.log(`Kept ${received.size} new files in tests/golden/${name}/expected; look at them before you commit.`)
      return
    }
    keepFiles(name, 'received', received)
    expect([...received.keys()].toSorted()).toEqual([...expected.keys()].toSorted())
    for (const [file, text] of received) expect(text, file).toBe(expected.get(file))
    forgetFiles(name, 'received')
  })

  test('has pages that a strict reader of HTML takes without an error', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    for (const address of site.addresses.filter(isPage)) {
      const errors: string[] = []
      const html = await (await site.render(address)).text()
      parse(html, { onParseError: ({ code, startLine }) => errors.push(`${code} in line ${startLine}`) })
      expect(errors, address).toEqual([])
    }
  })

  test('has pages that tell search engines and those who share them what they are', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    for (const address of site.addresses.filter(isPage)) {
      const head = elementsOf(parse(await (await site.render(address)).text()))
      if (head.some((element) => attributeOf(element, 'http-equiv') === 'refresh')) continue
      expect(faultsInHead(head, address), address).toEqual([])
    }
  })

  test('has feeds and sitemaps that strict readers take without an error', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    for (const address of site.addresses.filter((address) => /\.(xml|json)$/.test(address))) {
      const response = await site.render(address)
      const text = await response.text()
      expect(response.headers.get('content-type'), address).toBe(contentTypeOf(address))
      if (address.endsWith('.xml')) expect(XMLValidator.validate(text), address).toBe(true)
      if (/rss(-kort)?\.xml$/.test(address)) expect(parseRssFeed(text).language, address).toBe('da-DK')
      if (address.endsWith('.json')) expect(parseJsonFeed(text).language, address).toBe('da-DK')
    }
  })

  test('links only to addresses of its own that are there', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    const known = new Set([...site.addresses, ...site.pictures.map(({ address }) => address), ...publicFiles])
    for (const address of site.addresses.filter(isPage)) {
      const html = await (await site.render(address)).text()
      const targets = addressesIn(html)
        .map(withoutSite)
        .filter((target) => target.startsWith('/'))
      const missing = targets.filter(
        (target) => !known.has(target.replace(/#.*$/, '')) && !target.startsWith('/_astro/'),
      )
      expect(missing, address).toEqual([])
    }
  })

  test('gives feeds no relative address, class, style or script', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    for (const address of site.addresses.filter((address) => address.endsWith('feed.json'))) {
      for (const item of parseJsonFeed(await (await site.render(address)).text()).items ?? []) {
        const html = item.content_html ?? ''
        const elements = elementsOf(parseFragment(html))
        expect(addressesIn(html).filter((target) => !/^(https?:|mailto:|tel:)/.test(target))).toEqual([])
        expect(elements.filter(({ tagName }) => ['script', 'style', 'iframe'].includes(tagName))).toEqual([])
        const attributes = elements.flatMap(({ attrs }) => attrs.map((attribute) => attribute.name))
        expect(attributes.filter((attribute) => /^(class|style|on\w+)$/.test(attribute))).toEqual([])
      }
    }
  })

  test('has nothing in its pages that a strict content security policy would refuse', async () => {
    using site = await publishedEdition(givenDocuments(name), goldenNow)
    for (const address of site.addresses.filter(isPage)) {
      const elements = elementsOf(parse(await (await site.render(address)).text()))
      const refused = elements.filter(
        ({ tagName, attrs }) =>
          tagName === 'style' ||
          (tagName === 'script' &&
            !attrs.some(({ name, value }) => name === 'src' || value === 'application/ld+json')) ||
          attrs.some(({ name, value }) => name === 'style' || name.startsWith('on') || /^\s*javascript:/i.test(value)),
      )
      expect(
        refused.map(({ tagName }) => tagName),
        address,
      ).toEqual([])
    }
  })
})

describe('the compiled site', () => {
  test('answers 404 for addresses it does not know', async () => {
    using site = await publishedEdition(givenDocuments('one-article'), goldenNow)
    const unknown = ['/artikel/findes-ikke/', '/findes-ikke/', '/navnenyt/findes-ikke/', '/it-sikkerhed/1999/01/']
    const feeds = ['/artikel/rss.xml', '/findes-ikke/rss.xml', '/findes-ikke/feed.json', '/sitemap/1999-01.xml']
    for (const address of [...unknown, '/virksomhed/x/', '/emne/x/', '/skribent/x/', '/navnenyt/type/x/', ...feeds]) {
      expect((await site.render(address)).status, address).toBe(404)
    }
  })
})

const publicFiles = ['/favicon.svg', '/rss.css']

const isPage = (address: string) => address.endsWith('/') || address.endsWith('.html')

const withoutSite = (target: string) => target.replace(/^https:\/\/fjorden\.example(?=\/)/, '')

/** What search engines or sharing services would miss in a page that is not one of those that lead on. */
function faultsInHead(elements: DefaultTreeAdapterTypes.Element[], address: string): string[] {
  const told = new Map<string, string[]>()
  for (const element of elements) {
    const name = attributeOf(element, 'property') ?? attributeOf(element, 'name') ?? attributeOf(element, 'rel')
    const value = attributeOf(element, 'content') ?? attributeOf(element, 'href')
    if (name !== undefined && value !== undefined) told.set(name, [...(told.get(name) ?? []), value])
  }
  const hidden = told.get('robots')?.includes('noindex') ?? false
  const own = [`https://fjorden.example${address}`]
  const needed = ['og:title', 'og:type', 'og:site_name', 'og:locale', 'twitter:card', 'robots', 'viewport']
  return [
    ...needed.filter((name) => told.get(name)?.length !== 1 || told.get(name)?.[0] === ''),
    ...[...told].filter(([name, values]) => /^(og|article):|description/.test(name) && values.includes('')).map(String),
    ...(told.get('og:url')?.join() === own.join() ? [] : ['og:url']),
    ...((told.get('canonical') ?? []).join() === (hidden ? [] : own).join() ? [] : ['canonical']),
    ...(told.get('og:image') ?? []).filter((picture) => !picture.startsWith('https://')),
    ...(elements.filter(({ tagName }) => tagName === 'h1').length === 1 ? [] : ['h1']),
  ]
}

function attributeOf({ attrs }: DefaultTreeAdapterTypes.Element, attribute: string): string | undefined {
  return attrs.find(({ name }) => name === attribute)?.value
}

function contentTypeOf(address: string): string {
  if (address.endsWith('feed.json')) return 'application/feed+json; charset=utf-8'
  return 'application/xml; charset=utf-8'
}

function addressesIn(html: string): string[] {
  return elementsOf(parseFragment(html)).flatMap(({ attrs }) =>
    attrs.flatMap(({ name, value }) => {
      if (name === 'href' || name === 'src') return [value]
      if (name === 'srcset') return value.split(',').map((part) => part.trim().split(' ')[0] ?? '')
      return []
    }),
  )
}

function elementsOf(node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.Element[] {
  const own = 'tagName' in node ? [node] : []
  const inner = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : []
  return [...own, ...inner]
}
