import type { Chance } from './chance.ts'

const words = (text: string): string[] => text.split(' ')

/** The words that Danish prose is mostly made of, roughly from the most frequent on. */
const smallWords = words(
  'og i at det er en til på som med for den af de der har ikke et om var sig men kan fra man skal blev så efter også mod ved over ' +
    'være når nu vil ud hvor op mere under havde eller alle været end da to ind bliver første år før mellem selv kun meget få ' +
    'igen andre siger mange mens nye uden siden nok ifølge både ned fordi helt tre flere store gør får',
)

/** What a news desk writes about: words that take -en and -er. */
const stems = words(
  'by kyst ø å sø flod mark kant sag vagt bil bank post form tekst gæst avis station region kommission aktion sektion nation ' +
    'produktion stilling bygning ordning regering forening løsning måling høring betaling redning forsikring forhandling beregning ' +
    'samling bevilling ledning landing udstilling forskning indsamling tegning læring handling prøvning afvisning rådgivning ' +
    'myndighed sikkerhed virksomhed nyhed mulighed hastighed enhed sundhed frihed kultur struktur temperatur natur figur ' +
    'præsident konsulent patient student assistent agent klient effekt kontrakt direktør ingeniør redaktør montør aktør ' +
    'motor sensor sektor traktor transport rapport energi industri strategi teknologi økonomi geografi akademi batteri ' +
    'lokalitet kapacitet kvalitet aktivitet elektricitet universitet organisation information reparation generation',
)

const endings = ['', 'en', 'er', 'erne', 'ens', 'ernes']

const compoundCount = stems.length * stems.length * endings.length
const inflectedFrom = smallWords.length
const compoundsFrom = inflectedFrom + stems.length * endings.length

/** How many words there are; the compounds, by far the most, are all rare. */
export const vocabularySize = compoundsFrom + compoundCount

/** The ranks of words that stand in a good part of all stories: the bare words of the desk. */
export const commonRanks = { from: inflectedFrom, to: inflectedFrom + stems.length - 1 }

/** The ranks of words that only a story in a thousand or two holds. */
export const rareRanks = { from: Math.floor(vocabularySize / 2), to: vocabularySize - 1 }

// Shares no factor with the number of compounds, so that every compound is met once; far apart, so that neighbors in rank do
// not begin alike.
const stride = 7919

/** The word of a rank; 0 is the most frequent of all. */
export function wordOfRank(rank: number): string {
  if (rank < inflectedFrom) return smallWords[rank] ?? ''
  const place = rank - inflectedFrom
  if (rank < compoundsFrom) return `${stems[place % stems.length]}${endings[Math.floor(place / stems.length)]}`
  const compound = ((rank - compoundsFrom) * stride) % compoundCount
  const [first, second] = [compound % stems.length, Math.floor(compound / stems.length) % stems.length]
  return `${stems[first]}s${stems[second]}${endings[Math.floor(compound / stems.length ** 2)]}`
}

// 1 would be Zipf's law, half as often at twice the rank; Danish uses its small words a little more than that.
const steepness = 1.3

/** A word, drawn about as often as words of its rank are in speech. */
export function drawnWord(chance: Chance): string {
  return wordOfRank(Math.floor((vocabularySize + 1) ** (chance() ** steepness)) - 1)
}
