import { navnenytAddress } from '#schemas/addresses.ts'
import type { AddressFamily } from './composing/standing.ts'
import { imprintOf } from './holding/imprint.ts'
import { Tables } from './holding/tables.ts'
import { everyAddress } from './reading/addresses.ts'
import { kindAddresses, monthsOf } from './reading/archives.ts'
import { feedAt, feedPagesOf, mainFeedsOf } from './reading/feeds.ts'
import * as fronts from './reading/fronts.ts'
import * as pages from './reading/pages.ts'
import { navigationOf, settingsOf } from './reading/paper.ts'
import { redirectFrom, sectionMonths, slugsOf } from './reading/places.ts'
import { sitemapAt, sitemapsOf } from './reading/sitemaps.ts'
import type {
  AuthorPage,
  CompanyPage,
  Feed,
  Front,
  KindPage,
  Link,
  Month,
  MonthPage,
  Navigation,
  NavnenytFront,
  Notice,
  NoticeLine,
  SectionFront,
  SectionMonth,
  Settings,
  SitemapEntry,
  StandingPage,
  Story,
  TopicPage,
} from './stories.ts'

/**
 * The edition as pages read it: only what is live. Whatever it does not know is `undefined`, and the page answers 404.
 * Slugs and months are those of the address asked for.
 */
export interface Edition {
  /** The site's public address without a slash at the end: `https://notits.example`. Use this, never `Astro.site`. */
  siteUrl: string
  /** `/artikel/x/` → `https://notits.example/artikel/x/`. */
  absolute(address: string): string

  settings(): Settings
  navigation(): Navigation

  front(): Front
  story(slug: string): Story | undefined
  sectionFront(slug: string): SectionFront | undefined
  sectionMonth(slug: string, month: Month): SectionMonth | undefined
  navnenytFront(): NavnenytFront
  navnenytMonth(month: Month): MonthPage<NoticeLine> | undefined
  navnenytKind(slug: string): KindPage | undefined
  notice(slug: string): Notice | undefined
  topic(slug: string): TopicPage | undefined
  author(slug: string): AuthorPage | undefined
  company(slug: string): CompanyPage | undefined
  standingPage(slug: string): StandingPage | undefined

  /**
   * Where an address that a document has left leads now, if it is not in use again. Ask when a function above gave `undefined`:
   * the page is then a small one that leads on (`<meta http-equiv="refresh">`, canonical, a plain link).
   */
  redirect(address: string): Link | undefined

  /** The pages that have feeds, with what to call them, for `/rss/`: the site, sections, navnenyt, kinds. Companies, topics and authors have feeds too, told on their own pages. */
  mainFeeds(): { title: string; address: string }[]
  /** The feed of the page at `address` (`/`, `/it-sikkerhed/`, `/emne/ai/` …), also at addresses that page has left. */
  feed(address: string): Feed | undefined

  /** The sitemaps that `/sitemap.xml` names, by address: `/sitemap/sider.xml` (pages), `/sitemap/2026-03.xml` (stories and notices of a month). */
  sitemaps(): string[]
  /** What one of them holds, by its name without `.xml`: `2026-03` or `sider`. */
  sitemap(name: string): SitemapEntry[] | undefined

  /** For `getStaticPaths`: the slugs of a family of addresses, those that only redirect among them. */
  slugs(family: Family): string[]
  /** For `getStaticPaths`: the months of sections (`slug` is the section's) or of navnenyt (`slug` is `''`), those that only redirect among them. */
  months(of: 'sections' | 'navnenyt'): (Month & { slug: string })[]
  /** For `getStaticPaths`: the page addresses that have feeds, those that pages have left among them. */
  feedPages(): string[]
  /** Every address of the site. */
  addresses(): string[]
}

/** `root`: sections and standing pages, which share the first level; `navnenyt`: notices; `kind`: `/navnenyt/type/…/`. */
type Family = AddressFamily | 'kind'

// Astro sets this to the edition's file for a plain static build; the compiled app is handed its edition instead.
declare const NOTITS_EDITION: string

let opened: { edition: Edition; tables: Tables } | undefined

/**
 * The opened edition.
 * @throws Error when none was handed in and the build names none
 */
export function edition(): Edition {
  if (opened) return opened.edition
  const file = typeof NOTITS_EDITION === 'string' ? NOTITS_EDITION : ''
  if (file === '')
    throw new Error('No edition to read: set NOTITS_EDITION to the edition’s file, or call useEdition(file)')
  return useEdition(file)
}

/** Opens the edition in `file` for all pages from now on, and closes the one before. @throws Error when there is none */
export function useEdition(file: string): Edition {
  const tables = readableTables(file)
  opened?.tables.close()
  opened = { tables, edition: readerOf(tables) }
  return opened.edition
}

function readableTables(file: string): Tables {
  try {
    return new Tables(file, { readOnly: true })
  } catch (fault) {
    throw new Error(`Could not open the edition ${file}: is there one, and may it be read?`, { cause: fault })
  }
}

/** The edition in these tables, as pages read it. */
export function readerOf(tables: Tables): Edition {
  const { siteUrl } = imprintOf(tables)
  const absolute = (address: string) => `${siteUrl}${address}`
  return {
    siteUrl,
    absolute,
    settings: () => settingsOf(tables),
    navigation: () => navigationOf(tables),
    front: () => fronts.frontOf(tables),
    story: (slug) => pages.storyOf(tables, slug),
    sectionFront: (slug) => fronts.sectionFrontOf(tables, slug),
    sectionMonth: (slug, month) => fronts.sectionMonthOf(tables, slug, month),
    navnenytFront: () => fronts.navnenytFrontOf(tables),
    navnenytMonth: (month) => fronts.navnenytMonthOf(tables, month),
    navnenytKind: (slug) => fronts.kindPageOf(tables, slug),
    notice: (slug) => pages.noticeOf(tables, slug),
    topic: (slug) => pages.topicPageOf(tables, slug),
    author: (slug) => pages.authorPageOf(tables, slug),
    company: (slug) => pages.companyPageOf(tables, slug),
    standingPage: (slug) => pages.standingPageOf(tables, slug),
    redirect: (address) => redirectFrom(tables, address),
    mainFeeds: () => mainFeedsOf(tables),
    feed: (address) => feedAt(tables, address, absolute),
    sitemaps: () => sitemapsOf(tables),
    sitemap: (name) => sitemapAt(tables, name),
    slugs: (family) => (family === 'kind' ? kindAddresses(tables).map(lastWord) : slugsOf(tables, family)),
    months: (of) => (of === 'sections' ? sectionMonths(tables) : navnenytMonths(tables)),
    feedPages: () => feedPagesOf(tables),
    addresses: () => everyAddress(tables),
  }
}

const lastWord = (address: string) => address.split('/').at(-2) ?? ''

function navnenytMonths(tables: Tables): (Month & { slug: string })[] {
  return monthsOf(tables, navnenytAddress).map(({ year, month }) => ({ year, month, slug: '' }))
}
