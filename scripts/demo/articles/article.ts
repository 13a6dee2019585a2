import { type PictureName, type PlacedPicture, picture } from '../pictures.ts'
import type { RunningText } from '../portable-text.ts'
import { type KeyedReference, mentions, type Reference, reference, references, slug } from '../references.ts'

/** An article as the demo's files write it: names instead of references, `name` for both id and slug. */
type ArticleSpec = {
  name: string
  headline: string
  kicker?: string
  standfirst: string
  genre: string
  picture?: PictureName
  section: string
  topics: string[]
  authors: string[]
  companies?: string[]
  body: RunningText
  readAlso?: string[]
  /** When it was published: an instant in UTC. */
  at: string
  earlierSlugs?: string[]
  corrections?: { at: string; text: string }[]
  sponsoredBy?: string
  seo?: { title?: string; description?: string }
}

/** A raw article document, published at `at` and not moved since. */
export type RawArticle = Omit<ArticleSpec, 'name' | 'at' | 'picture' | 'corrections' | (typeof named)[number]> & {
  _id: string
  _type: 'article'
  slug: { _type: 'slug'; current: string }
  leadImage?: PlacedPicture
  section: Reference
  topics: KeyedReference[]
  authors: KeyedReference[]
  companies: KeyedReference[]
  readAlso: KeyedReference[]
  corrections: { _type: 'correction'; _key: string; at: string; text: string }[]
  publishedAt: string
  firstPublishedAt: string
}

const named = ['section', 'topics', 'authors', 'companies', 'readAlso'] as const

/** The raw document of an article. Its id is `article-` and its name; its slug is its name. */
export function article(spec: ArticleSpec): RawArticle {
  const { name, at, picture: lead, corrections = [], companies = [], readAlso = [], ...fields } = spec
  return {
    ...fields,
    _id: `article-${name}`,
    _type: 'article',
    slug: slug(name),
    ...(lead === undefined ? {} : { leadImage: picture(lead) }),
    section: reference(`section-${spec.section}`),
    topics: references(spec.topics.map((topic) => `topic-${topic}`)),
    authors: references(spec.authors.map((author) => `author-${author}`)),
    companies: references(companies.map((company) => `company-${company}`)),
    readAlso: mentions(readAlso),
    corrections: corrections.map((correction, index) => ({
      _type: 'correction',
      _key: `r${index + 1}`,
      ...correction,
    })),
    publishedAt: at,
    firstPublishedAt: at,
  }
}
