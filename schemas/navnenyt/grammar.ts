/** The name's genitive: Norrbits, Novozymes’, A/S’. Names that end in an s sound take the apostrophe alone. */
export function genitive(name: string): string {
  return /[sxz]$/i.test(name) ? `${name}’` : `${name}s`
}

/** The text as a sentence, with a period unless it ends in a mark of its own, as »m.fl.« does. */
export function ended(text: string): string {
  const whole = text.trim()
  return whole === '' || /[.!?…][»”"’')]*$/.test(whole) ? whole : `${whole}.`
}

/** A company as people speak of it: without A/S, ApS and the like. */
export function shortCompanyName(name: string): string {
  const short = name.replace(
    /,?\s+(?:A\/S|ApS|I\/S|K\/S|P\/S|IVS|A\.?m\.?b\.?A\.?|F\.?m\.?b\.?A\.?|Inc\.?|Ltd\.?|LLC|GmbH|AB|AS|Oy|SE|plc)$/i,
    '',
  )
  return short.trim() || name
}

/** The first of a person's names. */
export function firstName(person: string): string {
  return person.trim().split(/\s+/)[0] ?? person
}

/** A place with the preposition Danish gives it: i Viborg, på Fyn; left as it is when one was written. */
export function placed(place: string): string {
  if (/^(?:i|på|ved|hos|fra|nær|uden for)\s/i.test(place)) return lowerFirst(place)
  return `${islands.has(place.toLowerCase()) ? 'på' : 'i'} ${place}`
}

// Places that take »på«: islands, and the quarters of Copenhagen named as such.
const islands = new Set([
  ...'fyn sjælland lolland falster bornholm als mors langeland samsø læsø anholt ærø fanø møn rømø tåsinge'.split(' '),
  ...'færøerne amager frederiksberg vesterbro nørrebro østerbro'.split(' '),
  'islands brygge',
])

/** The preposition for working somewhere: one works »hos« a company, but »på« a hospital, a school or a university. */
export function workplace(name: string): 'hos' | 'på' {
  return /(?:sygehus|hospital|universitet|højskole|gymnasium|skole|skolen|akademi|bibliotek|museum|universitetet)$/i.test(
    shortCompanyName(name),
  )
    ? 'på'
    : 'hos'
}

/** Words after a preposition, which is not said twice when the words already begin with one. */
export function after(preposition: string, words: string): string {
  return /^(?:på|fra|hos|ved|i|via)\s/i.test(words) ? lowerFirst(words) : `${preposition} ${words}`
}

/** The words without one they begin with: a field after »som« may repeat it. */
export function without(word: string, words: string): string {
  return words.replace(new RegExp(`^${word}\\s+`, 'i'), '')
}

/**
 * The words as the middle of a sentence. The first letter is made small only where the word is surely an ordinary Danish
 * one, known or told by its ending: »Rådgivning« is, »Microsoft«, »SAP« and »Contract« may be names and stay as they are.
 */
export function continued(words: string): string {
  const [first = '', second = ''] = words.split(/\s+/)
  const ordinary = /^\p{Lu}\p{Ll}*$/u.test(first) && (ordinaryWords.has(first.toLowerCase()) || looksDanish(first))
  return ordinary && !startsName(second) ? lowerFirst(words) : words
}

/**
 * A position or degree as it stands in a sentence. Danish ones take a small letter (»seniorrådgiver«, »adm. direktør«,
 * »cand.jur.«); »Key Account Manager« and »Data Consultant« stay as they are.
 */
export function titled(words: string): string {
  const [first = ''] = words.split(/\s+/)
  return /^\p{Lu}[\p{Ll}.-]*$/u.test(first) && danishTitle.test(first) ? lowerFirst(words) : words
}

// Endings and first words that only Danish titles have: English spells them otherwise.
const danishTitle = new RegExp(
  [
    '^(?:adm|cand|stud|mag)\\.',
    '^(?:administrerende|cand|daglig|fung\\.|fungerende|kommerciel|ledende|stedfortrædende|teknisk|økonomisk)$',
    '(?:rådgiver|chef|direktør|leder|konsulent|medarbejder|udvikler|ingeniør|sælger|assistent|bogholder|tekniker|arkitekt' +
      '|analytiker|ansvarlig|formand|forkvinde|redaktør|økonom|datamatiker|elev|lærer|læge|sygeplejerske)$',
  ].join('|'),
  'i',
)

const lowerFirst = (words: string) => words.charAt(0).toLowerCase() + words.slice(1)

const looksDanish = (word: string) =>
  word.length > 6 &&
  /(?:ning|ningen|ninger|else|elsen|elser|hed|heden|skab|skaber|ering|eringen|eringer|vikling|handling|samling)$/.test(
    word,
  )

const startsName = (word: string) => /^\p{Lu}\p{Ll}/u.test(word)

const ordinaryWords = new Set(
  `at alt alle den det de en et flere hele både bl.a. blandt især primært
  salg køb indkøb drift ledelse support strategi økonomi regnskab bogføring marketing markedsføring kommunikation rekruttering
  udvikling softwareudvikling forretningsudvikling test teknik arkitektur sikkerhed it-sikkerhed informationssikkerhed
  kunder nye kundepleje kundeservice service projekter projektledelse undervisning rådgivning personale data analyse analyser
  digitale digital teknisk tekniske daglig daglige intern interne offentlige private større mindre store små`.split(
    /\s+/,
  ),
)
