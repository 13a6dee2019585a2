import type { Edition } from './edition/reader.ts'
import type { AuthorPage, Byline, Link, Notice, Picture, Settings, Story } from './edition/stories.ts'

/** A thing of schema.org, as JSON-LD. What is unknown is `undefined` and left out of the text. */
export type StructuredData = { [property: string]: StructuredValue }
type StructuredValue = string | number | undefined | StructuredData | StructuredValue[]

/** What the builders need to know of the paper. */
export type Publisher = Pick<Edition, 'absolute' | 'settings'>

/**
 * The text of a `<script type="application/ld+json">`. No `<` is left in it, so that nothing in a headline can end the script or open a comment
 * (https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
 */
export function dataBlock(data: StructuredData): string {
  return JSON.stringify({ '@context': 'https://schema.org', ...data }, withoutEmptyLists).replaceAll('<', '\\u003c')
}

const withoutEmptyLists = (_name: string, value: unknown) =>
  Array.isArray(value) && value.length === 0 ? undefined : value

/** What search engines are told about an article: the article itself, and where it stands in the paper. */
export function storyData(story: Story, paper: Publisher): StructuredData[] {
  return [
    {
      ...articleData(story, paper),
      '@type': articleType(story),
      articleSection: story.section.title,
      author: story.authors.length > 0 ? story.authors.map((author) => authorData(author, paper)) : organization(paper),
      image: [story.seo.picture, story.leadImage].flatMap((picture) => imageAddresses(picture, paper)),
      keywords: titles(story.topics),
      mentions: story.companies.map((company) => organizationOf(company.title, paper, company.address)),
      correction: story.corrections.map(({ text, at }) => ({ '@type': 'CorrectionComment', text, datePublished: at })),
      sponsor: story.sponsoredBy && { '@type': 'Organization', name: sponsorOf(story.sponsoredBy) },
    },
    breadcrumbs([story.section, { title: story.headline, address: story.address }], paper),
  ]
}

/** What search engines are told about the paper, on its front. */
export function paperData(paper: Publisher): StructuredData[] {
  const { title, description } = paper.settings()
  const url = paper.absolute('/')
  return [
    { '@type': 'WebSite', name: title, description, url, inLanguage: 'da-DK' },
    { ...organization(paper), email: paper.settings().email },
  ]
}

/** What search engines are told about somebody who writes (https://developers.google.com/search/docs/appearance/structured-data/profile-page). */
export function authorPageData(author: AuthorPage, paper: Publisher): StructuredData[] {
  const person = {
    ...authorData(author, paper),
    description: author.bio,
    image: imageAddresses(author.portrait, paper),
    worksFor: organization(paper),
  }
  return [{ '@type': 'ProfilePage', url: paper.absolute(author.address), inLanguage: 'da-DK', mainEntity: person }]
}

/**
 * What search engines are told about a notice: news about a person and their role (https://schema.org/EmployeeRole).
 * Not a JobPosting, which is a vacancy one can apply for. Age and gender stay out of it.
 */
export function noticeData(notice: Notice, paper: Publisher): StructuredData[] {
  return [
    {
      ...articleData(notice, paper),
      '@type': 'NewsArticle',
      articleSection: 'Navnenyt',
      author: organization(paper),
      articleBody: notice.sentences.join(' '),
      image: [notice.seo.picture].flatMap((picture) => imageAddresses(picture, paper)),
      about: personData(notice, paper),
    },
    breadcrumbs(
      [
        { title: 'Navnenyt', address: '/navnenyt/' },
        { title: notice.headline, address: notice.address },
      ],
      paper,
    ),
  ]
}

function articleData(page: Story | Notice, paper: Publisher): StructuredData {
  const url = paper.absolute(page.address)
  const updatedAt = 'updatedAt' in page ? page.updatedAt : undefined
  return {
    headline: page.headline,
    description: page.seo.description,
    url,
    mainEntityOfPage: url,
    datePublished: page.publishedAt,
    dateModified: updatedAt ?? page.publishedAt,
    inLanguage: 'da-DK',
    publisher: organization(paper),
  }
}

const articleTypes: Readonly<Record<string, string>> = {
  Analyse: 'AnalysisNewsArticle',
  Baggrund: 'BackgroundNewsArticle',
  Klumme: 'OpinionNewsArticle',
  Kommentar: 'OpinionNewsArticle',
  Reportage: 'ReportageNewsArticle',
}

function articleType(story: Story): string {
  return story.sponsoredBy ? 'AdvertiserContentArticle' : (articleTypes[story.genre] ?? 'NewsArticle')
}

const startsAJob = new Set(['Nyt job', 'Forfremmelse', 'Udnævnelse', 'Konstituering', 'Bestyrelse', 'Ny partner'])

function personData(notice: Notice, paper: Publisher): StructuredData {
  const { facts, company, kind } = notice
  const roles = [
    role(facts.role, company?.name, company?.address, paper, {
      startDate: startsAJob.has(kind.title) ? facts.startDate : undefined,
      endDate: kind.title === 'Fratrædelse' ? facts.startDate : undefined,
    }),
    role(facts.previousRole, facts.previousCompany, undefined, paper),
  ]
  return {
    '@type': 'Person',
    name: notice.person,
    jobTitle: facts.role,
    image: notice.portrait && paper.absolute(notice.portrait.src),
    worksFor: roles.filter((value) => value !== undefined),
    alumniOf: facts.institution ? { '@type': 'EducationalOrganization', name: facts.institution } : undefined,
    hasCredential: facts.education
      ? { '@type': 'EducationalOccupationalCredential', name: facts.education }
      : undefined,
  }
}

function role(
  roleName: string | undefined,
  company: string | undefined,
  address: string | undefined,
  paper: Publisher,
  dates: { startDate?: string | undefined; endDate?: string | undefined } = {},
): StructuredData | undefined {
  if (!roleName && !company) return undefined
  return {
    '@type': 'EmployeeRole',
    roleName,
    ...dates,
    worksFor: company ? organizationOf(company, paper, address) : undefined,
  }
}

function authorData(author: Byline, paper: Publisher): StructuredData {
  return { '@type': 'Person', name: author.title, jobTitle: author.role, url: paper.absolute(author.address) }
}

function organization(paper: Publisher): StructuredData {
  const { title, publisher }: Settings = paper.settings()
  return { '@type': 'NewsMediaOrganization', name: title, legalName: publisher, url: paper.absolute('/') }
}

function organizationOf(name: string, paper: Publisher, address?: string): StructuredData {
  return { '@type': 'Organization', name, url: address && paper.absolute(address) }
}

function imageAddresses(picture: Picture | undefined, paper: Publisher): string[] {
  return picture ? [paper.absolute(picture.src)] : []
}

/** »Annonceindlæg fra Norrbit« → `Norrbit`. */
const sponsorOf = (label: string) => label.replace(/^annonceindlæg fra /i, '')

const titles = (links: Link[]) => links.map((link) => link.title)

function breadcrumbs(trail: Link[], paper: Publisher): StructuredData {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: trail.map(({ title, address }, place) => ({
      '@type': 'ListItem',
      position: place + 1,
      name: title,
      item: paper.absolute(address),
    })),
  }
}
