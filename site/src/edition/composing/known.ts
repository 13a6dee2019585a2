import type { ImageAsset } from '#schemas/image.ts'
import type { Byline, Link, NoticeLine, StoryCard } from '../stories.ts'

/** What other pages show of a live document. A change of it is a change of every page that names the document. */
export type Summary =
  | { type: 'article'; card: StoryCard }
  | { type: 'jobAnnouncement'; card: NoticeLine }
  | { type: 'author'; card: Byline }
  | { type: 'section' | 'company' | 'topic' | 'page'; card: Link }

/** What is known while the edition is composed. What is not live is not known. */
export interface Known {
  summary(id: string): Summary | undefined
  asset(id: string): ImageAsset | undefined
}

/** The name and address of a summarized document. */
export function linkOf(summary: Summary): Link {
  const { address } = summary.card
  return { title: 'headline' in summary.card ? summary.card.headline : summary.card.title, address }
}

type Reference = { _ref: string }

/** The names and addresses of those of the references that are live and of the type. */
export function linksTo(type: Summary['type'], references: readonly Reference[], known: Known): Link[] {
  return references.flatMap((reference) => linkTo(type, reference, known) ?? [])
}

/** The name and address of a reference's document, when it is live and of the type. */
export function linkTo(type: Summary['type'], reference: Reference | undefined, known: Known): Link | undefined {
  const summary = reference && known.summary(reference._ref)
  return summary?.type === type ? linkOf(summary) : undefined
}
