import { readableDate } from '../dates.ts'
import { after, firstName, placed, shortCompanyName, without, workplace } from './grammar.ts'
import type { Notice } from './notice.ts'

/** The phrases together, those that are missing left out. */
export const phrase = (...parts: (string | undefined | false)[]) => parts.filter(Boolean).join(' ')

/** »Mette Holm (38)« */
export const named = ({ person, age }: Notice) => (age === undefined ? person : `${person} (${age})`)

/** »Hun«, or the first name where no pronoun is known. */
export function subject({ person, pronoun }: Notice): string {
  return pronoun === undefined ? firstName(person) : pronoun.charAt(0).toUpperCase() + pronoun.slice(1)
}

/** »pr. 1. september 2025« */
export const asOf = ({ startDate }: Notice) => startDate && `pr. ${readableDate(startDate)}`

/** »den 1. september 2025« */
export const onDay = ({ startDate }: Notice) => startDate && `den ${readableDate(startDate)}`

/** »hos Norrbit A/S i Viborg«, »på Holmstrand Sygehus«; another preposition where the company is not a workplace. */
export function at({ company, location }: Notice, preposition?: string): string {
  return phrase(company && `${preposition ?? workplace(company)} ${company}`, location && placed(location))
}

/** »som Data Consultant« */
export const as = (role: string | undefined) => role && `som ${without('som', role)}`

/** »på Aarhus Universitet« */
export const from = (institution: string | undefined, preposition: string) =>
  institution && after(preposition, institution)

/** »Mette Holm (38), Data Consultant hos Norrbit A/S,« or, where no role is known, »Mette Holm (38) fra Norrbit A/S«. */
export function introduced(notice: Notice, role = notice.role): string {
  if (role === undefined) return phrase(named(notice), at(notice, 'fra'))
  return `${named(notice)}, ${phrase(role, at(notice))},`
}

/** For headlines: »hos Norrbit«. */
export function atShort({ company }: Notice, preposition?: string): string | undefined {
  return company && `${preposition ?? workplace(company)} ${shortCompanyName(company)}`
}
