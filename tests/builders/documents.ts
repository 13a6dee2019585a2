import { slugFor } from '#schemas/slug.ts'
import { aBlock } from './body.ts'
import { aReference, references, stored } from './stored.ts'

type Overrides = Record<string, unknown>

const slug = (text: string) => ({ _type: 'slug', current: slugFor(text) })

/** The text of an override, or what stands there otherwise. */
const textOf = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise)

/** A published news story in the section `section-erhverv` by `author-ida`, as the lake stores it. */
export function anArticle(overrides: Overrides = {}) {
  const headline = textOf(overrides.headline, 'Havnen i Esbjerg får strøm fra land')
  return {
    ...stored(`article-${slugFor(headline)}`),
    _type: 'article',
    headline,
    slug: slug(headline),
    standfirst: 'Fra næste sommer kan skibene slukke motoren ved kaj.',
    genre: 'nyhed',
    section: aReference('section-erhverv'),
    authors: references('author-ida'),
    body: [aBlock('Anlægget bliver det største af sin art i landet.')],
    publishedAt: '2026-03-03T08:12:00.000Z',
    firstPublishedAt: '2026-03-03T08:12:00.000Z',
    ...overrides,
  }
}

/** A published notice of a new job at `company-norrbit`, as the lake stores it. */
export function aJobAnnouncement(overrides: Overrides = {}) {
  const person = textOf(overrides.person, 'Mette Holm')
  return {
    ...stored(`notice-${slugFor(person)}`),
    _type: 'jobAnnouncement',
    kind: 'Nyt job',
    person,
    pronoun: 'hun',
    company: aReference('company-norrbit'),
    role: 'Data Consultant',
    startDate: '2026-03-01',
    slug: slug(`${person} Norrbit`),
    publishedAt: '2026-03-03T09:30:00.000Z',
    firstPublishedAt: '2026-03-03T09:30:00.000Z',
    ...overrides,
  }
}

/** Somebody who writes, id `author-ida`. */
export function anAuthor(overrides: Overrides = {}) {
  const name = textOf(overrides.name, 'Ida Brandt')
  return { ...stored('author-ida'), _type: 'author', name, slug: slug(name), role: 'Journalist', ...overrides }
}

/** A company, id `company-norrbit`. */
export function aCompany(overrides: Overrides = {}) {
  const name = textOf(overrides.name, 'Norrbit A/S')
  return { ...stored('company-norrbit'), _type: 'company', name, slug: slug(name), ...overrides }
}

/** A section of the paper, id `section-erhverv`. */
export function aSection(overrides: Overrides = {}) {
  const title = textOf(overrides.title, 'Erhverv')
  return { ...stored('section-erhverv'), _type: 'section', title, slug: slug(title), order: 1, ...overrides }
}

/** A topic, id `topic-havne`. */
export function aTopic(overrides: Overrides = {}) {
  const title = textOf(overrides.title, 'Havne')
  return { ...stored('topic-havne'), _type: 'topic', title, slug: slug(title), ...overrides }
}

/** A standing page, id `page-om`. */
export function aPage(overrides: Overrides = {}) {
  const title = textOf(overrides.title, 'Om avisen')
  return {
    ...stored('page-om'),
    _type: 'page',
    title,
    slug: slug(title),
    body: [aBlock('Vi skriver om det, der flytter sig.')],
    ...overrides,
  }
}

/** The paper's own facts. */
export function siteSettings(overrides: Overrides = {}) {
  return {
    ...stored('siteSettings'),
    _type: 'siteSettings',
    title: 'Kajen',
    tagline: 'Nyt fra havnene',
    description: 'Nyheder om havne, skibe og dem, der arbejder der.',
    publisher: 'Kajen Medier ApS',
    editorInChief: 'Ida Brandt',
    email: 'redaktionen@kajen.example',
    ...overrides,
  }
}

/** What the desk has chosen for the front page: nothing, unless said. */
export function aFrontPage(overrides: Overrides = {}) {
  return { ...stored('frontPage'), _type: 'frontPage', pinned: [], ...overrides }
}
