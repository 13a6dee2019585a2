import type { SearchTerm } from '../store/search-terms.ts'

/**
 * The words that a text must hold for `… match "pattern"` to be true, as far as the search index can tell; empty when it cannot.
 * groq-js 2.0.1 (`matchPatternRegex`) takes each word of a pattern for a regular expression on the words of the text, so only
 * plain ones are told of: letters and digits, and a star at the end. Where words end, the index sees more ends than groq-js.
 */
export function wordsMatched(pattern: unknown): SearchTerm[] {
  if (Array.isArray(pattern)) return pattern.flatMap(wordsMatched)
  if (typeof pattern !== 'string') return []
  const words = pattern.match(/[^!@#$%^&(),\\/?";:{}|[\]+<>\s-]+/g) ?? []
  return words.flatMap((word) => {
    const [, text, star] = /^([\p{Script=Latin}\d]{1,1000})(\*?)$/u.exec(word) ?? []
    return text === undefined ? [] : [{ text, prefix: star === '*', unwanted: false }]
  })
}
