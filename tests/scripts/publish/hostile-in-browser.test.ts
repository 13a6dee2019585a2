import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aBlock, aLinkedBlock, parts } from '../../builders/body.ts'
import {
  aCompany,
  aJobAnnouncement,
  anArticle,
  anAuthor,
  aPage,
  aSection,
  aTopic,
  siteSettings,
} from '../../builders/documents.ts'
import { references } from '../../builders/stored.ts'
import { openBrowser, type TestBrowser } from '../../rigs/browser.ts'
import { putDocuments, type SentDocument } from '../../rigs/lake-documents.ts'
import { type PressRig, pressOn } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

/** Words that would run if some place took them for code; each says where it ran by what it hands to `hit`. */
const payloads = [
  '<script>hit(1)</script>',
  '"><img src=x onerror=hit(2)>',
  "'><svg onload=hit(3)>",
  '</script><script>hit(4)</script>',
  '<!--<script>hit(5)//-->',
  ']]><script>hit(6)</script>',
  '</title></style></textarea></noscript><script>hit(7)</script>',
  '&lt;script&gt;hit(8)&lt;/script&gt;&#60;img src=x onerror=hit(9)&#62;',
  '" autofocus onfocus="hit(10)" x="',
  '` onmouseover=`hit(11)`',
  '<iframe srcdoc="<script>parent.hit(12)</script>">',
  '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=javascript:hit(13)">',
  '\u2028</script\u2029><script >hit(14)</script\t>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=hit(15)&gt;">',
]
const words = payloads.join(' ')

/** Addresses that would run, or lead somewhere else than they seem to. */
const addresses = [
  ...[
    'javascript:hit(20)',
    'JaVaScRiPt:hit(21)',
    'java\nscript:hit(22)',
    '\u0001javascript:hit(23)',
    ' javascript:hit(24)',
  ],
  ...[
    'data:text/html,<script>hit(25)</script>',
    'vbscript:hit(26)',
    'java\tscript:hit(27)',
    'javascript&colon;hit(28)',
  ],
  ...['//evil.example/', '/\\evil.example/', '\\\\evil.example\\', '/\t/evil.example/', 'blob:https://evil.example/1'],
  ...[
    'https://eksempel.dk/"onmouseover="hit(29)',
    'mailto:a@b.dk"onclick="hit(30)',
    'file:///etc/passwd',
    'view-source:x',
  ],
]

const slug = (current: string) => ({ _type: 'slug', current })
const seo = { title: words, description: words }
const body = [
  aBlock(words),
  ...['h2', 'h3'].map((style) => ({ ...aBlock(words, { style }), _key: style })),
  { ...aBlock(words, { listItem: 'bullet' }), _key: 'point' },
  ...addresses.map((href, n) => ({ ...aLinkedBlock(`${words} ${n}`, href), _key: `link${n}` })),
  { ...parts.quote(), text: words, speaker: words, speakerRole: words },
  {
    ...parts.factBox(),
    title: words,
    body: [aBlock(words), { ...aLinkedBlock(words, addresses[0] ?? ''), _key: 'b' }],
  },
  {
    ...parts.table(),
    caption: words,
    rows: [
      { _key: 'a', cells: [words, words] },
      { _key: 'b', cells: [words, words] },
    ],
  },
  ...[
    'https://evil.example/"><script>hit(40)</script>',
    'https://www.youtube.com/watch?v="><script>hit(41)</script>',
    'https://youtu.be/aqz-KE-bpKQ',
  ].map((url, n) => ({ ...parts.embed(), url, title: words, _key: `embed${n}` })),
  parts.readAlso('odd-notice'),
]

/** One of each type, with hostile words in every field that holds any. */
const documents: SentDocument[] = [
  siteSettings({
    title: words,
    tagline: words,
    description: words,
    publisher: words,
    editorInChief: words,
    address: words,
    footerText: words,
  }),
  aSection({ _id: 'odd-section', title: words, description: words, slug: slug('sektion') }),
  anAuthor({
    _id: 'odd-author',
    name: words,
    role: words,
    bio: words,
    email: 'a"onclick=hit(50)"@b.dk',
    slug: slug('skribent'),
  }),
  aCompany({
    _id: 'odd-company',
    name: words,
    alsoKnownAs: [words],
    description: words,
    website: 'javascript:hit(51)',
    slug: slug('virksomhed'),
  }),
  aCompany({
    _id: 'odd-company-2',
    name: words,
    website: 'https://evil.example/"onclick="hit(52)',
    slug: slug('virksomhed-2'),
  }),
  aTopic({ _id: 'odd-topic', title: words, description: words, slug: slug('emne-her') }),
  aPage({ _id: 'odd-page', title: words, standfirst: words, body, seo, slug: slug('side') }),
  aJobAnnouncement({
    ...{
      _id: 'odd-notice',
      person: words,
      kind: words,
      companyName: words,
      role: words,
      location: words,
      focus: words,
      slug: slug('notits'),
    },
    ...{
      previousRole: words,
      previousCompany: words,
      education: words,
      institution: words,
      previously: words,
      freeText: words,
    },
    company: { _type: 'reference', _ref: 'odd-company' },
  }),
  anArticle({
    ...{
      _id: 'odd',
      headline: words,
      kicker: words,
      standfirst: words,
      sponsoredBy: words,
      seo,
      body,
      slug: slug('historie'),
    },
    section: { _type: 'reference', _ref: 'odd-section' },
    ...{
      authors: references('odd-author'),
      topics: references('odd-topic'),
      companies: references('odd-company', 'odd-company-2'),
    },
    ...{ readAlso: references('odd-notice'), corrections: [{ _key: 'c', at: '2026-03-03T10:00:00Z', text: words }] },
  }),
]

