import type { CustomValidator } from '@sanity/types'

/**
 * What a rule has to say about a document, in one Danish sentence. An `error` keeps the Studio from publishing, a `warning`
 * is for the editor to weigh, a `note` only informs.
 */
export type Finding = { level: 'error' | 'warning' | 'note'; sentence: string }

export const anError = (sentence: string): Finding => ({ level: 'error', sentence })
export const aWarning = (sentence: string): Finding => ({ level: 'warning', sentence })
export const aNote = (sentence: string): Finding => ({ level: 'note', sentence })

type Findings<Value> = (value: Value | undefined, context: Parameters<CustomValidator>[1]) => readonly Finding[]

/** The check that a Studio form runs, made from our findings of one level; level itself is set on Sanity's rule. */
export function formCheck<Value>(
  level: Finding['level'],
  findings: Findings<Value>,
): CustomValidator<Value | undefined> {
  return (value, context) => {
    const sentences = findings(value, context).filter((finding) => finding.level === level)
    return sentences.length === 0 || sentences.map(({ sentence }) => sentence).join(' ')
  }
}
