import { describe, expect, test } from 'vitest'
import { pause, type SiteWatch, type Surroundings, siteWatch } from '../../../studio/status/site-watch.ts'

const record = { publishedAt: '2026-03-03T08:12:00.000Z', number: 1, addresses: 3, documents: { article: 1 } }

type Browser = {
  asked: string[]
  waiting: { milliseconds: number; act: () => void }[]
  isSeen: boolean
  desk(): Response
  site(): Response
  surroundings: Surroundings
  /** Lets the next timer run out. */
  wait(): void
  see(): void
}

/** A browser whose timers run when the test says so, before a site that answers as the test says. */
function aBrowser(): Browser {
  const waiting: Browser['waiting'] = []
  const asked: string[] = []
  const seers = new Set<() => void>()
  const browser: Browser = {
    ...{ asked, waiting, isSeen: true },
    desk: () => Response.json({ site: 'http://localhost:4321' }),
    site: () => Response.json(record),
    surroundings: {
      origin: 'http://localhost:3333',
      async fetch(address) {
        asked.push(address)
        return address.endsWith('/notits/desk') ? browser.desk() : browser.site()
      },
      after(milliseconds, act) {
        const timer = { milliseconds, act }
        waiting.push(timer)
        return () => {
          if (waiting.includes(timer)) waiting.splice(waiting.indexOf(timer), 1)
        }
      },
      isSeen: () => browser.isSeen,
      onSeen(act) {
        seers.add(act)
        return () => seers.delete(act)
      },
    },
    wait() {
      waiting.shift()?.act()
    },
    see() {
      browser.isSeen = true
      for (const see of seers) see()
    },
  }
  return browser
}

/** Resolves after the watch's next look. */
const look = (watch: SiteWatch) =>
  new Promise<void>((looked) => {
    const leave = watch.subscribe(() => {
      leave()
      looked()
    })
  })

describe('the watch over the site', () => {
  test('learns from the Studio’s server where the site is, and from the site what it holds', async () => {
    const browser = aBrowser()
    const watch = siteWatch(browser.surroundings)
    expect(watch.site()).toEqual({ state: 'unknown' })
    await look(watch)
    expect(watch.site()).toMatchObject({ state: 'answers', record: { ...record, leftOut: [] } })
    expect(watch.address()).toBe('http://localhost:4321')
    expect(browser.asked).toEqual(['http://localhost:3333/notits/desk', 'http://localhost:4321/build.json'])
  })

  test('looks once for all who want to know, and rests when nobody does', async () => {
    const browser = aBrowser()
    const watch = siteWatch(browser.surroundings)
    const leave = [watch.subscribe(() => {}), watch.subscribe(() => {})]
    await look(watch)
    expect(browser.asked).toHaveLength(2)
    for (const end of leave) end()
    expect(browser.waiting).toEqual([])
  })

  test('looks often while something is about to change, then ever less', () => {
    expect([pause(1), pause(30), pause(100)]).toEqual([250, 2_000, 30_000])
  })

  test('looks at once and often when it is told to hurry, until it no longer is', async () => {
    const browser = aBrowser()
    const watch = siteWatch(browser.surroundings)
    watch.subscribe(() => {})
    await look(watch)
    expect(browser.waiting.map(({ milliseconds }) => milliseconds)).toEqual([30_000])
    const calm = watch.hurry()
    await look(watch)
    expect(browser.asked).toHaveLength(3)
    expect(browser.waiting.map(({ milliseconds }) => milliseconds)).toEqual([250])
    calm()
    browser.wait()
    await look(watch)
    expect(browser.waiting.map(({ milliseconds }) => milliseconds)).toEqual([30_000])
  })

  test('rests while the page is out of sight, and looks when it is seen again', async () => {
    const browser = aBrowser()
    browser.isSeen = false
    const watch = siteWatch(browser.surroundings)
    const looked = look(watch)
    expect(browser.asked).toEqual([])
    browser.see()
    await looked
    expect(browser.asked).toHaveLength(2)
  })

  test('says that the site is silent when it failed twice, and hears it when it is back', async () => {
    const browser = aBrowser()
    const watch = siteWatch(browser.surroundings)
    watch.subscribe(() => {})
    await look(watch)
    browser.site = () => new Response('', { status: 502 })
    browser.wait()
    await look(watch)
    expect(watch.site()).toMatchObject({ state: 'answers' })
    browser.wait()
    await look(watch)
    expect(watch.site()).toEqual({ state: 'silent' })
    browser.site = () => Response.json(record)
    browser.wait()
    await look(watch)
    expect(watch.site()).toMatchObject({ state: 'answers' })
  })

  test('takes a page that is no record for silence', async () => {
    const browser = aBrowser()
    browser.site = () => new Response('<!doctype html>')
    const watch = siteWatch(browser.surroundings)
    watch.subscribe(() => {})
    await look(watch)
    browser.wait()
    await look(watch)
    expect(watch.site()).toEqual({ state: 'silent' })
  })

  test('knows a site on which nothing has been published', async () => {
    const browser = aBrowser()
    browser.site = () => new Response('', { status: 404 })
    const watch = siteWatch(browser.surroundings)
    await look(watch)
    expect(watch.site()).toEqual({ state: 'answers', record: undefined })
  })

  test.each([
    ['a lake that runs alone', () => Response.json({})],
    ['a host of files alone', () => new Response('<!doctype html>')],
  ])('knows of no site at %s', async (_, desk) => {
    const browser = aBrowser()
    browser.desk = desk
    const watch = siteWatch(browser.surroundings)
    await look(watch)
    expect(watch.site()).toEqual({ state: 'unknown' })
  })
})
