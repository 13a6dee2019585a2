import { request } from 'node:http'
import type { SanityDocumentStub } from '@sanity/client'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aBlock, parts } from '../../../builders/body.ts'
import { aCompany, aJobAnnouncement, anArticle, anAuthor, aSection, siteSettings } from '../../../builders/documents.ts'
import { damaged } from '../../../rigs/damaged.ts'
import { type PreviewRig, runningPreview } from '../../../rigs/desk-and-preview.ts'
import { seededChance } from '../../../rigs/seeded-chance.ts'

const richArticle = anArticle({
  body: [aBlock('Anlægget.'), ...Object.values(parts).map((part) => part())],
  corrections: [{ _key: 'c', at: '2026-03-05T08:00:00Z', text: 'Rettet.' }],
})

const later = '2099-03-03T08:12:00.000Z'
const withdrawal = { withdrawnAt: '2026-03-04T08:00:00.000Z', reason: 'En fejl' }

const documents: SanityDocumentStub[] = [
  aSection(),
  anAuthor(),
  aCompany(),
  aJobAnnouncement(),
  siteSettings(),
  anArticle(),
  {
    ...anArticle({ headline: 'Havnen i Esbjerg får solceller' }),
    _id: 'drafts.article-havnen-i-esbjerg-faar-stroem-fra-land',
  },
  anArticle({ headline: 'Ny kaj på vej', publishedAt: later, firstPublishedAt: later }),
  anArticle({ headline: 'Fyret falder', withdrawal }),
  { _id: 'drafts.begyndt', _type: 'article', headline: 'Kun en overskrift' },
]

let rig: PreviewRig

beforeAll(async () => {
  rig = await runningPreview()
  await rig.client.mutate(documents.map(({ _rev, ...document }) => ({ create: document })))
}, 120_000)

afterAll(() => rig[Symbol.asyncDispose]())

const textAt = async (address: string) => (await rig.ask(address)).text()

async function shown(document: unknown, showing = '') {
  const body = JSON.stringify({ document, showing })
  const headers = { 'content-type': 'application/json' }
  const answer = await rig.ask('/_forhaandsvisning/vis', { method: 'POST', headers, body })
  return { status: answer.status, ...(answer.ok ? await answer.json() : {}) }
}

describe('a preview', () => {
  test('shows drafts in place of what is published, and says so', async () => {
    const front = await textAt('/')
    expect(front).toContain('Havnen i Esbjerg får solceller')
    expect(front).not.toContain('Havnen i Esbjerg får strøm fra land')
    expect(front).toContain('data-tilstand="Ændringer, der ikke er udgivet"')
  })

  test('shows what waits for its hour and what was withdrawn, and says so', async () => {
    expect(await textAt('/artikel/ny-kaj-paa-vej/')).toContain(
      '<html data-tilstand="Planlagt til 3. marts 2099 kl. 9.12"',
    )
    const withdrawn = await textAt('/artikel/fyret-falder/')
    expect(withdrawn).toContain('<html data-tilstand="Trukket tilbage"')
    expect(withdrawn).toContain('Fra næste sommer kan skibene slukke motoren ved kaj.')
  })

  test('shows a draft with nothing but a headline, at an address made for it', async () => {
    const page = await textAt('/artikel/kladde-begyndt/')
    expect(page).toContain('Kun en overskrift')
    expect(page).toContain('<html data-tilstand="Kladde"')
  })

  test('names the field that every place shows', async () => {
    const { html } = await shown(anArticle())
    const id = 'article-havnen-i-esbjerg-faar-stroem-fra-land'
    for (const path of ['headline', 'standfirst', 'body', 'authors', 'publishedAt'])
      expect(html).toContain(`data-felt="${id}#${path}"`)
    expect(html).toMatch(new RegExp(`<p data-felt="${id}#body\\[_key==&quot;\\w+&quot;\\]">`))
    expect(html).toContain('data-felt="siteSettings#title"')
  })

  test('follows the lake', async () => {
    await rig.client.patch('drafts.begyndt').set({ headline: 'Nu med flere ord' }).commit()
    await expect.poll(() => textAt('/artikel/kladde-begyndt/'), { timeout: 10_000 }).toContain('Nu med flere ord')
    await rig.client.delete('drafts.begyndt')
    await expect.poll(async () => (await rig.ask('/artikel/kladde-begyndt/')).status, { timeout: 10_000 }).toBe(404)
  })
})

