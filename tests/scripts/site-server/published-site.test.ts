import type { SanityDocumentStub } from '@sanity/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { siteApp } from '../../../scripts/site-server/site-app.ts'
import { anArticle, anAuthor, aSection } from '../../builders/documents.ts'
import { type PressRig, pressOn } from '../../rigs/press-rig.ts'
import { type LakeRig, runningLake } from '../../rigs/running-lake.ts'

const now = '2026-03-20T12:00:00.000Z'
const later = '2099-01-01T00:00:00.000Z'
const withdrawal = { withdrawnAt: '2026-03-10T00:00:00.000Z', reason: 'Forkert' }

describe('a published site, as its own server gives it', () => {
  let lake: LakeRig
  let site: PressRig
  beforeAll(async () => {
    lake = await runningLake()
    const documents: SanityDocumentStub[] = [
      aSection({ slug: { current: 'penge' }, earlierSlugs: ['erhverv'] }),
      anAuthor(),
      anArticle({ _id: 'flyttet', slug: { current: 'ny' }, earlierSlugs: ['aeldst', 'gammel'] }),
      anArticle({ _id: 'trukket', slug: { current: 'trukket' }, earlierSlugs: ['trukket-foer'], withdrawal }),
      anArticle({
        _id: 'venter',
        slug: { current: 'venter' },
        publishedAt: later,
        firstPublishedAt: later,
        withdrawal,
      }),
    ]
    await lake.client.mutate(documents.map(({ _rev, ...document }) => ({ create: document })))
    site = pressOn({ lake, now })
    await site.publish()
  })
  afterAll(async () => {
    site[Symbol.dispose]()
    await lake[Symbol.asyncDispose]()
  })

  const ask = async (path: string, headers = {}) =>
    siteApp({ folder: site.out, isHost: () => true }).request(path, { headers })
  const told = async (path: string) => {
    const answer = await ask(path)
    return [answer.status, answer.headers.get('location')]
  }

  test('sends readers of earlier addresses on in one step', async () => {
    for (const path of ['/artikel/aeldst/', '/artikel/gammel/']) expect(await told(path)).toEqual([301, '/artikel/ny/'])
    for (const rest of ['', 'rss.xml', 'rss-kort.xml', 'feed.json', '2026/03/'])
      expect(await told(`/erhverv/${rest}`), rest).toEqual([301, `/penge/${rest}`])
  })

  test('has a small page at each of them, for hosts that know no redirects', () => {
    expect(site.file('/artikel/gammel/')).toContain('url=/artikel/ny/')
    expect(site.file('/erhverv/2026/03/')).toContain('url=/penge/2026/03/')
  })

  test('says that what was taken back is gone, in good Danish, and of the rest that it was never there', async () => {
    for (const path of ['/artikel/trukket/', '/artikel/trukket-foer/']) {
      const answer = await ask(path)
      expect([answer.status, await answer.text()], path).toEqual([410, expect.stringContaining('Siden findes ikke')])
    }
    for (const path of ['/artikel/venter/', '/artikel/ukendt/']) expect(await told(path), path).toEqual([404, null])
  })

  test('tells the desk on any origin what it holds, and nothing twice', async () => {
    const answer = await ask('/build.json')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(await answer.json()).toMatchObject({ publishedAt: expect.stringMatching(/^2026-03-20T12:00/), leftOut: [] })
    const again = await ask('/build.json', { 'if-none-match': answer.headers.get('etag') })
    expect([again.status, again.headers.get('access-control-allow-origin')]).toEqual([304, '*'])
  })
})
