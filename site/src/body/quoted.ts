const wrapped = /^["“”„»«]([^"“”„»«]*)["“”»«]$/

/**
 * Somebody's words between the paper's quotation marks: in the text itself, so that they stay when it is copied, read aloud
 * or shown by a feed reader. Marks that the editor has typed around the whole give way to them.
 */
export function quoted(words: string): string {
  return `»${wrapped.exec(words)?.[1] ?? words}«`
}
