import type { ImageAsset } from '#schemas/image.ts'
import type { ImagesAt } from '../holding/imprint.ts'
import type { Byline, Link, NoticeLine, StoryCard } from '../stories.ts'

/** What other pages show of a live document. A change of it is a change of every page that names the document. */
export type Summary =
  | { type: 'article'; card: StoryCard }
  | { type: 'jobAnnouncement'; card: NoticeLine }
  | { type: 'author'; card: Byline }
  | { type: 'section' | 'company' | 'topic' | 'page'; card: Link }

/** What is known while the edition is composed. What is not live is not known. */
export interface Known {
  /** Where readers get pictures from. */
  readonly images: ImagesAt
  summary(id: string): Summary | undefined
  asset(id: string): ImageAsset | undefined
  /** Whether only those who write see what is made: then places are marked with the fields that they show. */
  isPreview?: boolean
}

/** The name and address of a summarized document. */
export function linkOf({ type, card }: Summary): Link {
  const title = type === 'article' ? storyName(card) : type === 'jobAnnouncement' ? card.headline : card.title
  return { title, address: card.address }
}

/**
 * What a story is called where nothing beside it tells that it is paid for: the sponsor's label comes first, since
 * advertising must be known for what it is wherever it is met (https://www.retsinformation.dk/eli/lta/2017/426, § 6).
 */
export function storyName({ headline, sponsoredBy }: Pick<StoryCard, 'headline' | 'sponsoredBy'>): string {
  return sponsoredBy === undefined ? headline : `${sponsoredBy}: ${headline}`
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
