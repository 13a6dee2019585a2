import { between, type Chance } from './chance.ts'
import { commonRanks, drawnWord, wordOfRank } from './vocabulary.ts'

/** So many words, drawn as a language draws them. */
export const drawnWords = (count: number, chance: Chance): string =>
  Array.from({ length: count }, () => drawnWord(chance)).join(' ')

/** The text with a capital at its head. */
export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A few words without a full stop, one of them from the desk's own, as over a story. */
export function headline(chance: Chance): string {
  const subject = wordOfRank(between(commonRanks.from, commonRanks.to, chance))
  return capitalized(`${subject} ${drawnWords(between(4, 8, chance), chance)}`)
}

/** One sentence of 7 to 14 words. */
export function sentence(chance: Chance): string {
  return `${capitalized(drawnWords(between(7, 14, chance), chance))}.`
}

/** A few sentences: one or two, as paragraphs of news are, unless told otherwise. */
export function paragraph(chance: Chance, least = 1, most = 2): string {
  return Array.from({ length: between(least, most, chance) }, () => sentence(chance)).join(' ')
}
