import { readableTime } from '#schemas/dates.ts'
import { feedFigure } from '../../body/feed-form.ts'
import { element, escaped } from '../../body/html.ts'
import type { Correction, FeedItem, Notice, Picture, Story } from '../stories.ts'
import { filled } from './filled.ts'
import { storyName } from './known.ts'

type Absolute = (address: string) => string

/** A story's page, its body in its feed form, and how it begins. */
type StoryMatter = { part: Omit<Story, 'notices'>; body: string; opening: string }

/** A story as feeds carry it: the sponsor first, then picture, standfirst, text and corrections. */
export function storyItem({ part, body, opening }: StoryMatter, absolute: Absolute): FeedItem {
  const html = [
    element('p', element('strong', escaped(part.sponsoredBy ?? ''))),
    feedFigure(part.leadImage, absolute),
    element('p', element('strong', escaped(part.standfirst))),
    body,
    ...part.corrections.map(correction),
  ]
  return filled({
    id: part.id,
    url: absolute(part.address),
    title: storyName(part),
    summary: part.standfirst || opening,
    html: html.join(''),
    firstPublishedAt: part.firstPublishedAt,
    updatedAt: part.updatedAt,
    authors: part.authors.map(({ title }) => title),
    categories: [...new Set([part.section, ...part.topics].map(({ title }) => title))],
    picture: feedPicture(part.leadImage, absolute),
  })
}

function correction({ at, text }: Correction): string {
  const label = element('strong', `Rettelse ${escaped(readableTime(at))}:`)
  return element('p', `${label} ${escaped(text).replaceAll('\n', '<br>')}`)
}

/** A notice as feeds carry it. */
export function noticeItem(notice: Omit<Notice, 'moreFromCompany'>, absolute: Absolute): FeedItem {
  const sentences = notice.sentences.join(' ')
  return filled({
    id: notice.id,
    url: absolute(notice.address),
    title: notice.headline,
    summary: sentences,
    html: feedFigure(notice.portrait, absolute) + element('p', escaped(sentences)),
    firstPublishedAt: notice.firstPublishedAt,
    authors: [],
    categories: ['Navnenyt', notice.kind.title],
    picture: feedPicture(notice.portrait, absolute),
  })
}

function feedPicture(picture: Picture | undefined, absolute: Absolute): FeedItem['picture'] {
  if (!picture) return undefined
  const { src, width, height } = picture.plain ?? picture
  return { url: absolute(src), width, height, type: picture.plain ? 'image/jpeg' : 'image/webp', alt: picture.alt }
}
