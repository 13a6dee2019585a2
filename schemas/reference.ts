import { defineArrayMember, type ReferenceFilterResolverContext, type ReferenceRule } from '@sanity/types'
import { z } from 'zod'
import { DocumentId, publishedId } from './document-id.ts'
import { cleanText } from './text.ts'

/** A pointer to another document, as the lake stores it; in a list it carries the `_key` that Sanity gives members. */
export const Reference = z.object({ _ref: DocumentId, _key: z.string().transform(cleanText).optional() })
export type Reference = z.infer<typeof Reference>

/** Pointers to other documents. Twice the same is once; an absent list is empty. */
export const References = z
  .array(Reference)
  .default([])
  .transform((references) => references.filter(({ _ref }, i) => references.findIndex((r) => r._ref === _ref) === i))

/** References as a form holds them while an editor works. */
export type WrittenReferences = { _ref?: string }[]

/**
 * A reference to a story other than the one being written, and not taken back. It is weak, as every pointer to a story is:
 * a story that must go at once is never held on the site by another that mentions it.
 */
export const otherStories = {
  type: 'reference' as const,
  title: 'Historie',
  weak: true,
  to: [{ type: 'article' }, { type: 'jobAnnouncement' }],
  options: { disableNew: true, filter: otherThanItself },
}

/** A member of a list that points to a document of one type; Studio calls one without a title »Reference to …«, in English. */
export function pointer(type: string, title: string) {
  return defineArrayMember({ type: 'reference', title, to: [{ type }] })
}

/** A filter for Studio's search that leaves out withdrawn stories and the document itself. */
export function otherThanItself({ document }: Pick<ReferenceFilterResolverContext, 'document'>) {
  const id = publishedId(document._id)
  return {
    filter: '!(_id in $own) && !defined(withdrawal.withdrawnAt) && !defined(withdrawal.reason)',
    params: { own: [id, `drafts.${id}`] },
  }
}

/**
 * The rule that a document must be chosen. Not `required()`: its sentence would replace Sanity's own about a document that
 * is not published.
 */
export function mustBeChosen(sentence: string) {
  return (rule: ReferenceRule) => rule.custom((value) => value?._ref !== undefined || sentence)
}
