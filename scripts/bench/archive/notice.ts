import { noticeKinds } from '#schemas/navnenyt/kind.ts'
import { slugFor } from '#schemas/slug.ts'
import { type Surroundings, someInstant } from './article.ts'
import { between, type Chance, chanceFrom, oneOf, scattered } from './chance.ts'
import { peopleCount, personName } from './people.ts'
import { idOf, pointerTo } from './pointers.ts'
import { capitalized, drawnWords, sentence } from './prose.ts'
import { wordOfRank } from './vocabulary.ts'

/** The notice of a number, always the same for the same seed: two in three of a company with a page of its own. */
export function noticeOf(number: number, seed: number, around: Surroundings) {
  const chance = chanceFrom(scattered(seed + 1) ^ number)
  const person = personName(Math.floor(chance() * peopleCount))
  const publishedAt = someInstant(chance)
  return {
    _id: idOf('notice', number),
    _type: 'jobAnnouncement',
    kind: kind(chance),
    person,
    pronoun: oneOf(['hun', 'han'], chance),
    ...someOf(chance, { age: between(25, 75, chance) }),
    ...employer(chance, around),
    role: capitalized(drawnWords(2, chance)),
    ...someOf(chance, { location: oneOf(towns, chance) }),
    startDate: publishedAt.slice(0, 10),
    ...someOf(chance, { focus: drawnWords(between(3, 8, chance), chance) }),
    ...someOf(chance, { previousRole: capitalized(drawnWords(2, chance)), previousCompany: companyName(chance) }),
    ...someOf(chance, { education: 'cand.merc.', institution: 'Aarhus Universitet' }),
    ...someOf(chance, { freeText: sentence(chance) }),
    slug: { _type: 'slug', current: `${slugFor(person)}-${number}` },
    publishedAt,
    firstPublishedAt: publishedAt,
  }
}

const towns = ['Viborg', 'Aarhus', 'København', 'Sønderborg', 'Hjørring', 'Næstved'] as const

/** Half of all notices tell of a new job; every other kind comes now and then. */
const kind = (chance: Chance): string => (chance() < 0.5 ? noticeKinds[0] : oneOf(noticeKinds, chance))

/** In half of all notices. */
const someOf = (chance: Chance, fields: Record<string, unknown>) => (chance() < 0.5 ? fields : {})

function employer(chance: Chance, { companies }: Surroundings) {
  const hasPage = chance() < 2 / 3
  return hasPage
    ? { company: pointerTo('company', Math.floor(chance() * companies)) }
    : { companyName: companyName(chance) }
}

const companyName = (chance: Chance): string => `${capitalized(wordOfRank(between(2000, 50_000, chance)))} ApS`
