import { XMLValidator } from 'fast-xml-parser'
import { parseJsonFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import type { Feed, FeedItem } from '../../site/src/edition/stories.ts'
import { jsonFeed } from '../../site/src/feeds/json-feed.ts'
import { rssFeed } from '../../site/src/feeds/rss.ts'
import { sitemap, sitemapIndex } from '../../site/src/feeds/sitemap.ts'

const paper = { absolute: (address: string) => `https://avis.example${address}` }

function anItem(item: Partial<FeedItem> = {}): FeedItem {
  return {
    id: 'artikel-1',
    url: 'https://avis.example/artikel/sky/',
    title: 'Kommuner samler driften',
    summary: 'Ni kommuner går sammen.',
    html: '<p>Ni kommuner går sammen om <a href="https://avis.example/emne/sky/">skyen</a>.</p>',
    firstPublishedAt: '2026-03-03T08:12:00.000Z',
    authors: ['Mette Winther'],
    categories: ['Offentlig it'],
    ...item,
  }
}

function aFeed(items: FeedItem[], feed: Partial<Feed> = {}): Feed {
  return { title: 'Avis', description: 'Nyheder om it', url: 'https://avis.example/', address: '/', items, ...feed }
}

const parsed = async (items: FeedItem[]) => parseRssFeed(await rssFeed(aFeed(items), 'full', paper))

describe('an RSS feed', () => {
  test('names itself, its language and its page', async () => {
    const feed = aFeed([], { url: 'https://avis.example/navnenyt/', address: '/navnenyt/' })
    const text = await rssFeed(feed, 'short', paper)
    expect(parseRssFeed(text)).toMatchObject({
      title: 'Avis',
      description: 'Nyheder om it',
      link: 'https://avis.example/navnenyt/',
      language: 'da-DK',
      atom: {
        links: [{ rel: 'self', type: 'application/rss+xml', href: 'https://avis.example/navnenyt/rss-kort.xml' }],
      },
    })
  })

  test('tells browsers how to show it', async () => {
    expect(await rssFeed(aFeed([]), 'full', paper)).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><\?xml-stylesheet type="text\/css" href="\/rss.css"\?><rss /,
    )
  })

  test('carries the whole story with its authors, topics and first day', async () => {
    const { items = [] } = await parsed([anItem({ authors: ['Mette Winther', 'Søren Aagaard'] })])
    expect(items).toMatchObject([
      {
        title: 'Kommuner samler driften',
        link: 'https://avis.example/artikel/sky/',
        description: 'Ni kommuner går sammen.',
        pubDate: 'Tue, 03 Mar 2026 08:12:00 GMT',
        categories: [{ name: 'Offentlig it' }],
        content: { encoded: anItem().html },
        dc: { creators: ['Mette Winther', 'Søren Aagaard'] },
      },
    ])
  })

  test('carries no full text in its short form', async () => {
    expect(await rssFeed(aFeed([anItem()]), 'short', paper)).not.toContain('content:encoded')
  })

  test.each(['artikel-1', '007', '1e5', '0x1f', 'true', '12345678901234567890'])(
    'uses the id of the document as guid, letter for letter: %s',
    async (id) => {
      const text = await rssFeed(aFeed([anItem({ id })]), 'full', paper)
      expect(text).toContain(`<guid isPermaLink="false">${id}</guid>`)
    },
  )

  test('keeps names and alternative texts that look like numbers', async () => {
    const picture = {
      url: 'https://avis.example/b.webp',
      width: 1200,
      height: 800,
      type: 'image/webp' as const,
      alt: '007',
    }
    const text = await rssFeed(aFeed([anItem({ authors: ['1e5'], picture })]), 'full', paper)
    expect(text).toContain('<dc:creator>1e5</dc:creator>')
    expect(text).toContain('<media:description>007</media:description>')
  })

  test('shows the picture as media, without an enclosure whose length nobody knows', async () => {
    const picture = {
      url: 'https://avis.example/b.webp',
      width: 1200,
      height: 800,
      type: 'image/webp' as const,
      alt: '',
    }
    const text = await rssFeed(aFeed([anItem({ picture })]), 'full', paper)
    expect(parseRssFeed(text).items?.[0]?.media?.contents).toMatchObject([
      { url: 'https://avis.example/b.webp', medium: 'image', type: 'image/webp', width: 1200, height: 800 },
    ])
    expect(text).not.toContain('<enclosure')
  })

  test('was last built when its newest entry changed', async () => {
    const older = anItem({
      id: 'b',
      firstPublishedAt: '2026-03-01T08:00:00.000Z',
      updatedAt: '2026-03-04T09:00:00.000Z',
    })
    expect((await parsed([anItem(), older])).lastBuildDate).toBe('Wed, 04 Mar 2026 09:00:00 GMT')
  })

  test('has no build date while it is empty', async () => {
    expect((await parsed([])).lastBuildDate).toBeUndefined()
  })

  test.each([
    ['control characters', 'Før\u0000\u0008\u000b\u001fefter'],
    ['noncharacters and half surrogates', 'Før\ufffe\uffff\ud800efter'],
    ['the end of a CDATA section', 'a]]>b'],
    ['entities of its own', '&#x1; &amp; &nbsp; <b>'],
    ['emoji', 'Fest 🎉 i skyen'],
    ['quotes', '»Sådan« "her" \'der\''],
    ['twenty thousand characters', 'ø'.repeat(20_000)],
  ])('stays well-formed with %s in every text', async (_, words) => {
    const item = anItem({ title: words, summary: words, html: words, authors: [words], categories: [words], id: 'x' })
    const feed = aFeed([item], { title: words, description: words })
    const text = await rssFeed(feed, 'full', paper)
    expect(XMLValidator.validate(text)).toBe(true)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters it must not hold
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/)
    expect(text.isWellFormed()).toBe(true)
  })

  test('tells a title as it was written', async () => {
    const title = 'R&D: 3 < 5, "nej" & <script>alert(1)</script>'
    expect(await rssFeed(aFeed([anItem({ title })]), 'full', paper)).toContain(
      'R&amp;D: 3 &lt; 5, &quot;nej&quot; &amp; &lt;script&gt;alert(1)&lt;/script&gt;',
    )
  })
})

