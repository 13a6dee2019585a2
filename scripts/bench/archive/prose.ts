import { between, type Chance } from './chance.ts'
import { commonRanks, drawnWord, wordOfRank } from './vocabulary.ts'

const drawnWords = (count: number, chance: Chance): string =>
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

/** One or two sentences, as paragraphs of news are. */
export function paragraph(chance: Chance): string {
  return Array.from({ length: between(1, 2, chance) }, () => sentence(chance)).join(' ')
}
