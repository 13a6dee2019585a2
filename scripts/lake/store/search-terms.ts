/** One word or phrase of a search. */
export interface SearchTerm {
  text: string
  /** `jour*`: any word that begins so. */
  prefix: boolean
  /** `-sport`: documents that hold it are left out. */
  unwanted: boolean
}

/**
 * What a search text asks for, as GROQ's `text::query` reads it: words (all of them), `"phrases"`, beginnings of words (`jour*`)
 * and words not wanted (`-sport`). Empty for a text without a letter or digit, such as `*`: it asks for everything.
 */
export function searchTerms(query: string): SearchTerm[] {
  const pieces = query.matchAll(/(?<minus>-?)"(?<phrase>[^"]*)"?(?<star>\*?)|(?<word>[^\s"]+)/g)
  return [...pieces].flatMap(({ groups = {} }) => {
    const { minus = '', phrase, star = '', word = '' } = groups
    if (phrase !== undefined) return term(phrase, star === '*', minus === '-')
    const unwanted = word.length > 1 && word.startsWith('-')
    return term(word.slice(unwanted ? 1 : 0), word.endsWith('*'), unwanted)
  })
}

function term(written: string, prefix: boolean, unwanted: boolean): SearchTerm[] {
  const text = written.replaceAll('*', ' ').trim()
  return /[\p{L}\p{N}]/u.test(text) ? [{ text, prefix, unwanted }] : []
}
