import { feedNames, frontAddress, navnenytAddress } from '#schemas/addresses.ts'

/*
 * A list of the edition is named by the address it stands on: `/`, `/it-sikkerhed/2026/03/`, `/emne/ai/`. A second list of
 * the same page has a word after `#`, the list of a feed is named by its `rss.xml`, and what begins with `#` stands on no page.
 */

/** Notices on the front. */
export const frontNotices = `${frontAddress}#navnenyt`

/** Notices on a company's page. */
export const companyNotices = (company: string) => `${company}#navnenyt`

/** Whether a list is of a company's notices. */
export const isOfCompanyNotices = (list: string) => list.endsWith('#navnenyt') && list !== frontNotices

/** The items of a page's feeds, by when readers could first see them. */
export const feedOf = (page: string) => `${page}rss.xml`

/** What a month, by its sitemap, tells search engines; `at` is when the page last changed. */
export const sitemapOf = ({ year, month }: { year: string; month: string }) => `/sitemap/${year}-${month}.xml`

/** The sitemap of everything that is not a story or a notice. */
export const pagesSitemap = '/sitemap/sider.xml'

/** The addresses that lead elsewhere, and those that are gone for good, as hosts read them. */
export const redirectsFile = '/_redirects'
export const goneFile = '/_gone'

/** Sections; `at` is their order in the menu. */
export const sectionsList = '#sections'

/** Standing pages. */
export const standingPagesList = '#pages'

/** Stories by their Danish day, and notices by their Danish day and instant: what the *Navnenyt* box goes by. */
export const storyDays = '#stories-by-day'
export const noticeDays = '#notices-by-day'

/** How many of a list are shown. Lists not named here are shown whole. */
export const shown = { front: 30, frontNotices: 6, fronts: 30, others: 50, feed: 50, box: 4 } as const

/**
 * How many of its company's notices a notice shows besides: the next ones in time, newer and older. Were it the newest of all,
 * each notice would make every earlier one of its company anew.
 */
export const beside = { newer: 2, older: 3 } as const

/** The three files of a page's feeds. */
export const feedFiles = (page: string) => feedNames.map((name) => `${page}${name}`)

/** Addresses that are there whatever is published. */
export const standingAddresses = [
  frontAddress,
  navnenytAddress,
  '/rss/',
  '/404.html',
  '/robots.txt',
  '/sitemap.xml',
  pagesSitemap,
  redirectsFile,
  goneFile,
]