const types: Record<string, string> = { '.css': 'text/css', '.xml': 'application/xml', '.json': 'application/json' }

/** Serves a folder with none of the headers that protect our sites: what the pages say must be harmless by itself. */
async function bareServer(folder: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((request, response) => {
    const file = join(folder, (request.url ?? '/').replace(/\/$/, '/index.html'))
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/html' }).end(readFileSync(file))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return { url, [Symbol.asyncDispose]: async () => void server.close() }
}

describe('a site whose every field holds code', () => {
  let lake: LakeRig
  let site: PressRig
  let server: Awaited<ReturnType<typeof bareServer>>
  let browser: TestBrowser

  beforeAll(async () => {
    lake = await runningLake()
    await putDocuments(lake, documents)
    site = pressOn({ lake })
    const { leftOut, failedPages } = await site.publish()
    expect([leftOut, failedPages]).toEqual([[], []])
    server = await bareServer(site.out)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.[Symbol.asyncDispose]()
    await server?.[Symbol.asyncDispose]()
    site?.[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  /** A page on which code that runs says so; nothing but this machine can be reached from it. */
  async function watched(): Promise<{ page: Page; hits: unknown[] }> {
    const { page } = await browser.open()
    const hits: unknown[] = []
    await page.context().exposeFunction('hit', (number: unknown) => void hits.push(number))
    await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort())
    return { page, hits }
  }

  const pages = () => [...site.tree().keys()].filter((file) => file.endsWith('.html'))

  test('runs none of it on any page, even without the headers that would forbid it', async () => {
    const { page, hits } = await watched()
    await page.goto(`${server.url}/404.html`)
    await page.setContent(words, { waitUntil: 'load' })
    expect(hits.splice(0), 'the watch notices code that runs').not.toEqual([])
    for (const file of pages()) {
      await page.goto(`${server.url}/${file}`.replace(/index\.html$/, ''), { waitUntil: 'load' })
      expect(await page.evaluate(whatCouldRun), file).toEqual([])
    }
    expect(pages().length).toBeGreaterThan(12)
    expect(hits).toEqual([])
  })

  test('shows the words as words', async () => {
    const { page } = await watched()
    await page.goto(`${server.url}/artikel/historie/`)
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('<script>hit(1)</script>')
    const told = await page
      .locator('script[type="application/ld+json"]')
      .evaluateAll((scripts) => scripts.map(({ textContent }) => JSON.stringify(JSON.parse(textContent))))
    expect(told.join()).toContain('</script><script>hit(4)</script>')
  })

  test('runs none of it in feeds, nor where a feed reader shows what is in them', async () => {
    const { page, hits } = await watched()
    for (const file of [
      'rss.xml',
      'rss-kort.xml',
      'sektion/rss.xml',
      'navnenyt/rss.xml',
      'virksomhed/virksomhed/rss.xml',
    ]) {
      await page.goto(`${server.url}/${file}`, { waitUntil: 'load' })
    }
    for (const file of ['feed.json', 'navnenyt/feed.json']) {
      const { items } = JSON.parse(readFileSync(join(site.out, file), 'utf8'))
      expect(items.length).toBeGreaterThan(0)
      for (const { content_html } of items) {
        await page.goto(`${server.url}/404.html`)
        await page.setContent(content_html, { waitUntil: 'load' })
        expect(await page.evaluate(whatCouldRun)).toEqual([])
      }
    }
    expect(hits).toEqual([])
  })
})

/** Runs in the page: scripts, event handlers, and links and frames to anything but the web, mail and telephones. */
function whatCouldRun(): string[] {
  const safe = ['http:', 'https:', 'mailto:', 'tel:']
  return [...document.querySelectorAll('*')].flatMap((element) => {
    const handlers = element.getAttributeNames().filter((name) => name.startsWith('on') || name === 'srcdoc')
    const isCode = element.localName === 'script' && element.getAttribute('type') !== 'application/ld+json'
    const isForeign = ['object', 'embed', 'base', 'form', 'svg', 'math', 'template'].includes(element.localName)
    const targets = ['href', 'src', 'action', 'data'].flatMap((name) => element.getAttribute(name) ?? [])
    const leads = targets.filter(
      (target) => !safe.includes(new URL(target, document.baseURI).protocol) && !target.startsWith('data:image/'),
    )
    const wrong = [...handlers, ...leads, ...(isCode || isForeign ? ['stands there'] : [])]
    return wrong.map((what) => `${element.outerHTML.slice(0, 120)}: ${what}`)
  })
}