describe('a document as it is being written', () => {
  test('is shown at once, and its page moves with its address', async () => {
    const first = await shown({ ...anArticle({ headline: 'Molen' }), _id: 'drafts.m1' })
    expect(first).toMatchObject({ id: 'm1', address: '/artikel/molen/', showing: '/artikel/molen/', faults: [] })
    expect(first.standing).toBe('Kladde')
    const moved = await shown({ ...anArticle({ headline: 'Molen i ny' }), _id: 'drafts.m1' }, '/artikel/molen/')
    expect(moved).toMatchObject({ address: '/artikel/molen-i-ny/', showing: '/artikel/molen-i-ny/' })
    expect((await rig.ask('/artikel/molen/')).status).toBe(404)
  })

  test('stands with readers as it did before it was opened', async () => {
    const waiting = anArticle({ headline: 'Ny kaj på vej', publishedAt: later, firstPublishedAt: later })
    for (let times = 0; times < 3; times++)
      expect((await shown(waiting)).standing).toBe('Planlagt til 3. marts 2099 kl. 9.12')
    const { standing } = await shown(aJobAnnouncement())
    expect(standing).toBeUndefined()
  })

  test('is shown where the frame stands, when that is another page', async () => {
    const { html, showing } = await shown({ ...anArticle({ headline: 'Broen' }), _id: 'drafts.m2' }, '/')
    expect(showing).toBe('/')
    expect(html).toContain('data-felt="m2#" data-tilstand="Kladde"')
  })

  test('is shown without a section and at an address of its own, when it has neither', async () => {
    const { status, html, faults } = await shown({ _id: 'drafts.m3', _type: 'article' })
    expect(status).toBe(200)
    expect(html).toContain('Uden overskrift')
    expect(html).toContain('Uden sektion')
    expect(faults).toContain('Feltet Sektion mangler; vælg én i Studio.')
  })

  test('is shown though another document has its address, or its section is gone', async () => {
    const taken = await shown({ ...anArticle({ headline: 'Fyret falder' }), _id: 'drafts.m4' })
    expect(taken).toMatchObject({ status: 200, address: '/artikel/kladde-m4/' })
    const sectionless = await shown({
      ...anArticle({ headline: 'Slusen', section: { _ref: 'nowhere' } }),
      _id: 'drafts.m5',
    })
    expect(sectionless.html).toContain('Slusen')
  })

  test('is shown whatever is taken from it or put into it', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      const chance = seededChance(seed)
      const document = chance.oneOf<{ _type: string }>([
        richArticle,
        aJobAnnouncement(),
        anAuthor(),
        aCompany(),
        aSection(),
        siteSettings(),
      ])
      const { status, html } = await shown(damaged(document, chance))
      expect(status, `seed ${seed}`).toBe(200)
      expect(html, `seed ${seed}`).toContain('</html>')
    }
    await shown(siteSettings())
  })

  test('shows an image as soon as it was uploaded', async () => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#c03' } })
      .png()
      .toBuffer()
    const asset = await rig.client.assets.upload('image', bytes, { filename: 'kran.png' })
    const leadImage = { _type: 'image', asset: { _type: 'reference', _ref: asset._id }, alt: 'En kran' }
    const { html } = await shown(anArticle({ headline: 'Kranen', leadImage }))
    const address = /<img[^>]* src="(\/billeder\/[^"]+)"[^>]* alt="En kran"/.exec(html)?.[1] ?? 'none'
    const picture = await rig.ask(address)
    expect(picture.status).toBe(200)
    expect(await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).toMatchObject({ width: 64, height: 48 })
  })

  test('is escaped, whatever is typed', async () => {
    const { html } = await shown(
      anArticle({ headline: '</head></h1><script>alert(1)</script>', sponsoredBy: '"><img src=x>' }),
    )
    // Between quotation marks of an attribute, or in data for search engines, nothing begins a tag.
    const tags = html.replace(/<script type="application\/ld\+json">[^<]*</g, '<').replace(/"[^"]*"/g, '""')
    expect(tags).not.toMatch(/<script>alert|<img src=x>/)
    expect(tags.match(/<\/head>/g)).toHaveLength(1)
  })

  test('is refused when it is no document, or too large, and nothing breaks', async () => {
    for (const nothing of [undefined, 7, [], {}, { _id: 'x', _type: 'poll' }])
      expect((await shown(nothing)).status).toBe(400)
    expect((await shown(anArticle({ standfirst: 'x'.repeat(5_000_000) }))).status).toBe(413)
    expect((await shown(anArticle())).status).toBe(200)
  })

  test('is taken from the preview’s own pages alone', async () => {
    const body = JSON.stringify({ document: anArticle(), showing: '' })
    const post = async (headers: Record<string, string>) =>
      (await rig.ask('/_forhaandsvisning/vis', { method: 'POST', headers, body })).status
    expect(await post({ 'content-type': 'text/plain' })).toBe(403)
    expect(await post({ 'content-type': 'application/json', 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await post({ 'content-type': 'application/json', origin: rig.lakeUrl })).toBe(403)
    expect(await post({ 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' })).toBe(200)
  })
})

describe('the door of previews', () => {
  const without = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, rig.preview.url), { redirect: 'manual', ...init })
  const places = [
    '/',
    '/artikel/ny-kaj-paa-vej/',
    '/_forhaandsvisning/',
    '/_forhaandsvisning/skift.js',
    '/_forhaandsvisning/nyt',
    '/favicon.svg',
    '/billeder/a.webp',
    '/rss.xml',
    '/_astro/x.css',
  ]

  test('tells nothing to whoever lacks the key', async () => {
    for (const place of places) {
      for (const headers of [{}, { cookie: 'x=1' }, { 'x-notits-noegle': 'gæt' }] as Record<string, string>[]) {
        const encoded = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, encodeURI(value)]))
        const answer = await without(place, { headers: encoded })
        expect(answer.status, place).toBe(403)
        expect(await answer.text()).toBe('Forhåndsvisningen åbnes fra redaktionen.')
      }
      expect((await without(`${place}?noegle=forkert`)).status).toBe(403)
    }
    expect((await without('/_forhaandsvisning/vis', { method: 'POST', body: '{}' })).status).toBe(403)
  })

  test('takes the key from the address once, and keeps it where no script and no other site can use it', async () => {
    const answer = await without(`/artikel/ny-kaj-paa-vej/?noegle=${rig.preview.key}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/artikel/ny-kaj-paa-vej/')
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
    const opened = await without('/artikel/ny-kaj-paa-vej/', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(opened.status).toBe(200)
  })

  test('leads nowhere else', async () => {
    const { location } = await answerTo({ path: `//elsewhere.example/?noegle=${rig.preview.key}` })
    expect(location).toBe('/elsewhere.example/')
  })

  test('is not there under another name', async () => {
    expect((await answerTo({ host: 'elsewhere.example' })).status).toBe(421)
  })

  test('lets the Studio alone show pages in a frame, and nobody find or keep them', async () => {
    const { headers } = await rig.ask('/')
    const policy = headers.get('content-security-policy')
    expect(policy).toContain(`frame-ancestors ${rig.lakeUrl}`)
    expect(policy).toContain("script-src 'self'")
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('gives no file that is not the site’s', async () => {
    for (const path of [
      '/..%2fentry.mjs',
      '/%2e%2e/server/entry.mjs',
      '/_astro/..%2f..%2fserver/entry.mjs',
      '/../../token',
      '/%',
    ])
      expect([308, 400, 404], path).toContain((await rig.ask(path)).status)
  })
})

/** What is answered to a request as no browser would send it. */
function answerTo({ path = '/', host }: { path?: string; host?: string }) {
  const { port, host: own } = new URL(rig.preview.url)
  return new Promise<{ status: number; location: string | undefined }>((resolve, reject) => {
    const headers = { host: host ?? own, 'x-notits-noegle': rig.preview.key }
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location })
    })
      .on('error', reject)
      .end()
  })
}

describe('previews', () => {
  test('have reported no failure', () => {
    expect(rig.failures).toEqual([])
  })
})