describe('a JSON Feed', () => {
  test('is of version 1.1 and carries what the RSS feed carries', () => {
    const text = jsonFeed(aFeed([anItem({ updatedAt: '2026-03-04T09:00:00.000Z' })]), paper)
    expect(parseJsonFeed(text)).toMatchObject({
      title: 'Avis',
      home_page_url: 'https://avis.example/',
      feed_url: 'https://avis.example/feed.json',
      language: 'da-DK',
      items: [
        {
          id: 'artikel-1',
          url: 'https://avis.example/artikel/sky/',
          title: 'Kommuner samler driften',
          content_html: anItem().html,
          date_published: '2026-03-03T08:12:00.000Z',
          date_modified: '2026-03-04T09:00:00.000Z',
          authors: [{ name: 'Mette Winther' }],
          tags: ['Offentlig it'],
        },
      ],
    })
    expect(JSON.parse(text)).toMatchObject({ version: 'https://jsonfeed.org/version/1.1' })
  })
})

describe('a sitemap', () => {
  test('lists whole addresses, with the day of the latest change where it is known', () => {
    const text = sitemap(
      [{ address: '/artikel/a/', changedAt: '2026-03-03T08:12:00.000Z' }, { address: '/om/' }],
      paper.absolute,
    )
    expect(XMLValidator.validate(text)).toBe(true)
    expect(text).toContain(
      '<url><loc>https://avis.example/artikel/a/</loc><lastmod>2026-03-03T08:12:00.000Z</lastmod></url>',
    )
    expect(text).toContain('<url><loc>https://avis.example/om/</loc></url>')
  })

  test('is named by the index of sitemaps', () => {
    const text = sitemapIndex(['https://avis.example/sitemap/2026-03.xml'])
    expect(XMLValidator.validate(text)).toBe(true)
    expect(text).toContain('<sitemap><loc>https://avis.example/sitemap/2026-03.xml</loc></sitemap>')
  })
})
