import { z } from 'zod'

// XML 1.0 §2.2 refuses these in any feed, and one of them makes a whole feed unreadable. The C1 controls and the
// noncharacters are allowed there, but discouraged, and HTML counts them as errors. The marks that turn the direction of
// writing would turn everything after them on the page; words in Hebrew or Arabic need none.
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this expression is about
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFDD0-\uFDEF\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * The text without control characters, noncharacters and lone surrogates, in Unicode's composed form (å as one character).
 * What is left may stand in HTML, in JSON and in XML 1.0 (https://www.w3.org/TR/xml/#charsets).
 */
export function cleanText(text: string): string {
  return text.replace(unwanted, '').normalize('NFC')
}

/** A text cleaned and made one line: every run of white space is one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** A text cleaned, with its line breaks kept as `\n` and nothing blank at the ends. */
export function cleanProse(text: string): string {
  return cleanText(text.replace(/\r\n?|[\u2028\u2029]/g, '\n')).trim()
}

/** A line that must say something: a headline, a name. */
export const Line = z.string().transform(cleanLine).pipe(z.string().min(1))

/** A line that may be absent; a blank one is absent. */
export const OptionalLine = z
  .string()
  .transform((text) => cleanLine(text) || undefined)
  .optional()

/** Text of several lines that must say something. */
export const Prose = z.string().transform(cleanProse).pipe(z.string().min(1))

/** Text of several lines that may be absent; a blank one is absent. */
export const OptionalProse = z
  .string()
  .transform((text) => cleanProse(text) || undefined)
  .optional()
