import type { Instant } from '#schemas/instant.ts'

/** A name and where it leads, on this site. */
export type Link = { title: string; address: string }

/**
 * An image as a page shows it. `src`, `srcset` and `avif` name files of this site, or of the lake's image service; `width` and `height`
 * (CSS pixels) belong to `src` and reserve the place. `sizes` is for the page to choose, since only it knows the column.
 */
export type Picture = {
  src: string
  srcset: string
  /** The same files in AVIF. */
  avif?: string
  width: number
  height: number
  /** The picture in some dozen pixels, as a `data:` address, to stand in its place until it has come. */
  placeholder?: string
  /** A JPEG, for feeds: mail and older readers know nothing newer. */
  plain?: { src: string; width: number; height: number }
  alt: string
  caption?: string
  credit?: string
}

/** A story as lists show it. */
export type StoryCard = {
  id: string
  address: string
  headline: string
  kicker?: string
  standfirst: string
  /** The genre as readers know it: »Nyhed«, »Interview« … */
  genre: string
  section: Link
  authors: Link[]
  /** Cropped to 3:2 around the editor's focal point. */
  picture?: Picture
  publishedAt: Instant
  sponsoredBy?: string
}

/** A notice of navnenyt as lists, boxes and cards show it. */
export type NoticeLine = {
  id: string
  address: string
  headline: string
  /** The kind as the editor wrote it: »Nyt job«, »Forfremmelse« … */
  kind: Link
  person: string
  company?: CompanyName
  /** Whole Danish sentences, without the kind. */
  sentences: string[]
  /** Square, around the editor's focal point. */
  portrait?: Picture
  publishedAt: Instant
}

/** A company as a notice names it: with an address when the company has a page of its own. */
export type CompanyName = { name: string; address?: string }

/** One reference of »Læs også«: a story or a notice. */
export type ReadAlso = ({ type: 'story' } & StoryCard) | ({ type: 'notice' } & NoticeLine)

export type Correction = { at: Instant; text: string }

/** What search engines and those who share the page are told. */
export type Seo = {
  title: string
  description: string
  /** 1200 × 630 JPEG. */
  picture?: Picture
  hideFromSearch: boolean
}

/** An author as the byline shows them. */
export type Byline = Link & { role?: string; portrait?: Picture }

/** A whole article page. */
export type Story = Omit<StoryCard, 'authors'> & {
  authors: Byline[]
  topics: Link[]
  companies: Link[]
  /** In its own proportions, with the editor's crop. */
  leadImage?: Picture
  /** The body as HTML that may be set on the page as it stands. */
  bodyHtml: string
  readAlso: ReadAlso[]
  /** Oldest first. */
  corrections: Correction[]
  firstPublishedAt: Instant
  /** When the latest correction was made. */
  updatedAt?: Instant
  seo: Seo
  /** »Navnenyt«: the newest notices as of the article's own day. */
  notices: NoticeLine[]
}

/** What a notice knows beside its sentences, as the editor wrote it. */
export type NoticeFacts = {
  /** Years. */
  age?: number
  role?: string
  location?: string
  /** A day, `2026-09-01`. */
  startDate?: string
  focus?: string
  previousRole?: string
  previousCompany?: string
  education?: string
  institution?: string
  previously?: string
}

/** A whole notice page. */
export type Notice = NoticeLine & {
  facts: NoticeFacts
  firstPublishedAt: Instant
  seo: Seo
  /** Others of the same company: those that came just after and just before, the newest first. */
  moreFromCompany: NoticeLine[]
}

export type Month = { year: string; month: string }

/** A month that has something in it. `title` is »marts 2026«. */
export type MonthLink = Link & Month

/** A month of an archive, with its neighbors that have something in them. */
export type MonthPage<Item> = { month: MonthLink; earlier?: MonthLink; later?: MonthLink; items: Item[] }

export type Front = {
  /** The story the editor chose, or else the newest. */
  lead?: StoryCard
  pinned: StoryCard[]
  /** The newest, without lead and pinned. */
  stories: StoryCard[]
  notices: NoticeLine[]
  seo: Seo
}

export type SectionFront = { section: Section; stories: StoryCard[]; months: MonthLink[]; seo: Seo }
export type SectionMonth = MonthPage<StoryCard> & { section: Section }
export type Section = Link & { description?: string }

export type NavnenytFront = { notices: NoticeLine[]; months: MonthLink[]; kinds: Link[]; seo: Seo }
export type KindPage = { kind: Link; notices: NoticeLine[]; kinds: Link[]; seo: Seo }

export type TopicPage = Link & { description?: string; stories: StoryCard[]; seo: Seo }

export type AuthorPage = Link & {
  role?: string
  bio?: string
  email?: string
  portrait?: Picture
  stories: StoryCard[]
  seo: Seo
}

export type CompanyPage = Link & {
  alsoKnownAs: string[]
  website?: string
  description?: string
  logo?: Picture
  stories: StoryCard[]
  notices: NoticeLine[]
  seo: Seo
}

/** A standing page: »Om os«, »Kontakt« … */
export type StandingPage = Link & { standfirst?: string; bodyHtml: string; seo: Seo }

/** What stands on every page. */
export type Settings = {
  title: string
  tagline: string
  description: string
  publisher: string
  editorInChief: string
  email: string
  address?: string
  footerText?: string
}

/** `sections` in the editor's order; `navnenyt` after them; `pages` are the standing pages, by title. */
export type Navigation = { sections: Link[]; navnenyt: Link; pages: Link[] }

/** One entry of a feed. Every address in it is absolute. */
export type FeedItem = {
  /** The document's id: the guid, which outlives the address. */
  id: string
  url: string
  title: string
  /** Plain text. */
  summary: string
  /** Full text: plain HTML without classes, styles and scripts; embeds are links. */
  html: string
  firstPublishedAt: Instant
  updatedAt?: Instant
  authors: string[]
  categories: string[]
  picture?: { url: string; width: number; height: number; type: 'image/webp' | 'image/jpeg'; alt: string }
}

/** A feed: what its three files (`rss.xml`, `rss-kort.xml`, `feed.json`) are made of. */
export type Feed = {
  title: string
  description: string
  /** The page the feed belongs to, absolute. */
  url: string
  /** The address of that page on this site: `/`, `/it-sikkerhed/`. A feed read at an earlier address tells the present one. */
  address: string
  items: FeedItem[]
}

export type SitemapEntry = { address: string; changedAt?: Instant }
