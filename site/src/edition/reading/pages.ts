import { dayOf } from '#schemas/dates.ts'
import type { Tables } from '../holding/tables.ts'
import { beside, companyNotices, noticeDays, shown } from '../lists.ts'
import type { NoticePart } from '../parts/notice.ts'
import type { AuthorPart, CompanyPart, TopicPart } from '../parts/profile.ts'
import type { StoryPart } from '../parts/story.ts'
import type { AuthorPage, CompanyPage, Notice, NoticeLine, StandingPage, Story, TopicPage } from '../stories.ts'
import { seo } from './fronts.ts'
import { settingsOf } from './paper.ts'
import { holderOf, partAt, partOf } from './places.ts'
import { noticesAsOf, noticesIn, noticesNextTo, storiesIn } from './shelves.ts'

export function storyOf(tables: Tables, slug: string): Story | undefined {
  const part = partAt<StoryPart>(tables, 'artikel', slug)
  return (
    part && { ...part, notices: noticesAsOf(tables, { list: noticeDays, day: dayOf(part.publishedAt) }, shown.box) }
  )
}

export function noticeOf(tables: Tables, slug: string): Notice | undefined {
  const part = partAt<NoticePart>(tables, 'navnenyt', slug)
  return part && { ...part, moreFromCompany: moreFromCompany(tables, part) }
}

function moreFromCompany(tables: Tables, { id, publishedAt: at, company }: NoticePart): NoticeLine[] {
  if (company?.address === undefined) return []
  return noticesNextTo(tables, { list: companyNotices(company.address), at, id }, beside)
}

export function topicPageOf(tables: Tables, slug: string): TopicPage | undefined {
  const part = partAt<TopicPart>(tables, 'emne', slug)
  if (!part) return undefined
  const description = part.description ?? `Alt om ${part.title} fra ${settingsOf(tables).title}.`
  return { ...part, stories: storiesIn(tables, part.address, shown.others), seo: seo(part.title, description) }
}

export function authorPageOf(tables: Tables, slug: string): AuthorPage | undefined {
  const part = partAt<AuthorPart>(tables, 'skribent', slug)
  if (!part) return undefined
  const description = part.bio ?? `Artikler af ${part.title} i ${settingsOf(tables).title}.`
  return { ...part, stories: storiesIn(tables, part.address, shown.others), seo: seo(part.title, description) }
}

export function companyPageOf(tables: Tables, slug: string): CompanyPage | undefined {
  const part = partAt<CompanyPart>(tables, 'virksomhed', slug)
  if (!part) return undefined
  const description = part.description ?? `Nyheder og navnenyt om ${part.title} fra ${settingsOf(tables).title}.`
  return {
    ...part,
    stories: storiesIn(tables, part.address, shown.others),
    notices: noticesIn(tables, companyNotices(part.address), shown.others),
    seo: seo(part.title, description),
  }
}

export function standingPageOf(tables: Tables, slug: string): StandingPage | undefined {
  const holder = holderOf(tables, 'root', slug)
  return holder?.summary.type === 'page' ? partOf(tables, holder.id) : undefined
}
