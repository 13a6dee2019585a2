import { slugFor } from '#schemas/slug.ts'
import { articleOf, type Surroundings } from './article.ts'
import { chanceFrom } from './chance.ts'
import { peopleCount, personName } from './people.ts'
import { idOf, type NeighborKind } from './pointers.ts'
import { capitalized, headline, paragraph } from './prose.ts'
import { wordOfRank } from './vocabulary.ts'

/** A document before the lake has taken it in. */
export type NewDocument = { _id: string; _type: string; [field: string]: unknown }

/** An article, whatever its text is made of. */
export type Story = Omit<ReturnType<typeof articleOf>, 'body'> & { body: unknown[] }

/** A newsroom's archive of invented documents: the same for the same seed, whichever of them is asked for first. */
export interface Archive {
  articles: number
  around: Surroundings
  /** The article of a number below `articles`. */
  article(number: number): Story
  /** Every document, one at a time: first what articles point to, then the articles, one in a hundred with a draft beside it. */
  documents(): Generator<NewDocument>
}

const around: Surroundings = { sections: 8, topics: 60, companies: 80, authors: peopleCount }

/** An archive of so many articles. */
export function archiveOf(articles: number, seed: number): Archive {
  const article = (number: number) => articleOf(number, seed, around)
  return {
    articles,
    around,
    article,
    *documents() {
      for (const [kind, count] of surroundings) {
        for (let number = 0; number < count; number++) yield neighbor(kind, number, seed)
      }
      for (let number = 0; number < articles; number++) {
        yield article(number)
        if (number % 100 === 50) yield draftOf(article(number), seed + number)
      }
    },
  }
}

const surroundings = [
  ['section', around.sections],
  ['topic', around.topics],
  ['company', around.companies],
  ['author', around.authors],
] as const

/** An edit of the article that nobody has published yet. */
export function draftOf(article: NewDocument, seed: number): NewDocument {
  return { ...article, _id: `drafts.${article._id}`, headline: headline(chanceFrom(seed)) }
}

/** The section, topic, company or author of a number. */
export function neighbor(kind: NeighborKind, number: number, seed: number): NewDocument {
  const chance = chanceFrom(seed - number)
  const [_id, word] = [idOf(kind, number), capitalized(wordOfRank(firstTitle + number))]
  switch (kind) {
    case 'section':
      return { _id, _type: kind, title: word, slug: slug(word), order: number }
    case 'topic':
      return { _id, _type: kind, title: word, slug: slug(word), description: paragraph(chance) }
    case 'company':
      return { _id, _type: kind, name: `${word} A/S`, slug: slug(word), description: paragraph(chance) }
    case 'author':
      return { _id, _type: kind, ...named(personName(number)), role: 'Journalist', bio: paragraph(chance) }
  }
}

const named = (name: string) => ({ name, slug: slug(name) })
const slug = (text: string) => ({ _type: 'slug', current: slugFor(text) })

/** The rank from which words make titles: past the small words. */
const firstTitle = 100
