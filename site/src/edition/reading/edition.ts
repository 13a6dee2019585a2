import { navnenytAddress } from '#schemas/addresses.ts'
import type { AddressFamily } from '../composing/standing.ts'
import { imprintOf } from '../holding/imprint.ts'
import type { Tables } from '../holding/tables.ts'
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
} from '../stories.ts'
import { wholeAddress } from '../whole-address.ts'
import { everyAddress } from './addresses.ts'
import { kindAddresses, monthsOf } from './archives.ts'
import { feedAt, feedPagesOf, mainFeedsOf } from './feeds.ts'
import * as fronts from './fronts.ts'
import { goneDigestsOf, type Lead, leadsOf } from './leads.ts'
import { type Marking, markingOf } from './marks.ts'
import * as pages from './pages.ts'
import { navigationOf, settingsOf } from './paper.ts'
import { redirectFrom, sectionMonths, slugsOf } from './places.ts'
import { sitemapAt, sitemapsOf } from './sitemaps.ts'

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

  /** Every address that was left, as far as hosts read such a list, and where it leads. */
  leads(): Lead[]
  /** The addresses of what was taken back, as digests. */
  goneDigests(): string[]

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
  /** For `data-felt`: which field a place shows; always `undefined` on pages for readers. */
  mark: Marking
}

/** `root`: sections and standing pages, which share the first level; `navnenyt`: notices; `kind`: `/navnenyt/type/…/`. */
type Family = AddressFamily | 'kind'

/** The edition in these tables, as pages read it. */
export function readerOf(tables: Tables): Edition {
  const { siteUrl, view } = imprintOf(tables)
  const absolute = (address: string) => wholeAddress(siteUrl, address)
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
    leads: () => leadsOf(tables),
    goneDigests: () => goneDigestsOf(tables),
    mainFeeds: () => mainFeedsOf(tables),
    feed: (address) => feedAt(tables, address, absolute),
    sitemaps: () => sitemapsOf(tables),
    sitemap: (name) => sitemapAt(tables, name),
    slugs: (family) => (family === 'kind' ? kindAddresses(tables).map(lastWord) : slugsOf(tables, family)),
    months: (of) => (of === 'sections' ? sectionMonths(tables) : navnenytMonths(tables)),
    feedPages: () => feedPagesOf(tables),
    addresses: () => everyAddress(tables),
    mark: markingOf(tables, view),
  }
}

const lastWord = (address: string) => address.split('/').at(-2) ?? ''

function navnenytMonths(tables: Tables): (Month & { slug: string })[] {
  return monthsOf(tables, navnenytAddress).map(({ year, month }) => ({ year, month, slug: '' }))
}
