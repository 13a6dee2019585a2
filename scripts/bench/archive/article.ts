import { genres } from '#schemas/genre.ts'
import { slugFor } from '#schemas/slug.ts'
import { between, type Chance, chanceFrom, oneOf, scattered, someBelow } from './chance.ts'
import { idOf, pointersTo, pointerTo } from './pointers.ts'
import { headline, paragraph, sentence } from './prose.ts'

/** What an article may point to: how many there are of each. */
export type Surroundings = { sections: number; topics: number; companies: number; authors: number }

/** Sentences in a paragraph: from so many to so many. */
export type Length = { least: number; most: number }

/** The article of a number, always the same for the same seed: 12 blocks, published some time in ten years. */
export function articleOf(number: number, seed: number, around: Surroundings, length: Length = newsInBrief) {
  const chance = chanceFrom(scattered(seed) ^ number)
  const title = headline(chance)
  const publishedAt = someInstant(chance)
  return {
    _id: idOf('article', number),
    _type: 'article',
    headline: title,
    slug: { _type: 'slug', current: slugOfArticle(title, number) },
    standfirst: sentence(chance),
    genre: oneOf(genreNames, chance),
    section: pointerTo('section', Math.floor(chance() * around.sections)),
    topics: pointersTo('topic', someBelow(around.topics, between(1, 3, chance), chance)),
    authors: pointersTo('author', someBelow(around.authors, between(1, 2, chance), chance)),
    companies: pointersTo('company', someBelow(around.companies, between(0, 2, chance), chance)),
    readAlso: earlierStories(number, chance),
    body: Array.from({ length: 12 }, (_, place) => block(place, length, chance)),
    publishedAt,
    firstPublishedAt: publishedAt,
  }
}

const newsInBrief: Length = { least: 1, most: 2 }

const genreNames = Object.keys(genres) as [string, ...string[]] // Object.keys forgets that its argument has members

// Two stories may have one headline, and never one address.
const slugOfArticle = (title: string, number: number): string => `${slugFor(title)}-${number}`

/** Every fifth block is a crosshead. */
function block(place: number, { least, most }: Length, chance: Chance) {
  const isCrosshead = place % 5 === 4
  const text = isCrosshead ? headline(chance) : paragraph(chance, least, most)
  const span = { _type: 'span', _key: `s${place}`, text, marks: [] }
  return { _type: 'block', _key: `b${place}`, style: isCrosshead ? 'h2' : 'normal', markDefs: [], children: [span] }
}

/** Weak, as every pointer to a story is. */
function earlierStories(number: number, chance: Chance) {
  const stories = pointersTo('article', someBelow(number, between(0, 2, chance), chance))
  return stories.map((story) => ({ ...story, _weak: true }))
}

/** Some moment of ten years, put together by its parts: any day of ten years will do, so the 29th and later are left out. */
export function someInstant(chance: Chance): string {
  const part = (least: number, most: number) => `${between(least, most, chance)}`.padStart(2, '0')
  return `${part(2016, 2025)}-${part(1, 12)}-${part(1, 28)}T${part(4, 20)}:${part(0, 59)}:00.000Z`
}
