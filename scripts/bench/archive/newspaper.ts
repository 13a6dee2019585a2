import { slugFor } from '#schemas/slug.ts'
import { type Archive, draftOf, type NewDocument, neighbor, type Story } from './archive.ts'
import { articleOf, type Surroundings } from './article.ts'
import { type Chance, chanceFrom, oneOf, scattered } from './chance.ts'
import { noticeOf } from './notice.ts'
import { peopleCount, personName } from './people.ts'
import { idOf, pointersTo, pointerTo } from './pointers.ts'
import { headline, paragraph, sentence } from './prose.ts'

/** A whole newspaper: an archive of articles as long as news is, half as many notices, and what a site needs besides. */
export interface Newspaper extends Archive {
  notices: number
  notice(number: number): ReturnType<typeof noticeOf>
  /** Sections, topics, companies and authors. */
  neighbors(): Generator<NewDocument>
}

/** The author, by number, who has written every hundredth article, and no other. */
export const busiestAuthor = 0

/** Whether the article of this number is by the busiest author. */
export const isByBusiest = (number: number): boolean => number % 100 === 7

/** Paragraphs of some fifty words: about 600 in an article. */
const paragraphs = { least: 3, most: 6 }

/** A newspaper of so many articles, the same for the same seed. `pictures`: ids of images in the lake, for the articles to share. */
export function newspaperOf(articles: number, seed: number, pictures: readonly string[] = []): Newspaper {
  // The larger the paper, the more companies it has written of.
  const around = { sections: 8, topics: 60, companies: 80 + Math.floor(articles / 50), authors: peopleCount }
  const notices = Math.floor(articles / 2)
  const article = (number: number) => articleInPaper(number, seed, around, pictures)
  const notice = (number: number) => noticeOf(number, seed, around)
  return {
    articles,
    notices,
    around,
    article,
    notice,
    neighbors: () => neighbors(around, seed),
    *documents() {
      yield* paper(articles)
      yield* neighbors(around, seed)
      for (let number = 0; number < articles; number++) {
        yield article(number)
        if (number % 100 === 50) yield draftOf(article(number), seed + number)
      }
      for (let number = 0; number < notices; number++) yield notice(number)
    },
  }
}

function articleInPaper(number: number, seed: number, around: Surroundings, pictures: readonly string[]): Story {
  const article = articleOf(number, seed, around, paragraphs)
  const chance = chanceFrom(scattered(seed + 2) ^ number)
  const [opening, ...rest] = article.body
  return {
    ...article,
    authors: byline(number, article.authors),
    ...leadImage(pictures, chance),
    body: [opening, linking(number, chance), quote(chance), ...rest, factBox(chance)],
  }
}

function byline(number: number, drawn: ReturnType<typeof pointersTo>) {
  if (isByBusiest(number)) return pointersTo('author', [busiestAuthor])
  const others = drawn.filter(({ _ref }) => _ref !== idOf('author', busiestAuthor))
  return others.length > 0 ? others : pointersTo('author', [busiestAuthor + 1])
}

function leadImage(pictures: readonly string[], chance: Chance) {
  const [first, ...others] = pictures
  if (first === undefined) return {}
  const asset = { _type: 'reference', _ref: oneOf([first, ...others], chance) }
  return { leadImage: { _type: 'image', asset, alt: sentence(chance), credit: personName(0) } }
}

/** A paragraph with a link to an earlier story and one to elsewhere. */
function linking(number: number, chance: Chance) {
  const span = (_key: string, text: string, marks: string[] = []) => ({ _type: 'span', _key, text, marks })
  const story = { ...pointerTo('article', Math.floor(chance() * Math.max(1, number))), _weak: true }
  return {
    ...{ _type: 'block', _key: 'links', style: 'normal' },
    markDefs: [
      ...(number > 0 ? [{ _type: 'internalLink', _key: 'story', reference: story }] : []),
      { _type: 'link', _key: 'elsewhere', href: `https://www.example.dk/${number}` },
    ],
    children: [
      span('a', `${sentence(chance)} `),
      ...(number > 0 ? [span('b', headline(chance), ['story'])] : []),
      span('c', `. ${paragraph(chance)} `),
      span('d', headline(chance), ['elsewhere']),
      span('e', '.'),
    ],
  }
}

const quote = (chance: Chance) => ({
  ...{ _type: 'quote', _key: 'quote', text: sentence(chance) },
  speaker: personName(Math.floor(chance() * peopleCount)),
  speakerRole: 'direktør',
})

function factBox(chance: Chance) {
  const point = (number: number) => ({
    ...{ _type: 'block', _key: `p${number}`, style: 'normal', listItem: 'bullet', level: 1, markDefs: [] },
    children: [{ _type: 'span', _key: 's', text: sentence(chance), marks: [] }],
  })
  return { _type: 'factBox', _key: 'facts', title: 'Fakta', body: [0, 1, 2].map(point) }
}

function* neighbors({ sections, topics, companies, authors }: Surroundings, seed: number): Generator<NewDocument> {
  for (let number = 0; number < sections; number++) yield neighbor('section', number, seed)
  for (let number = 0; number < topics; number++) yield neighbor('topic', number, seed)
  for (let number = 0; number < companies; number++) {
    // Two companies may share a name, and never an address.
    const slug = { _type: 'slug', current: `virksomhed-${number}` }
    yield { ...neighbor('company', number, seed), slug }
  }
  for (let number = 0; number < authors; number++) yield neighbor('author', number, seed)
}

/** The site's own facts, its standing pages, and a front page with three stories that the desk has chosen. */
function* paper(articles: number): Generator<NewDocument> {
  yield {
    ...{ _id: 'siteSettings', _type: 'siteSettings', title: 'Prøveposten', tagline: 'Nyt fra ingen steder' },
    description: 'En opdigtet avis, som Notits måles på.',
    ...{ publisher: 'Prøveposten ApS', editorInChief: personName(1), email: 'redaktionen@example.dk' },
  }
  for (const [number, title] of ['Om avisen', 'Kontakt', 'Privatliv'].entries()) {
    const slug = { _type: 'slug', current: slugFor(title) }
    yield { _id: idOf('page', number), _type: 'page', title, slug, body: [factBox(chanceFrom(number))] }
  }
  const chosen = [0, 1, 2].filter((number) => number < articles)
  const pinned = pointersTo('article', chosen).map((story) => ({ ...story, _weak: true }))
  yield { _id: 'frontPage', _type: 'frontPage', pinned }
}
