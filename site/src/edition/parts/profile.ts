import { addressOf } from '#schemas/addresses.ts'
import type { Author } from '#schemas/author.ts'
import type { Company } from '#schemas/company.ts'
import type { Section as SectionDocument } from '#schemas/section.ts'
import type { Topic } from '#schemas/topic.ts'
import { filled } from '../composing/filled.ts'
import type { AuthorPage, CompanyPage, Section, TopicPage } from '../stories.ts'
import type { Workshop } from './workshop.ts'

/** What stands above the lists of an author, a company, a section or a topic. */
export type AuthorPart = Omit<AuthorPage, 'stories' | 'seo'>
export type CompanyPart = Omit<CompanyPage, 'stories' | 'notices' | 'seo'>
export type TopicPart = Omit<TopicPage, 'stories' | 'seo'>

export function authorPart(author: Author, { cutter }: Workshop): AuthorPart {
  return filled({
    title: author.name,
    address: addressOf(author),
    role: author.role,
    bio: author.bio,
    email: author.email,
    portrait: cutter.cut(author.portrait, 'portrait'),
  })
}

export function companyPart(company: Company, { cutter }: Workshop): CompanyPart {
  return filled({
    title: company.name,
    address: addressOf(company),
    alsoKnownAs: company.alsoKnownAs,
    website: company.website,
    description: company.description,
    logo: cutter.cut(company.logo, 'logo'),
  })
}

export function sectionPart(section: SectionDocument): Section {
  return filled({ title: section.title, address: addressOf(section), description: section.description })
}

export function topicPart(topic: Topic): TopicPart {
  return filled({ title: topic.title, address: addressOf(topic), description: topic.description })
}
